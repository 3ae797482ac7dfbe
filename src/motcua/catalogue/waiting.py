"""Statements of an act whose answer nobody waits for: kept, and sent together with the next one that has an answer.

On PostgreSQL each statement is a journey to the server and back, and half of an act was spent on the way. Their order is
kept: whatever is asked in the same transaction finds them carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from psycopg import ClientCursor
from psycopg.pq import TransactionStatus

from motcua.catalogue.prepared import prepared_by
from motcua.catalogue.reached import reached


class Waiting(NamedTuple):
    """A statement with `%s` for each of its values."""

    sql: str
    values: Sequence[Any]


_waiting: ContextVar[list[Waiting] | None] = ContextVar("waiting", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """Inside, statements may wait; what still waits at the end is sent. Call it inside a transaction, on PostgreSQL."""
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set([])
    try:
        with reached().execute_wrapper(_after_those_that_wait):
            yield
            send()
    finally:
        _waiting.reset(token)


def keep(sql: str, values: Sequence[Any]) -> bool:
    """Let a statement wait; False where it has to be carried out at once."""
    kept = _waiting.get()
    if kept is None:
        return False
    kept.append(Waiting(sql, values))
    return True


def waits() -> bool:
    """Whether anything waits."""
    return bool(_waiting.get())


def send(sql: str = "", values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Send all that waits, and a statement after it; gives the rows of the last one, none where it has none."""
    kept = _waiting.get()
    if not kept:
        return []
    asked = [Waiting(sql, values)] if sql else []
    # What has failed already is rolled back, with all that would be sent.
    failed = reached().connection.info.transaction_status == TransactionStatus.INERROR
    sent = asked if failed else [*kept, *asked]
    kept.clear()
    return carry_out(sent) if sent else []


def carry_out(sent: Sequence[Waiting]) -> list[tuple[Any, ...]]:
    """Send statements to PostgreSQL in one text; gives the rows of the last one, none where it has none."""
    database = reached()
    database.ensure_connection()
    with database.wrap_database_errors, ClientCursor(database.connection) as cursor:
        _send(cursor, sent)
        return cursor.fetchall() if cursor.pgresult is not None and cursor.pgresult.nfields else []


def _send(cursor: ClientCursor[Any], sent: Sequence[Waiting]) -> None:
    known = prepared_by(cursor.connection)
    # Each by itself: the driver remembers how a short statement is taken apart.
    whole = "; ".join([known.text(cursor, one.sql, one.values) for one in sent])
    try:
        cursor.execute(whole.encode())
    except BaseException:
        known.refused()
        raise
    known.taken()
    while cursor.nextset():
        pass


def _after_those_that_wait(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """What goes through the framework comes after what waits."""
    send()
    return execute(sql, params, many, context)
