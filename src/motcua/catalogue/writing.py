"""Transactions that write."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import QuerySet

from motcua.catalogue.reached import reached
from motcua.catalogue.waiting import gathering

if sys.platform != "win32":
    import fcntl

PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.0005
_turn = threading.Lock()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that takes the write lock at its beginning, so that it cannot lose it half-way.

    Raises OperationalError where it is not had within PATIENCE_SECONDS.
    """
    database = reached()
    if database.vendor != "sqlite":
        with transaction.atomic(), gathering():
            yield
        return
    if database.in_atomic_block:
        with transaction.atomic():
            yield
        return
    until = time.monotonic() + PATIENCE_SECONDS
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        raise OperationalError("database is locked")
    try:
        with ExitStack() as begun:
            _begin(begun, until)
            yield
    finally:
        _turn.release()


def deleted(rows: QuerySet[Any]) -> int:
    """Delete rows and give how many; looked for first, so that where there are none the write lock is not taken."""
    if not rows.exists():
        return 0
    with writing():
        return rows.delete()[0]


def _begin(begun: ExitStack, until: float) -> None:
    """Begin once no other process writes.

    Only the first in the queue asks, and often: left to itself, SQLite lets whoever has just written write again,
    while those who wait ask ever more rarely, until their patience ends.
    """
    sqlite = reached()
    sqlite.ensure_connection()
    usual, sqlite.transaction_mode = sqlite.transaction_mode, "IMMEDIATE"
    sqlite.connection.execute("PRAGMA busy_timeout = 0")
    try:
        with _queue(Path(sqlite.settings_dict["NAME"])):
            while not _begun(begun, until):
                time.sleep(_PAUSE_SECONDS)
    finally:
        sqlite.connection.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000:.0f}")
        sqlite.transaction_mode = usual


@contextmanager
def _queue(database: Path) -> Iterator[None]:
    """Wait until no other process is first in the queue for a database; those in memory have none."""
    if sys.platform == "win32" or not database.is_file():
        yield
        return
    with database.with_name(f"{database.name}-queue").open("ab") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield


def _begun(begun: ExitStack, until: float) -> bool:
    try:
        begun.enter_context(transaction.atomic())
    except OperationalError as error:
        if "locked" not in str(error) or time.monotonic() > until:
            raise
        return False
    return True
