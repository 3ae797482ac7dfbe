"""Statements that every act needs, carried out by the driver itself; what nobody waits for goes with the next one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from motcua.catalogue import waiting
from motcua.catalogue.reached import reached

Row: TypeAlias = tuple[Any, ...]


def run(sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """Carry out a statement with `%s` or `%(name)s` for each value; gives its rows, none where it has none to give.

    The driver gets it without the framework in between.
    """
    database = reached()
    if database.force_debug_cursor:
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall()) if cursor.description else []
    if waiting.waits():
        return waiting.send(*_by_place(sql, values))
    return _alone(database, sql, values)


def ask(sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """The rows of a question that nothing written in the same act can answer otherwise; what waits goes on waiting."""
    database = reached()
    return run(sql, values) if database.force_debug_cursor else _alone(database, sql, values)


def _alone(database: Any, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[Row]:
    if database.vendor == "postgresql":
        return waiting.carry_out([waiting.Waiting(*_by_place(sql, values))])
    database.ensure_connection()
    with database.wrap_database_errors:
        cursor = database.connection.cursor()
        found: list[Row] = cursor.execute(_for_sqlite(sql), values).fetchall()
        return found


def later(sql: str, values: Sequence[Any]) -> None:
    """Carry out a statement that has no answer, at the latest before the next one and before the act is committed.

    What the database says against it is raised then.
    """
    if reached().force_debug_cursor or not waiting.keep(sql, values):
        run(sql, values)


def _by_place(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> tuple[str, Sequence[Any]]:
    """A statement whose values are named, as one whose values stand in the order of their places."""
    if not isinstance(values, Mapping):
        return sql, values
    text, names = _placed(sql)
    return text, [values[name] for name in names]


@lru_cache(maxsize=1000)
def _placed(sql: str) -> tuple[str, list[str]]:
    return _NAMED.sub("%s", sql), _NAMED.findall(sql)


_NAMED = re.compile(r"%\((\w+)\)s")
_PLACE = re.compile(r"%(?:%|s|\((\w+)\)s)")


@lru_cache(maxsize=1000)
def _for_sqlite(sql: str) -> str:
    """The statement with SQLite's own marks for values."""
    return _PLACE.sub(lambda mark: "%" if mark[0] == "%%" else f":{mark[1]}" if mark[1] else "?", sql)
