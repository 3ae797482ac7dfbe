"""SQL kept in named files: one text for SQLite, PostgreSQL and DuckDB, placeholders aside.

What a text says only where it is asked for stands in a comment that begins with the name of that variant:
`/*+by_unit cell.unit_id, */`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection

Value = int | str | Sequence[int]
_NAME = re.compile(r"(?<!:):([a-z_]+)")
_VARIANT = re.compile(r"/\*\+([a-z_]+) (.*?) \*/")
_COMMENT = re.compile(r"^--.*\n", re.MULTILINE)


@cache
def text(name: str, package: str = "motcua.ledger", variant: str = "") -> str:
    """The text of a named statement, or of a variant of it, without comments."""
    chosen = _VARIANT.sub(lambda found: found[2] if found[1] == variant else "", _kept(name, package))
    return _COMMENT.sub("", chosen)


def variants(name: str, package: str = "motcua.ledger") -> list[str]:
    """The variants that a named statement has, the plain one ("") first."""
    return ["", *sorted({found[1] for found in _VARIANT.finditer(_kept(name, package))})]


def _kept(name: str, package: str) -> str:
    return (files(package) / "sql" / f"{name}.sql").read_text(encoding="utf-8")


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


def rows(
    name: str, values: Mapping[str, Any], package: str = "motcua.ledger", variant: str = ""
) -> list[tuple[Any, ...]]:
    """Run a named statement, or a variant of it, on the project's database and fetch all its rows."""
    sql, given = bind(text(name, package, variant), values)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
