"""What the server's own process runs: the pages, and in threads beside them notices, the exchange and what every minute asks."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from importlib import import_module
from multiprocessing.util import Finalize
from typing import Any

from motcua.cli.now import now


def make() -> Callable[..., Any]:
    """The WSGI application, with threads that send what is due and one for what is done every minute.

    Called in the process that serves, never in the one that started it: a process with a thread must not
    be copied. When the server stops, the message in hand is finished first.
    """
    # Until this returns nobody here listens for the request to stop: what was inherited would only take note of it.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # The application first: it makes the models ready, where this process has not yet done so.
    application = import_module("motcua.site.wsgi").application
    # Everything is loaded before the first thread runs, so that a stop meanwhile interrupts nothing that is sent.
    workers = {name: import_module(f"motcua.{name}.worker").Worker(now) for name in ("notices", "exchange")}
    import_module("motcua.site.background").start(threading.Event())
    for name, worker in workers.items():
        Finalize(worker, worker.stop, exitpriority=10)
        threading.Thread(target=worker.run, name=name).start()
    pages: Callable[..., Any] = application
    return pages
