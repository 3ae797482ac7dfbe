"""Which due instants move when the calendar changes."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import FIVE_DAYS, CalendarError, WorkingCalendar
from motcua.rules.clock import due
from motcua.rules.holidays_seed import seed_calendar
from motcua.rules.instants import Day, Instant, day_of, day_start
from motcua.rules.moved_dues import MovedDue, OpenDossier, moved_dues
from motcua.rules.terms import Extension, OnResume, Pause, PauseError, Term, TermRules, TermUnit

MONDAY = day_of(date(2026, 6, 1))
BEFORE = seed_calendar([2026])
MORNINGS = ((450, 690),)
SIX_DAYS = (*FIVE_DAYS[:5], MORNINGS, ())


def at(day: Day, hour: int, minute: int = 0) -> Instant:
    return day_start(day) + (hour * 60 + minute) * 60_000


def with_days_off(*days: Day) -> WorkingCalendar:
    return WorkingCalendar(BEFORE.weekly, BEFORE.days_off | set(days), BEFORE.days_worked)


def days(amount: int) -> Term:
    return Term(amount, TermUnit.WORKING_DAYS)


def test_a_day_off_moves_what_counts_over_it() -> None:
    # Received on Monday: 2 working days end on Wednesday, 3 on Thursday; with Wednesday off on Thursday and Friday.
    listed = [OpenDossier("two", at(MONDAY, 9), days(2)), OpenDossier("three", at(MONDAY, 9), days(3)),
              OpenDossier("one", at(MONDAY, 9), days(1))]  # fmt: skip
    found = moved_dues(listed, BEFORE, with_days_off(MONDAY + 2))
    assert found == [
        MovedDue("two", at(MONDAY + 2, 17), at(MONDAY + 3, 17)),
        MovedDue("three", at(MONDAY + 3, 17), at(MONDAY + 4, 17)),
    ]
    assert [moved.days for moved in found] == [1, 1]


def test_a_friday_off_moves_over_the_week_end() -> None:
    found = moved_dues([OpenDossier(1, at(MONDAY, 9), days(4))], BEFORE, with_days_off(MONDAY + 4))
    assert [moved.days for moved in found] == [3]
    back = moved_dues([OpenDossier(1, at(MONDAY, 9), days(4))], with_days_off(MONDAY + 4), BEFORE)
    assert [moved.days for moved in back] == [-3]


def test_hours_of_the_week_from_a_day_on() -> None:
    # From 8/6 on Saturday mornings are worked: 9 working days from 1/6 are 2-5/6 (4), 8-12/6 (5), so Friday;
    # 10 end on Monday 15/6, then on Saturday 13/6 at 11:30.
    after = WorkingCalendar(
        BEFORE.weekly, BEFORE.days_off, BEFORE.days_worked, weeks_from=((MONDAY + 7, SIX_DAYS),)
    )
    assert not after.is_working_day(MONDAY + 5) and after.windows_of(MONDAY + 12) == MORNINGS
    listed = [OpenDossier(amount, at(MONDAY, 9), days(amount)) for amount in (9, 10)]
    assert moved_dues(listed, BEFORE, after) == [MovedDue(10, at(MONDAY + 14, 17), at(MONDAY + 12, 11, 30))]


def test_weeks_follow_each_other() -> None:
    mornings = (MORNINGS,) * 5 + ((), ())
    calendar = WorkingCalendar(weeks_from=((MONDAY + 14, FIVE_DAYS), (MONDAY + 7, mornings)))
    hours = [len(calendar.windows_of(day)) for day in (MONDAY + 6, MONDAY + 7, MONDAY + 13, MONDAY + 14)]
    assert hours == [0, 1, 0, 2]
    assert calendar.windows_of(MONDAY) == FIVE_DAYS[0]
    with pytest.raises(CalendarError, match="seven days"):
        WorkingCalendar(weeks_from=((MONDAY, ((),) * 7),))


def test_the_clock_of_hours_and_the_cut_off_count() -> None:
    rules = TermRules(cut_off_minute=900)
    listed = [
        OpenDossier("hours", at(MONDAY, 16), Term(4, TermUnit.WORKING_HOURS)),
        OpenDossier("cut off", at(MONDAY, 16), days(1), rules),
    ]
    # Tuesday off: 1 hour is left on Monday, 3 more on Tuesday until 10:30; the one after 15:00 counts from Tuesday.
    assert moved_dues(listed, BEFORE, with_days_off(MONDAY + 1)) == [
        MovedDue("hours", at(MONDAY + 1, 10, 30), at(MONDAY + 2, 10, 30)),
        MovedDue("cut off", at(MONDAY + 2, 17), at(MONDAY + 3, 17)),
    ]


def test_what_waits_has_no_due_instant() -> None:
    waiting = OpenDossier(1, at(MONDAY, 9), days(3), pauses=(Pause(at(MONDAY + 1, 9), None),))
    assert moved_dues([waiting], BEFORE, with_days_off(MONDAY + 2)) == []
    assert moved_dues([], BEFORE, BEFORE) == []


def test_a_story_that_cannot_be() -> None:
    twice = (Pause(at(MONDAY, 9), at(MONDAY + 2, 9)), Pause(at(MONDAY + 1, 9), None))
    with pytest.raises(PauseError):
        moved_dues([OpenDossier(1, at(MONDAY, 8), days(3), pauses=twice)], BEFORE, BEFORE)


instants = st.builds(at, st.integers(MONDAY - 60, MONDAY + 60), st.integers(0, 23), st.integers(0, 59))
terms = st.builds(Term, st.integers(1, 30), st.sampled_from(TermUnit))
rule_sets = st.builds(TermRules, st.sampled_from([None, 900]), st.booleans(), st.booleans())


@st.composite
def dossiers(draw: st.DrawFn) -> OpenDossier:
    received, term = draw(instants), draw(terms)
    edges = sorted(draw(st.lists(st.integers(0, 40 * 24 * 60), max_size=4, unique=True)))
    pauses = tuple(
        Pause(received + begin * 60_000, received + end * 60_000, draw(st.sampled_from(OnResume)))
        for begin, end in zip(edges[::2], edges[1::2], strict=False)
    )
    unit = term.unit if term.unit is TermUnit.WORKING_HOURS else TermUnit.WORKING_DAYS
    extended = draw(st.booleans())
    extensions = (Extension(3, unit, "gia hạn", received + 60_000),) if extended else ()
    return OpenDossier(0, received, term, draw(rule_sets), pauses, extensions)


@settings(max_examples=150, deadline=None)
@given(st.lists(dossiers(), max_size=12), st.sets(st.integers(MONDAY - 60, MONDAY + 120), max_size=12))
def test_the_same_as_one_by_one(listed: list[OpenDossier], off: set[Day]) -> None:
    after = with_days_off(*off)
    numbered = [
        OpenDossier(n, one.received, one.term, one.rules, one.pauses, one.extensions)
        for n, one in enumerate(listed)
    ]
    pairs = [
        [due(one.received, one.term, c, one.rules, one.pauses, one.extensions) for c in (BEFORE, after)]
        for one in numbered
    ]
    expected = [
        MovedDue(one.key, old.instant, new.instant)
        for one, (old, new) in zip(numbered, pairs, strict=True)
        if old and new and old.instant != new.instant
    ]
    assert moved_dues(numbered, BEFORE, after) == expected


def test_quick() -> None:
    listed = [OpenDossier(n, at(MONDAY - n % 40, 9), days(1 + n % 30)) for n in range(10_000)]
    after = with_days_off(MONDAY + 2)
    moved_dues(listed[:10], BEFORE, after)
    begun = time.process_time()
    assert moved_dues(listed, BEFORE, after)
    assert time.process_time() - begun < 0.5
