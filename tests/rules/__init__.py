"""What the tests of the rules share: instants written as text, and random calendars."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from random import Random

from hypothesis import strategies as st

from motcua.rules.calendar import MORNING_AND_AFTERNOON, Windows, WorkingCalendar
from motcua.rules.instants import MS_PER_DAY, Day, Instant, day_of, day_start, from_datetime
from motcua.rules.terms import TermRules

HOURS: list[Windows] = [
    MORNING_AND_AFTERNOON,
    ((450, 690),),
    ((420, 690), (810, 1020)),
    ((480, 600), (600, 720), (780, 960)),
    ((0, 300), (1200, 1439)),
]
FIRST = day_of(date(2026, 1, 1))
DAYS = 60


def on(text: str) -> Day:
    """The local day of an ISO date."""
    return day_of(date.fromisoformat(text))


def at(text: str) -> Instant:
    """The instant of an ISO date and time, local unless it says otherwise."""
    return from_datetime(datetime.fromisoformat(text))


def instants(unit: int = 1) -> st.SearchStrategy[Instant]:
    """Instants of the two months in which random calendars have their days off, in steps of `unit` ms."""
    return st.integers(0, DAYS * MS_PER_DAY // unit).map(lambda steps: day_start(FIRST) + steps * unit)


def calendars() -> st.SearchStrategy[WorkingCalendar]:
    """Calendars with any working days of the week, many days off and some days with hours of their own."""
    # A hundred of them, each counted through once: that takes longer than the tests on it.
    return st.integers(0, 99).map(_calendar)


@cache
def _calendar(seed: int) -> WorkingCalendar:
    chance = Random(seed)
    week = [chance.choice(HOURS) if chance.random() < 0.7 else () for _ in range(6)]
    week.insert(chance.randrange(7), chance.choice(HOURS))
    days = range(FIRST, FIRST + DAYS)
    off = frozenset(chance.sample(days, chance.randrange(30)))
    worked = {day: chance.choice(HOURS) for day in chance.sample(days, chance.randrange(6))}
    return WorkingCalendar(tuple(week), off, worked)


def rules() -> st.SearchStrategy[TermRules]:
    """Every combination of rules, with cut-offs before, within and after working hours."""
    cut_off = st.one_of(st.none(), st.integers(0, 1440))
    return st.builds(TermRules, cut_off, st.booleans(), st.booleans())
