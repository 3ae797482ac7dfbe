"""Another system's database, opened for reading alone: PostgreSQL or SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

import psycopg

from motcua.exchange.live.base import Unavailable
from motcua.rules.instants import ZONE

SECONDS = 60


class Asks(Protocol):
    """Asks for rows; gives the names of the columns and the rows."""

    def __call__(self, sql: str, values: Sequence[Any]) -> tuple[list[str], list[tuple[Any, ...]]]: ...


@contextmanager
def opened(url: str) -> Iterator[Asks]:
    """The database of an address; placeholders are written %s. Raises Unavailable, of which the address is no part."""
    scheme = urlsplit(url).scheme
    way = {"postgresql": _postgresql, "postgres": _postgresql, "sqlite": _sqlite}.get(scheme)
    if way is None:
        raise Unavailable("Địa chỉ cơ sở dữ liệu phải bắt đầu bằng postgresql:// hoặc sqlite:///.")
    try:
        with way(url) as asks:
            yield asks
    except (psycopg.Error, sqlite3.Error) as error:
        # The text of the error may name the account.
        raise Unavailable(f"Không đọc được cơ sở dữ liệu nguồn ({type(error).__name__}).") from error


@contextmanager
def _postgresql(url: str) -> Iterator[Asks]:
    options = (
        f"-c statement_timeout={SECONDS * 1000} -c default_transaction_read_only=on -c TimeZone={ZONE.key}"
    )
    with psycopg.connect(url, connect_timeout=10, options=options, autocommit=True) as connection:

        def asks(sql: str, values: Sequence[Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
            # The text is ours; names in it are quoted.
            cursor = connection.execute(sql.encode(), values)
            return [one.name for one in cursor.description or ()], cursor.fetchall()

        yield asks


@contextmanager
def _sqlite(url: str) -> Iterator[Asks]:
    path = urlsplit(url).path[1:]
    with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, timeout=10)) as connection:
        connection.execute("PRAGMA query_only = ON")

        def asks(sql: str, values: Sequence[Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
            cursor = connection.execute(sql.replace("%s", "?"), tuple(values))
            return [one[0] for one in cursor.description or ()], cursor.fetchall()

        yield asks


def quoted(parts: Sequence[str]) -> str:
    """A name that was checked, in quotes."""
    return ".".join(f'"{one}"' for one in parts)
