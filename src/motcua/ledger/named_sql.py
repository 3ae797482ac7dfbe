"""SQL kept in named files: one text for SQLite, PostgreSQL and DuckDB, placeholders aside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection

Value = int | str | Sequence[int]
_NAME = re.compile(r"(?<!:):([a-z_]+)")
_COMMENT = re.compile(r"^--.*\n", re.MULTILINE)


@cache
def text(name: str, package: str = "motcua.ledger") -> str:
    """The text of a named statement, without its leading comments."""
    return _COMMENT.sub("", (files(package) / "sql" / f"{name}.sql").read_text(encoding="utf-8"))


def bind(sql: str, values: Mapping[str, Any], mark: str = "%s") -> tuple[str, list[int | str]]:
    """Replace each `:name` by placeholders and give the values in their order; a sequence becomes a list."""
    given: list[int | str] = []

    def place(found: re.Match[str]) -> str:
        value = values[found[1]]
        if isinstance(value, (int, str)):
            given.append(value)
            return mark
        given.extend(value)
        return f"({', '.join([mark] * len(value))})"

    return _NAME.sub(place, sql), given


def rows(name: str, values: Mapping[str, Any], package: str = "motcua.ledger") -> list[tuple[Any, ...]]:
    """Run a named statement on the project's database and fetch all its rows."""
    sql, given = bind(text(name, package), values)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
