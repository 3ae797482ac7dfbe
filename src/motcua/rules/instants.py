"""Instants and local days as integers, and the way from and to dates.

Vietnam has kept UTC+7 without summer time since 13 June 1975, so a local day is a division. Earlier
instants are outside what the system deals with.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

Instant: TypeAlias = int
"""Milliseconds since 1970-01-01T00:00 UTC."""

Day: TypeAlias = int
"""Days since 1970-01-01, local (Asia/Ho_Chi_Minh)."""

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MS_PER_MINUTE = 60_000
MS_PER_HOUR = 60 * MS_PER_MINUTE
MS_PER_DAY = 24 * MS_PER_HOUR
OFFSET_MS = 7 * MS_PER_HOUR

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MILLISECOND = timedelta(milliseconds=1)


def local_day(instant: Instant) -> Day:
    """The local day in which an instant lies."""
    return (instant + OFFSET_MS) // MS_PER_DAY


def day_start(day: Day) -> Instant:
    """00:00 local time of a day."""
    return day * MS_PER_DAY - OFFSET_MS


def day_of(value: date) -> Day:
    """The number of a date; of a datetime, the date as written, whatever its zone."""
    return value.toordinal() - _EPOCH_ORDINAL


def date_of(day: Day) -> date:
    """The date of a day number."""
    return date.fromordinal(day + _EPOCH_ORDINAL)


def from_datetime(moment: datetime) -> Instant:
    """The instant of a datetime; one without a zone is local time. What is finer than 1 ms is cut off."""
    if moment.tzinfo is None:
        return (moment.replace(tzinfo=UTC) - _EPOCH) // _MILLISECOND - OFFSET_MS
    return (moment - _EPOCH) // _MILLISECOND


def to_datetime(instant: Instant) -> datetime:
    """The datetime of an instant in Asia/Ho_Chi_Minh."""
    return (_EPOCH + instant * _MILLISECOND).astimezone(ZONE)


def in_words(instant: Instant) -> str:
    """An instant as officials write it: «17:00 thứ Sáu 20/11/2026» (local time)."""
    return f"{to_datetime(instant):%H:%M} {day_in_words(local_day(instant))}"


def day_in_words(day: Day) -> str:
    """A day as officials write it: «thứ Sáu 20/11/2026»."""
    value = date_of(day)
    return f"{_WEEKDAYS[value.weekday()]} {value:%d/%m/%Y}"
