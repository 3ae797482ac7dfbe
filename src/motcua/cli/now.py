"""The one place where commands look at the clock, and where a test may set it."""

from __future__ import annotations

import time
from datetime import date, datetime

import typer

from motcua.rules.instants import Instant, date_of, from_datetime, local_day


def now() -> Instant:
    """The present instant, milliseconds UTC."""
    return time.time_ns() // 1_000_000


def today() -> date:
    """The present local day."""
    return date_of(local_day(now()))


def instant(text: str | None) -> Instant | None:
    """An instant written as a day or a time (local unless it says its zone); a bare day means its end."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text}: viết 2026-06-14 hoặc 2026-06-14T17:00") from error
    if len(text) <= len("2026-06-14"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_000)
    return from_datetime(moment)


def day(text: str) -> date:
    """A day written as 2026-06-14."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text}: viết ngày như 2026-06-14") from error
