"""Lịch làm việc: a year on one page, the hours of the week, and the form by which both are changed."""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.catalogue.listing import whole
from motcua.boards.catalogue.shared import may_share
from motcua.boards.clock import today
from motcua.catalogue.calendars import SHARED, CalendarHistory, DayRow, calendar_of, history_of, hours_text
from motcua.people.policies import MANAGE_CATALOGUE, SEE_FIGURES
from motcua.rules.calendar import FIVE_DAYS, Week, WorkingCalendar
from motcua.rules.instants import Day, date_of, day_of

FIRST_YEAR, LAST_YEAR = 2000, 2100


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The calendar of the unit in a year."""
    return render(request, "calendar/page.html", page_context(request))


def page_context(request: UnitRequest, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the page needs; `typed` is what stands in its form."""
    year = whole(request.GET.get("year", "")) or today().year
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    history, working = history_of(request.unit.pk), calendar_of(request.unit.pk)
    rows = history.days_in_force()
    weeks, current = history.weeks_in_force(), _current(history)
    return {
        "year": year,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "months": [_month(year, month, working, rows) for month in range(1, 13)],
        "days": [_special(day, row) for day, row in rows.items() if date_of(day).year == year],
        "weeks": [_week(*entry) for entry in weeks],
        "current": current,
        "week_hours": [(typed or {}).get(f"hours_{n}") or usual for n, usual in enumerate(current.hours)],
        "weekdays": weekday_names(),
        "worked": _worked(year, working),
        "may_own": MANAGE_CATALOGUE in request.rights,
        "may_share": may_share(request),
        "typed": typed or {},
        "today": today(),
    }


def weekday_names() -> list[str]:
    """Monday to Sunday."""
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


@dataclass(frozen=True)
class _Cell:
    """A day of a month: how it looks (`kind`), and what is told of it."""

    number: int
    kind: str
    told: str
    is_today: bool


def _month(year: int, month: int, working: WorkingCalendar, rows: Mapping[Day, DayRow]) -> dict[str, Any]:
    lead, length = months.monthrange(year, month)
    cells: list[_Cell | None] = [None] * lead
    cells += [_cell(date(year, month, number), working, rows) for number in range(1, length + 1)]
    cells += [None] * (-len(cells) % 7)
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    return {"first": date(year, month, 1), "weeks": weeks}


def _cell(when: date, working: WorkingCalendar, rows: Mapping[Day, DayRow]) -> _Cell:
    day = day_of(when)
    row, works = rows.get(day), working.is_working_day(day)
    kind = "usual" if works else "week-end"
    if row is not None:
        kind = "special" if works else "holiday"
    told = " · ".join(filter(None, [row.note, hours_text(row.windows or ())])) if row else ""
    return _Cell(when.day, kind, told, when == today())


@dataclass(frozen=True)
class _Special:
    """A day that is not what its weekday says."""

    day: date
    hours: str
    note: str
    whose: str


def _special(day: Day, row: DayRow) -> _Special:
    whose = "" if row.distance == SHARED else _whose(row.distance)
    return _Special(date_of(day), hours_text(row.windows or ()).replace(",", ", "), row.note, whose)


def _whose(distance: int) -> str:
    """Whose row it is, in words."""
    if distance == SHARED:
        return _("all units")
    return _("the unit above") if distance else _("this unit")


@dataclass(frozen=True)
class _Weekly:
    """Hours of the week from a day on; `since` is none for those that hold where nobody said otherwise."""

    since: date | None
    hours: list[str]
    whose: str


def _week(since: Day | None, week: Week, distance: int) -> _Weekly:
    hours = [hours_text(windows).replace(",", ", ") for windows in week]
    return _Weekly(None if since is None else date_of(since), hours, _whose(distance))


def _current(history: CalendarHistory) -> _Weekly:
    """The week that is worked today."""
    begun = [entry for entry in history.weeks_in_force() if entry[0] <= day_of(today())]
    return _week(*begun[-1]) if begun else _week(None, FIVE_DAYS, SHARED)


def _worked(year: int, working: WorkingCalendar) -> int:
    """How many days of a year are worked."""
    return working.working_days_between(day_of(date(year, 1, 1)) - 1, day_of(date(year, 12, 31)))
