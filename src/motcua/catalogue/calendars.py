"""The working calendar (lịch làm việc) of a unit, from the days that the database holds."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from motcua.catalogue.models import CalendarDay
from motcua.rules.calendar import CalendarError, Windows, WorkingCalendar
from motcua.rules.instants import Day, day_of

_WINDOW = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)
_DIFFERENT_CALENDARS = 256


class BadHours(ValueError):
    """Hours of a calendar day that cannot be; `day`, `hours` and `unit_id` (None: every unit) say where."""

    def __init__(self, day: date, hours: str, unit_id: int | None, problem: str = "") -> None:
        where = "lịch chung" if unit_id is None else f"lịch của đơn vị số {unit_id}"
        super().__init__(
            f"Giờ làm việc “{hours}” của ngày {day:%d/%m/%Y} ({where}) không hợp lệ{problem and f' ({problem})'}. "
            "Viết theo mẫu 07:30-11:30,13:00-17:00, theo thứ tự trong ngày; để trống là nghỉ."
        )
        self.day, self.hours, self.unit_id = day, hours, unit_id


def parse_hours(text: str) -> Windows:
    """Working hours "07:30-11:30,13:00-17:00" as minutes after 00:00; empty is a day off. Raises ValueError."""
    return tuple(_window(part) for part in text.replace(" ", "").split(",")) if text.strip() else ()


def hours_text(windows: Windows) -> str:
    """Working hours as they are written in a calendar day."""
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in windows)


@lru_cache(maxsize=4096)
def calendar_of(unit_id: int | None) -> WorkingCalendar:
    """The calendar of a unit: days of its own win over the days of all units; None asks for the latter alone.

    Kept for each process: what changes days other than by saving or deleting them one by one calls
    `calendar_of.cache_clear()`. Raises BadHours.
    """
    wanted = Q(unit=None) if unit_id is None else Q(unit=None) | Q(unit=unit_id)
    found = CalendarDay.objects.filter(wanted).values_list("day", "hours", "unit_id")
    # An explicit key: databases do not agree on whether null comes first.
    own_last = sorted(found, key=lambda row: row[2] is not None)
    days = {day_of(day): _checked(day, hours, unit) for day, hours, unit in own_last}
    return _calendar(tuple(sorted(days.items())))


# Units whose days are the same share one calendar, for one counted through takes 2 MB.
@lru_cache(maxsize=_DIFFERENT_CALENDARS)
def _calendar(days: tuple[tuple[Day, Windows], ...]) -> WorkingCalendar:
    return WorkingCalendar(
        days_off=frozenset(day for day, windows in days if not windows),
        days_worked={day: windows for day, windows in days if windows},
    )


def _checked(day: date, hours: str, unit_id: int | None) -> Windows:
    """The hours of a day; raises BadHours where they cannot be."""
    try:
        windows = parse_hours(hours)
        WorkingCalendar(days_worked={day_of(day): windows} if windows else {})
    except CalendarError as error:
        raise BadHours(day, hours, unit_id, error.problem) from error
    except ValueError as error:
        raise BadHours(day, hours, unit_id) from error
    return windows


def _window(text: str) -> tuple[int, int]:
    found = _WINDOW.fullmatch(text)
    if found is None or int(found[2]) > 59 or int(found[4]) > 59:
        raise ValueError(text)
    return int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@receiver([post_save, post_delete], sender=CalendarDay)
def _forget(**_: Any) -> None:
    calendar_of.cache_clear()
