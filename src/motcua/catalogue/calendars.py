"""The working calendar (lịch làm việc) of a unit, as the rows of the database give it, today or as it was known.

A department has the rows of the commune or agency that it belongs to, beside its own: it keeps their hours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from motcua.catalogue.models import CalendarDay, Unit, WeeklyHours
from motcua.catalogue.steady import forget, stamp
from motcua.catalogue.units import above
from motcua.rules.calendar import FIVE_DAYS, CalendarError, Week, Windows, WorkingCalendar, check_week
from motcua.rules.instants import Day, Instant, day_of

_WINDOW = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)
_DIFFERENT_CALENDARS = 256
SHARED = 99
"""The distance of rows of all units: farther than any unit above."""


class BadHours(ValueError):
    """Hours of a calendar day that cannot be; `day`, `hours` and `unit_id` (None: every unit) say where."""

    def __init__(self, day: date, hours: str, unit_id: int | None, problem: str = "") -> None:
        where = "lịch chung" if unit_id is None else f"lịch của đơn vị số {unit_id}"
        super().__init__(
            f"Giờ làm việc “{hours}” của ngày {day:%d/%m/%Y} ({where}) không hợp lệ{problem and f' ({problem})'}. "
            "Viết theo mẫu 07:30-11:30,13:00-17:00, theo thứ tự trong ngày; để trống là nghỉ."
        )
        self.day, self.hours, self.unit_id = day, hours, unit_id


@dataclass(frozen=True)
class DayRow:
    """What is known of a day: `windows` None says that it has nothing of its own any more.

    `distance` says whose row it is: 0 the unit's own, then those above a department, SHARED that of all units.
    """

    day: Day
    windows: Windows | None
    note: str
    distance: int
    recorded_at: Instant

    @property
    def own(self) -> bool:
        """Whether it is the unit's own row."""
        return self.distance == 0


@dataclass(frozen=True)
class WeekRow:
    """The hours of the week from a day on; `week` None takes back what was said for that day; `distance` as above."""

    since: Day
    week: Week | None
    distance: int
    recorded_at: Instant


Row: TypeAlias = DayRow | WeekRow


@dataclass(frozen=True)
class CalendarHistory:
    """The rows of a unit's calendar and those that it inherits, in the order in which they became known."""

    days: tuple[DayRow, ...]
    weeks: tuple[WeekRow, ...]

    @property
    def recorded(self) -> tuple[Instant, ...]:
        """The instants at which the calendar changed, the earliest first."""
        return tuple(sorted({row.recorded_at for row in self.days} | {row.recorded_at for row in self.weeks}))

    def as_known(self, known_at: Instant | None = None) -> CalendarHistory:
        """The rows that were known at an instant; None: all of them."""
        if known_at is None:
            return self
        return CalendarHistory(
            tuple(row for row in self.days if row.recorded_at <= known_at),
            tuple(row for row in self.weeks if row.recorded_at <= known_at),
        )

    def days_in_force(self) -> dict[Day, DayRow]:
        """The rows that hold, by day: the nearest unit's where it has any, else that of all units."""
        latest = {(-row.distance, row.day): row for row in self.days}
        told = {day: row for (_, day), row in sorted(latest.items()) if row.windows is not None}
        return dict(sorted(told.items()))

    def weeks_in_force(self) -> list[tuple[Day, Week, int]]:
        """The weeks that hold one after the other, each with its first day and whose it is (`DayRow.distance`)."""
        by_distance: dict[int, dict[Day, Week | None]] = {}
        for row in sorted(self.weeks, key=lambda row: row.distance):
            by_distance.setdefault(row.distance, {})[row.since] = row.week
        found: list[tuple[Day, Week, int]] = []
        for day in sorted({row.since for row in self.weeks}):
            held = [(week, near) for near, said in by_distance.items() if (week := _latest(said, day))]
            week, distance = held[0] if held else (FIVE_DAYS, SHARED)
            if not found or found[-1][1:] != (week, distance):
                found.append((day, week, distance))
        return found

    @cached_property
    def newest(self) -> WorkingCalendar:
        """The calendar that these rows give, kept with them."""
        return self.calendar()

    def calendar(self) -> WorkingCalendar:
        """The calendar that these rows give."""
        days = tuple((day, row.windows or ()) for day, row in self.days_in_force().items())
        return _calendar(days, tuple((day, week) for day, week, _ in self.weeks_in_force()))


def _latest(weeks: dict[Day, Week | None], day: Day) -> Week | None:
    """The last week that had begun and was not taken back."""
    begun = [since for since, week in weeks.items() if since <= day and week is not None]
    return weeks[max(begun)] if begun else None


