"""The application as `motcua serve` runs it: with what has to be done every minute.

Started here, in the process that answers, and not in the one that starts it: a thread does not outlive a fork.
"""

from __future__ import annotations

import threading

from motcua.site.wsgi import application

from motcua.site.background import start  # isort: skip

__all__ = ["application"]

start(threading.Event())
