"""Changing the calendar: days and weeks of one unit or of all, each change a row beside the earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from motcua.catalogue.calendars import (
    SHARED,
    CalendarHistory,
    DayRow,
    WeekRow,
    calendar_of,
    day_row,
    distances_from,
    history_of,
    hours_text,
    week_row,
    week_text,
)
from motcua.catalogue.changes import Author, CatalogueError, Kind, record
from motcua.catalogue.models import CalendarDay, WeeklyHours
from motcua.catalogue.writing import writing
from motcua.rules.calendar import FIRST_DAY, LAST_DAY, WorkingCalendar
from motcua.rules.instants import day_of

_MOST_DAYS = 400
_NOTE = 200


@dataclass(frozen=True)
class DayChange:
    """A day with other hours ("07:30-11:30"; empty: off), or None: nothing of its own any more."""

    day: date
    hours: str | None
    note: str = ""


@dataclass(frozen=True)
class WeekChange:
    """Other hours of the week from a day on (seven parts, see `calendars.week_text`); None takes them back."""

    since: date
    hours: str | None
    note: str = ""


@dataclass(frozen=True)
class Proposal:
    """Changes of the calendar of a unit (None: of all units) that are not yet written."""

    unit_id: int | None
    days: tuple[DayChange, ...] = ()
    weeks: tuple[WeekChange, ...] = ()

    def rows(self, by: Author) -> tuple[list[CalendarDay], list[WeeklyHours]]:
        """The rows that would be written; what holds already gives none. Raises BadHours, CatalogueError."""
        self._check()
        # A clock that was set back may not make what is said now older than what was said before.
        at = max(by.at, *history_of(self.unit_id).recorded, 0)
        usual = {"unit_id": self.unit_id, "recorded_at": at, "actor": by.user}
        days = [
            CalendarDay(
                day=c.day, hours=c.hours or "", void=c.hours is None, note=c.note.strip()[:_NOTE], **usual
            )
            for c in self.days
        ]
        weeks = [
            WeeklyHours(
                since=c.since, hours=c.hours or "", void=c.hours is None, note=c.note.strip()[:_NOTE], **usual
            )
            for c in self.weeks
        ]
        known = self._own(history_of(self.unit_id))
        said_days = {row.day: (row.windows, row.note) for row in known.days}
        said_weeks = {row.since: row.week for row in known.weeks}
        return (
            [row for row in days if _said(day_row(row, 0)) != said_days.get(day_of(row.day), _NOTHING)],
            [row for row in weeks if week_row(row, 0).week != said_weeks.get(day_of(row.since))],
        )

    def _own(self, history: CalendarHistory) -> CalendarHistory:
        """The rows of the unit itself, or of all units."""
        whose = SHARED if self.unit_id is None else 0
        return CalendarHistory(
            tuple(row for row in history.days if row.distance == whose),
            tuple(row for row in history.weeks if row.distance == whose),
        )

    def _check(self) -> None:
        if len(self.days) > _MOST_DAYS:
            raise CatalogueError(f"Mỗi lần sửa không quá {_MOST_DAYS} ngày.")
        for day in [c.day for c in self.days] + [c.since for c in self.weeks]:
            if not FIRST_DAY <= day_of(day) <= LAST_DAY:
                raise CatalogueError(
                    f"Ngày {day:%d/%m/%Y} nằm ngoài lịch (năm 2000 đến 2100). Kiểm tra lại năm."
                )

    def calendar_for(self, unit_id: int | None, by: Author) -> WorkingCalendar:
        """The calendar that a unit would have; `unit_id` may be of any unit that the change touches."""
        days, weeks = self.rows(by)
        history, distance = history_of(unit_id), distances_from(unit_id)[self.unit_id]
        changed = replace(
            history,
            days=(*history.days, *(day_row(row, distance) for row in days)),
            weeks=(*history.weeks, *(week_row(row, distance) for row in weeks)),
        )
        return changed.calendar()


_NOTHING = (None, "")


def _said(row: DayRow) -> tuple[object, str]:
    return (row.windows, row.note) if row.windows is not None else _NOTHING


@writing()
def change_calendar(proposal: Proposal, by: Author) -> int:
    """Write the changes, and give how many rows that made: none for what holds already.

    `by.source` is the decision. Raises BadHours, CatalogueError.
    """
    days, weeks = proposal.rows(by)
    CalendarDay.objects.bulk_create(days)
    WeeklyHours.objects.bulk_create(weeks)
    if days or weeks:
        record(Kind.CALENDAR, by, since=min(_dates(days, weeks)), body=_told(proposal.unit_id, days, weeks))
    calendar_of.cache_clear()
    return len(days) + len(weeks)


def _dates(days: Sequence[CalendarDay], weeks: Sequence[WeeklyHours]) -> list[date]:
    return [row.day for row in days] + [row.since for row in weeks]


def _told(
    unit_id: int | None, days: Sequence[CalendarDay], weeks: Sequence[WeeklyHours]
) -> dict[str, object]:
    return {
        "unit": unit_id,
        "days": [[row.day.isoformat(), None if row.void else row.hours, row.note] for row in days],
        "weeks": [[row.since.isoformat(), None if row.void else row.hours] for row in weeks],
    }


def row_words(row: DayRow | WeekRow) -> str:
    """The hours of a row as people write them; nothing where it takes back."""
    if isinstance(row, WeekRow):
        return week_text(row.week) if row.week else ""
    return hours_text(row.windows) if row.windows else ""