# Units whose days are the same share one calendar, for one counted through takes 2 MB.
@lru_cache(maxsize=_DIFFERENT_CALENDARS)
def _calendar(days: tuple[tuple[Day, Windows], ...], weeks: tuple[tuple[Day, Week], ...]) -> WorkingCalendar:
    return WorkingCalendar(
        days_off=frozenset(day for day, windows in days if not windows),
        days_worked={day: windows for day, windows in days if windows},
        weeks_from=weeks,
    )


class _Calendars:
    """Answers with calendars, and keeps them as long as no row is added, also by another process."""

    def __call__(self, unit_id: int | None, known_at: Instant | None = None) -> WorkingCalendar:
        """The calendar of a unit, as it is or as it was known at an instant; None asks for that of all units alone.

        The unit's own days and weeks win over those of the units above a department, theirs over those of all units;
        of several rows the last recorded one holds.
        Raises BadHours.
        """
        history = history_of(unit_id)
        if known_at is None:
            return history.newest
        known = bisect_right(history.recorded, known_at)
        return _kept(history.as_known(history.recorded[known - 1] if known else -1))

    def cache_clear(self) -> None:
        """Forget all calendars; what writes rows in bulk and takes them back calls it."""
        _history.cache_clear()
        _kept.cache_clear()
        forget()


calendar_of = _Calendars()
"""The calendar of a unit; see `_Calendars.__call__`."""


def history_of(unit_id: int | None) -> CalendarHistory:
    """All rows of a unit's calendar; what asks for many instants keeps it. Raises BadHours."""
    return _history(unit_id, stamp().calendars)


@lru_cache(maxsize=4096)
def _kept(history: CalendarHistory) -> WorkingCalendar:
    return history.calendar()


@lru_cache(maxsize=4096)
def _history(unit_id: int | None, _: tuple[Any, ...]) -> CalendarHistory:
    distances = distances_from(unit_id)
    wanted = Q(unit=None) | Q(unit__in=[unit for unit in distances if unit is not None])
    order = ("recorded_at", "pk")
    days = CalendarDay.objects.filter(wanted).order_by(*order)
    weeks = WeeklyHours.objects.filter(wanted).order_by(*order)
    return CalendarHistory(
        tuple(day_row(row, distances[row.unit_id]) for row in days),
        tuple(week_row(row, distances[row.unit_id]) for row in weeks),
    )


def distances_from(unit_id: int | None) -> dict[int | None, int]:
    """Whose rows a unit's calendar is made of (None: those of all units), each with its distance.

    A department inherits from the units above it, up to and with the first that is no department; they are the last
    it was put under, for no act moves a department elsewhere.
    """
    distances: dict[int | None, int] = {None: SHARED}
    chain = [] if unit_id is None else [unit_id, *above(unit_id, date.max)]
    departments = set(
        Unit.objects.filter(pk__in=chain, kind=Unit.Kind.DEPARTMENT).values_list("pk", flat=True)
    )
    for distance, unit in enumerate(chain):
        distances[unit] = distance
        if unit not in departments:
            break
    return distances


def day_row(row: CalendarDay, distance: int) -> DayRow:
    """A row of a day with its hours read. Raises BadHours."""
    windows = None if row.void else _checked(row.day, row.hours, row.unit_id)
    return DayRow(day_of(row.day), windows, row.note, distance, row.recorded_at)


def week_row(row: WeeklyHours, distance: int) -> WeekRow:
    """A row of a week with its hours read. Raises BadHours."""
    week = None if row.void else parse_week(row.hours, row.since, row.unit_id)
    return WeekRow(day_of(row.since), week, distance, row.recorded_at)


def day_notes(unit_id: int | None, first: Day, last: Day) -> dict[Day, str]:
    """The names of the days between two days (both with) that are not what their weekday says."""
    rows = history_of(unit_id).days_in_force()
    return {day: row.note for day, row in rows.items() if first <= day <= last}


def parse_hours(text: str) -> Windows:
    """Working hours "07:30-11:30,13:00-17:00" as minutes after 00:00; empty is a day off. Raises ValueError."""
    return tuple(_window(part) for part in text.replace(" ", "").split(",")) if text.strip() else ()


def hours_text(windows: Windows) -> str:
    """Working hours as they are written in a calendar day."""
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in windows)


def parse_week(text: str, since: date, unit_id: int | None) -> Week:
    """The hours of Monday to Sunday, parted by "|". Raises BadHours."""
    try:
        week = tuple(parse_hours(part) for part in text.split("|"))
        check_week(week)
    except ValueError as error:
        raise BadHours(since, text, unit_id, getattr(error, "problem", "")) from error
    return week


def week_text(week: Iterable[Windows]) -> str:
    """The hours of a week as they are kept."""
    return "|".join(map(hours_text, week))


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


@receiver(post_save, sender=CalendarDay)
@receiver(post_save, sender=WeeklyHours)
def _forget(**_: Any) -> None:
    calendar_of.cache_clear()
