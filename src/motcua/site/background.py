"""What the server does by itself every minute, in a thread beside those that answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from django.db import close_old_connections

from motcua.boards.clock import now
from motcua.casework.search_index import enter_all
from motcua.findings.daily import compare_due
from motcua.people.sealing import seal
from motcua.rules.instants import Instant
from motcua.site.forgetting import forget_old

PAUSE_SECONDS = 60.0

Work = Callable[[Instant], object]
EVERY_MINUTE: tuple[Work, ...] = (seal, enter_all, forget_old, compare_due)

log = logging.getLogger("motcua.background")


def start(
    stop: threading.Event, pause: float = PAUSE_SECONDS, works: Sequence[Work] = EVERY_MINUTE
) -> threading.Thread:
    """Do works until `stop` is set, with a pause before each time; the thread ends with the process."""
    thread = threading.Thread(target=_run, args=(stop, pause, works), name="every-minute", daemon=True)
    thread.start()
    return thread


def _run(stop: threading.Event, pause: float, works: Sequence[Work]) -> None:
    while not stop.wait(pause):
        once(works)


def once(work: Sequence[Work]) -> None:
    """Do each work once; one that fails is told in the server's log and does not keep the others from theirs."""
    for one in work:
        close_old_connections()
        try:
            one(now())
        except Exception:
            log.exception("%s failed; it is tried again in a minute", getattr(one, "__name__", one))
    close_old_connections()
