"""Writing many rows at once, the fastest way each database has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from itertools import islice
from typing import Any

import polars as pl
from django.db import connection

from motcua.catalogue.quick import later
from motcua.catalogue.waiting import send
from motcua.catalogue.writing import writing as writing
from motcua.dossiers.sqlite_rows import batches

Row = tuple[Any, ...]
CHUNK = 5_000
SLICE = 50_000
_NULL = "\\N"


def insert(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows to a table: COPY on PostgreSQL, one prepared statement elsewhere."""
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN", rows)
    else:
        _many(f"INSERT INTO {table} ({names}) VALUES ({_marks(columns)})", rows)  # noqa: S608 - names are our own


def insert_frame(table: str, columns: Sequence[str], frame: pl.DataFrame) -> None:
    """Add the rows of a data frame, whose columns are those of the table in the same order.

    Texts go to PostgreSQL in quotes, so that none of them can be taken for the mark of a null.
    """
    names = ", ".join(columns)
    if connection.vendor != "postgresql":
        _batched(f"INSERT INTO {table} ({names}) VALUES %s", frame)  # noqa: S608 - names are our own
        return
    statement = f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, NULL '{_NULL}')"
    with _told_by_django(), connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for part in frame.iter_slices(SLICE):
            copy.write(part.write_csv(include_header=False, null_value=_NULL, quote_style="non_numeric"))


def update_frame(table: str, columns: Sequence[str], frame: pl.DataFrame) -> None:
    """Set columns of rows to those of a data frame, whose first column is the id and the others are in this order."""
    if connection.vendor != "postgresql":
        values = ", ".join(f"{name} = ?" for name in columns)
        given = frame.select(*frame.columns[1:], frame.columns[0])
        _many(f"UPDATE {table} SET {values} WHERE id = ?", given.iter_rows())  # noqa: S608 - names are our own
        return
    values = ", ".join(f"{name} = news.{name}" for name in columns)
    _arrays(f"UPDATE {table} SET {values} FROM %s WHERE {table}.id = news.id", ("id", *columns), frame)  # noqa: S608


def upsert_frame(table: str, keys: Sequence[str], value: str, frame: pl.DataFrame) -> None:
    """Add to the value of rows that have these keys already, and make those that there are not.

    The columns of `frame` are the keys in their order, then the value; no two rows have the same keys.
    """
    names = ", ".join([*keys, value])
    known = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {value} = {table}.{value} + excluded.{value}"
    if connection.vendor != "postgresql":
        _batched(f"INSERT INTO {table} ({names}) VALUES %s {known}", frame)  # noqa: S608 - names are our own
        return
    _arrays(f"INSERT INTO {table} ({names}) SELECT * FROM %s {known}", (*keys, value), frame)  # noqa: S608


def insert_missing(table: str, frame: pl.DataFrame) -> None:
    """Add the rows of a data frame, named as the table's columns are, and pass over those that are there already."""
    names = ", ".join(frame.columns)
    if connection.vendor != "postgresql":
        statement = f"INSERT INTO {table} ({names}) VALUES ({_marks(frame.columns)}) ON CONFLICT DO NOTHING"  # noqa: S608
        _many(statement, frame.iter_rows())
        return
    _arrays(f"INSERT INTO {table} ({names}) SELECT * FROM %s ON CONFLICT DO NOTHING", frame.columns, frame)  # noqa: S608


FEW = 100
"""So many rows go into one statement."""


def insert_few(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Add at most FEW rows to a table, in one statement."""
    later(_few(table, columns, rows), [value for row in rows for value in row])


def upsert(table: str, keys: Sequence[str], value: str, rows: Sequence[Row]) -> None:
    """As `upsert_frame`, for rows of numbers: FEW of them in one statement."""
    if len(rows) > FEW:
        columns = dict.fromkeys((*keys, value), pl.Int64)
        upsert_frame(table, keys, value, pl.DataFrame(rows, schema=columns, orient="row"))
    elif rows:
        known = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {value} = {table}.{value} + excluded.{value}"
        later(f"{_few(table, (*keys, value), rows)} {known}", [one for row in rows for one in row])


def _few(table: str, columns: Sequence[str], rows: Sequence[Row]) -> str:
    values = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values}"  # noqa: S608 - names are our own


def _batched(statement: str, frame: pl.DataFrame) -> None:
    for part in frame.iter_slices(SLICE):
        if len(part):
            for values, given in batches(part):
                _many(statement % values, given)


def _arrays(statement: str, names: Sequence[str], frame: pl.DataFrame) -> None:
    """Run a statement whose rows, called `news`, PostgreSQL reads from one array for each column."""
    known = {pl.String: "text[]", pl.Binary: "bytea[]"}
    kinds = [known.get(type(dtype), "bigint[]") for dtype in frame.dtypes]
    arrays = ", ".join(f"%s::{kind}" for kind in kinds)
    rows = f"unnest({arrays}) AS news ({', '.join(names)})"
    for part in frame.iter_slices(SLICE):
        with _told_by_django(), connection.connection.cursor() as cursor:
            cursor.execute(statement.replace("%s", rows), [column.to_list() for column in part])


def _copy(statement: str, rows: Iterable[Row]) -> None:
    with _told_by_django(), connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _many(statement: str, rows: Iterable[Sequence[Any]]) -> None:
    # The driver's own cursor: Django's translates placeholders and keeps a log of each row.
    connection.ensure_connection()
    with _told_by_django(), closing(connection.connection.cursor()) as cursor:
        cursor.executemany(statement, rows)


def _told_by_django() -> AbstractContextManager[None]:
    """What the driver raises becomes Django's error of the same kind, and what waits is sent first, as with its own cursor."""
    send()
    wrapped: AbstractContextManager[None] = connection.wrap_database_errors
    return wrapped


def allocate(table: str, count: int) -> list[int]:
    """Keys for `count` new rows; call it inside `writing()`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The name of the sequence is looked up once, not for each key.
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            sequence = cursor.fetchone()[0]
            cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")  # noqa: S608 - names are our own
        last = cursor.fetchone()[0]
        return list(range(last + 1, last + count + 1))


def select_in(sql: str, values: Sequence[int] | Sequence[str]) -> list[Row]:
    """What a query gives whose text says `IN ({})` for these values, however many they are."""
    if not values:
        return []
    connection.ensure_connection()
    with _told_by_django(), closing(connection.connection.cursor()) as cursor:
        if connection.vendor == "postgresql":
            kind = "text" if isinstance(values[0], str) else "bigint"
            cursor.execute(sql.format(f"SELECT unnest(%s::{kind}[])"), [list(values)])
            return list(cursor.fetchall())
        return [row for some in chunks(values) for row in cursor.execute(sql.format(_marks(some)), some)]


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """The values in lists that fit into one statement."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk
