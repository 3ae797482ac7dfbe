"""What an address asks for beside its unit: a period, an instant of knowledge, the next part of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, TypeVar

from ninja import Query
from ninja.errors import HttpError

from motcua.rules.instants import Instant, from_datetime
from motcua.rules.periods import Period, between

Cursor = Annotated[str, Query(pattern=r"^[0-9]{0,9}$")]
PAGE = 500
Item = TypeVar("Item")


def days(first: date, last: date) -> Period:
    """The period of two days, both included; 422 where they are no period."""
    if not date(2000, 1, 1) <= first <= last <= date(2100, 12, 31):
        raise HttpError(422, "first, last")
    return between(first, last)


def instant(known_at: datetime | None) -> Instant | None:
    """An instant of knowledge (milliseconds UTC); None for what is known now."""
    return None if known_at is None else from_datetime(known_at)


def part(items: Sequence[Item], cursor: str) -> tuple[Sequence[Item], str | None]:
    """The part of a list that begins at a cursor, and the cursor of the part after it."""
    start = int(cursor or 0)
    following = start + PAGE
    return items[start:following], str(following) if following < len(items) else None
