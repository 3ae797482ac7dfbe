"""Statements that a connection to PostgreSQL knows, so that they are neither taken apart nor planned again.

What the protocol prepares goes one by one; a text of several statements can only name what was prepared in SQL. The
driver has to prepare nothing of its own beside it (the framework asks it not to): when something is rolled back, it
makes the server forget every name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from psycopg import ClientCursor, Connection

OFTEN = 2
"""A statement is prepared when a connection sends it so many times."""
MOST = 300
"""So many are kept for one connection; others are sent as they are."""


class Prepared:
    """What one connection knows. A name that the server may not have got is never used again."""

    def __init__(self) -> None:
        self._calls = dict[str, str]()
        self._asked = dict[str, str]()
        self._seen = Counter[str]()
        self._numbers = count(1)

    def text(self, cursor: ClientCursor[Any], sql: str, values: Sequence[Any]) -> str:
        """A statement with `%s` for each of its values as a part of the next text; `taken` is told that it went well."""
        call = self._calls.get(sql) or self._asked.get(sql)
        if call:
            return cursor.mogrify(call.encode(), values)
        self._seen[sql] += 1
        if self._seen[sql] < OFTEN or len(self._calls) >= MOST:
            return cursor.mogrify(sql.encode(), values)
        name = f"motcua_{next(self._numbers)}"
        self._asked[sql] = call = (
            f"EXECUTE {name} ({', '.join(['%s'] * len(values))})" if values else f"EXECUTE {name}"
        )
        return f"PREPARE {name} AS {_with_numbers(sql)}; {cursor.mogrify(call.encode(), values)}"

    def taken(self) -> None:
        """The text was carried out: what was prepared with it is there."""
        self._calls |= self._asked
        self._asked.clear()

    def refused(self) -> None:
        """The text was not carried out, or not to its end: what was to be prepared with it may not be there."""
        self._asked.clear()


def _with_numbers(sql: str) -> str:
    places = count(1)
    return _PLACE.sub(lambda mark: "%" if mark[0] == "%%" else f"${next(places)}", sql.strip())


_PLACE = re.compile(r"%[%s]")
_of = WeakKeyDictionary["Connection[Any]", Prepared]()


def prepared_by(connection: Connection[Any]) -> Prepared:
    """What a connection of the driver knows."""
    return _of.setdefault(connection, Prepared())
