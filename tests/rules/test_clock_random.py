"""Random stories: the clock against one that ticks and a walk through the days."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import due, term_left
from motcua.rules.instants import MS_PER_HOUR, MS_PER_MINUTE, Day, Instant, day_start, local_day
from motcua.rules.terms import Left, OnResume, Pause, Term, TermRules, TermUnit

from . import calendars, instants, rules
from .stories import CD, RESTART, WD, WH


def _works(calendar: WorkingCalendar, instant: Instant) -> bool:
    day = local_day(instant)
    minute = (instant - day_start(day)) / MS_PER_MINUTE
    return any(start <= minute < end for start, end in calendar.windows_of(day))


def _closing(calendar: WorkingCalendar, day: Day) -> Instant:
    return day_start(day) + max(end for _, end in calendar.windows_of(day)) * MS_PER_MINUTE


def _slow_start(received: Instant, calendar: WorkingCalendar, rules: TermRules) -> Instant:
    """Minute by minute from the next day on, where the day of reception no longer counts."""
    day, cut_off = local_day(received), rules.cut_off_minute
    moved = cut_off is not None and received > day_start(day) + cut_off * MS_PER_MINUTE
    if cut_off is not None or rules.count_reception_day:
        moved |= not calendar.windows_of(day)
    if rules.count_reception_day and calendar.windows_of(day):
        moved |= received >= _closing(calendar, day)
    if not moved:
        return received
    instant = day_start(day + 1)
    while not _works(calendar, instant):
        instant += MS_PER_MINUTE
    return instant


def _slow_hours(
    received: Instant, hours: int, calendar: WorkingCalendar, rules: TermRules, pauses: list[Pause]
) -> Instant:
    """The clock as a clock: it ticks in every working minute that is not paused."""
    now, left = _slow_start(received, calendar, rules), hours * 60
    for stop in [*pauses, None]:
        while left and (stop is None or now < stop.begin):
            left -= _works(calendar, now)
            now += MS_PER_MINUTE
        if stop is None or not left:
            return now
        assert stop.end is not None
        if stop.on_resume is RESTART:
            now, left = _slow_start(stop.end, calendar, rules), hours * 60
        now = max(now, stop.end)
    raise AssertionError


def _walk(day: Day, days: int, term: Term, calendar: WorkingCalendar) -> Day:
    """The last of so many counted days after a day."""
    while days > 0:
        day += 1
        days -= term.unit is CD or bool(calendar.windows_of(day))
    return day


def _slow_days(
    received: Instant, term: Term, calendar: WorkingCalendar, rules: TermRules, stop: Pause | None
) -> tuple[Day, bool]:
    """Day by day: what was used up before the pause, and the rest after it; and whether it ends as it began."""
    begun = local_day(_slow_start(received, calendar, rules))
    before = begun - 1 if rules.count_reception_day else begun
    day = _walk(before, term.amount, term, calendar)
    while not calendar.windows_of(day):
        day += 1
    overdue = _closing(calendar, day) if day == begun else day_start(day + 1)
    if stop is None or stop.begin >= overdue:
        return day, day == begun
    assert stop.end is not None
    if stop.on_resume is RESTART:
        return _slow_days(stop.end, term, calendar, rules, None)
    asked = local_day(stop.begin)
    used = [d for d in range(before + 1, asked + 1) if term.unit is CD or calendar.windows_of(d)]
    again = max(local_day(stop.end) - int(rules.count_resume_day), asked, before)
    day = _walk(again, term.amount - len(used), term, calendar)
    while not calendar.windows_of(day) or _closing(calendar, day) <= stop.end:
        day += 1
    return day, day == begun


@st.composite
def _pauses(draw: st.DrawFn, received: Instant, most: int) -> list[Pause]:
    edges = [draw(st.integers(0, 12 * 1440)) * MS_PER_MINUTE for _ in range(2 * draw(st.integers(0, most)))]
    edges = [received + edge for edge in sorted(edges)]
    kinds = st.sampled_from(OnResume)
    # One that ended at reception is none of the term's.
    return [
        Pause(begin, max(end, received + 1), draw(kinds))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
        if end > received
    ]


@settings(max_examples=200, deadline=None)
@given(st.data(), calendars(), rules(), instants(MS_PER_MINUTE), st.integers(1, 24))
def test_hours_agree_with_a_clock_that_ticks(
    data: st.DataObject, calendar: WorkingCalendar, rules: TermRules, received: Instant, hours: int
) -> None:
    pauses = data.draw(_pauses(received, 3))
    end = due(received, Term(hours, WH), calendar, rules, pauses)
    assert end is not None
    assert end.instant == end.overdue_from == _slow_hours(received, hours, calendar, rules, pauses)
    assert end.by_instant
    assert end.day == local_day(end.instant)


@settings(max_examples=400, deadline=None)
@given(st.data(), calendars(), rules(), instants(), st.integers(1, 40), st.sampled_from([WD, CD]))
def test_days_agree_with_a_walk_through_the_days(
    data: st.DataObject,
    calendar: WorkingCalendar,
    rules: TermRules,
    received: Instant,
    amount: int,
    unit: TermUnit,
) -> None:
    pauses = data.draw(_pauses(received, 1))
    end = due(received, Term(amount, unit), calendar, rules, pauses)
    assert end is not None
    day, by_instant = _slow_days(received, Term(amount, unit), calendar, rules, pauses[0] if pauses else None)
    assert (end.day, end.by_instant) == (day, by_instant)
    assert end.instant == _closing(calendar, day)
    assert end.overdue_from == (end.instant if by_instant else day_start(day + 1))


@settings(max_examples=200, deadline=None)
@given(calendars(), rules(), instants(), instants(), st.integers(1, 20), st.sampled_from(TermUnit))
def test_who_comes_later_is_not_due_earlier(
    calendar: WorkingCalendar, rules: TermRules, one: Instant, other: Instant, amount: int, unit: TermUnit
) -> None:
    assume(one != other)
    first = due(min(one, other), Term(amount, unit), calendar, rules)
    second = due(max(one, other), Term(amount, unit), calendar, rules)
    assert first is not None
    assert second is not None
    assert first.instant <= second.instant


@settings(max_examples=200, deadline=None)
@given(st.data(), calendars(), rules(), instants(), st.integers(1, 20), st.sampled_from(TermUnit))
def test_while_a_pause_is_open_the_rest_is_what_runs_on_after_it(
    data: st.DataObject,
    calendar: WorkingCalendar,
    rules: TermRules,
    received: Instant,
    amount: int,
    unit: TermUnit,
) -> None:
    term = Term(amount, unit)
    begin = received + data.draw(st.integers(0, 12 * 1440)) * MS_PER_MINUTE
    whole = due(received, term, calendar, rules)
    left = term_left(received, term, calendar, rules, [Pause(begin, None)])
    assert whole is not None
    assert (left is None) == (begin >= whole.overdue_from)
    again = term_left(received, term, calendar, rules, [Pause(begin, None, RESTART)])
    assert again is None or again == Left(amount * (MS_PER_HOUR if unit is WH else 1), unit)
    assert left is None or again is not None
    assert left is None or again is None or 0 <= left.amount <= again.amount
