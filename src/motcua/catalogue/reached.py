"""The database as this thread reaches it."""

from __future__ import annotations

import threading
from asyncio import _get_running_loop
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

_here = threading.local()


def reached() -> Any:
    """The framework's connection of this thread, looked up once: an act asks for it a hundred times.

    Beside an event loop the framework has others, and is asked each time.
    """
    if _get_running_loop() is not None:
        return connections[DEFAULT_DB_ALIAS]
    try:
        return _here.database
    except AttributeError:
        _here.database = connections[DEFAULT_DB_ALIAS]
        return _here.database
