"""What the two plots of a statement show, as plain values: drawn by the browser, and written in a table beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from motcua.boards.asked import Asked
from motcua.boards.table import names_of
from motcua.catalogue.calendars import calendar_of
from motcua.ledger.daily import Flows, daily_flows
from motcua.ledger.statement import Statement
from motcua.rules.instants import date_of, day_of
from motcua.rules.periods import Period, between

BARS = ("received", "resolved", "open")
MOST_DAYS = 400
"""A longer period has no lines: they could not be told apart."""


@dataclass(frozen=True)
class Bar:
    """A field (key) with what was received, resolved and is still open."""

    field: int
    name: str
    received: int
    resolved: int
    open: int


@dataclass(frozen=True)
class DayOfPeriod:
    """A day with its flows and those of the same weekday in the period before."""

    day: date
    now: Flows
    before: Flows


def bars(statement: Statement, known: Mapping[int, str] | None = None) -> list[Bar]:
    """Every field that has anything to compare, the one with most received first; `known` are names of fields."""
    figures = statement.by("field", BARS)
    names = known if known and figures.keys() <= known.keys() else names_of("field", list(figures))
    found = [Bar(key, names[key], *(values[name] for name in BARS)) for key, values in figures.items()]
    return sorted(found, key=lambda bar: (-bar.received, -bar.open, bar.name))


def days(
    unit: int, asked: Asked, today: date, with_before: bool, units: Sequence[int] = ()
) -> list[DayOfPeriod]:
    """The days of a period that have come, days off of the unit without any flow (in `units`, else its own) left out.

    Without `with_before` the period before counts as nothing, because it was not recorded as a whole.
    """
    period, shift = asked.period, _shift(asked.period)
    if period.days > MOST_DAYS:
        return []
    first, last = day_of(period.first), day_of(min(period.last, today))
    flows = daily_flows(
        units or [unit], period.first - shift, min(period.last, today), asked.known_at, asked.system
    )
    calendar, none = calendar_of(unit), Flows(0, 0)
    found = [
        DayOfPeriod(
            date_of(day), flows.get(day, none), flows.get(day - shift.days, none) if with_before else none
        )
        for day in range(first, last + 1)
        if calendar.is_working_day(day) or day in flows
    ]
    return found if any(any(one.now) for one in found) else []


def _shift(period: Period) -> timedelta:
    """To the period before in whole weeks, so that Mondays are compared with Mondays."""
    weeks = round((period.first - period.before().first).days / 7)
    return timedelta(weeks=max(weeks, 1))


@dataclass(frozen=True)
class Ways:
    """The ways to the dossiers behind bars and days of what an address asks for; `place` empty: the reader may not see them."""

    asked: Asked
    place: str

    def bar(self, bar: Bar, name: str) -> str:
        """The list behind a bar; empty where it would be."""
        return self._way(getattr(bar, name), self.asked, measure=name, field=bar.field)

    def day(self, one: DayOfPeriod, name: str) -> str:
        """The list of what flowed on a day; empty where it would be."""
        return self._way(
            getattr(one.now, name), replace(self.asked, period=between(one.day, one.day)), measure=name
        )

    def bar_rows(self, found: list[Bar]) -> list[tuple[str, list[tuple[int, str]]]]:
        """The table of the bars: each field with its figures and their ways."""
        return [(bar.name, [(getattr(bar, name), self.bar(bar, name)) for name in BARS]) for bar in found]

    def day_rows(self, line: list[DayOfPeriod]) -> list[tuple[date, list[tuple[int, str, int]]]]:
        """The table of the days: each with its flows, their ways, and what the period before had."""
        return [
            (
                one.day,
                [
                    (getattr(one.now, name), self.day(one, name), getattr(one.before, name))
                    for name in Flows._fields
                ],
            )
            for one in line
        ]

    def _way(self, count: int, asked: Asked, **more: str | int) -> str:
        return f"{self.place}?{asked.query(**more)}" if count and self.place else ""


def drawn(found: list[Bar], line: list[DayOfPeriod], before: bool, ways: Ways) -> dict[str, Any]:
    """Both plots as the script reads them; `before`: with the period before in grey."""
    return {
        "bars": {
            "names": [bar.name for bar in found],
            "series": [
                {
                    "label": label,
                    "tone": tone,
                    "values": [getattr(bar, name) for bar in found],
                    "addresses": [ways.bar(bar, name) for bar in found],
                }
                for name, label, tone in (
                    ("received", _("Received"), "ink"),
                    ("resolved", _("Resolved"), "done"),
                    ("open", _("Being resolved"), "wait"),
                )
            ],
        },
        "lines": {
            "days": [f"{one.day.day}/{one.day.month}" for one in line],
            "panels": [
                {
                    "label": label,
                    "tone": tone,
                    "now": [getattr(one.now, name) for one in line],
                    "before": [getattr(one.before, name) for one in line if before],
                    "addresses": [ways.day(one, name) for one in line],
                }
                for name, label, tone in (
                    ("received", _("Received"), "ink"),
                    ("resolved", _("Resolved"), "done"),
                )
            ],
        },
    }
