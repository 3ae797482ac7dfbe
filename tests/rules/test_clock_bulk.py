from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import CalendarRangeError, WorkingCalendar
from motcua.rules.clock import due, timeliness
from motcua.rules.clock_bulk import (
    NEVER,
    NO_TERM,
    UNIT_CODES,
    BulkDue,
    PauseColumns,
    due_bulk,
    timeliness_bulk,
)
from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE
from motcua.rules.terms import (
    PLAIN,
    Due,
    OnResume,
    Pause,
    PauseError,
    Term,
    TermError,
    TermRules,
    TermUnit,
    Timeliness,
)

from . import at, calendars, instants, rules

WD, WH, CD = TermUnit.WORKING_DAYS, TermUnit.WORKING_HOURS, TermUnit.CALENDAR_DAYS
CALENDAR = WorkingCalendar()
Row = tuple[int, Term | None, Pause | None]


def columns(rows: Sequence[Row], calendar: WorkingCalendar, rules: TermRules = PLAIN) -> BulkDue:
    """Rows of single dossiers as columns, and what the clock in columns makes of them."""
    terms = [term for _, term, _ in rows]
    pauses = [pause or Pause(NEVER, NEVER) for _, _, pause in rows]
    return due_bulk(
        np.array([received for received, _, _ in rows], dtype=np.int64),
        np.array([term.amount if term else 0 for term in terms], dtype=np.int64),
        np.array([UNIT_CODES[term.unit] if term else NO_TERM for term in terms], dtype=np.int8),
        calendar,
        rules,
        PauseColumns(
            np.array([pause.begin for pause in pauses], dtype=np.int64),
            np.array([NEVER if pause.end is None else pause.end for pause in pauses], dtype=np.int64),
            np.array([pause.on_resume is OnResume.RESTART for pause in pauses], dtype=bool),
        ),
    )


def singly(row: Row, calendar: WorkingCalendar, rules: TermRules) -> Due | None:
    received, term, pause = row
    return due(received, term, calendar, rules, [pause] if pause else [])


@st.composite
def pauses(draw: st.DrawFn, received: int) -> Pause:
    """Pauses before, at and after reception, short, long and open; some on minutes, most on milliseconds."""
    unit = draw(st.sampled_from([1, MS_PER_MINUTE, MS_PER_DAY]))
    begin = received + draw(st.integers(-2 * MS_PER_DAY // unit, 15 * MS_PER_DAY // unit)) * unit
    end = draw(st.none() | st.integers(0, 10 * MS_PER_DAY // unit).map(lambda steps: begin + steps * unit))
    return Pause(begin, end, draw(st.sampled_from(OnResume)))


@st.composite
def dossiers(draw: st.DrawFn) -> Row:
    received = draw(instants() | instants(30 * MS_PER_MINUTE))
    amount = draw(st.integers(1, 30))
    term = draw(st.none() | st.sampled_from(TermUnit).map(lambda unit: Term(amount, unit)))
    return received, term, draw(st.none() | pauses(received))


@settings(max_examples=300, deadline=None)
@given(calendars(), rules(), st.lists(dossiers(), max_size=30))
def test_columns_agree_with_single_dossiers(
    calendar: WorkingCalendar, rules: TermRules, rows: list[Row]
) -> None:
    found = columns(rows, calendar, rules)
    for number, row in enumerate(rows):
        end = singly(row, calendar, rules)
        expected = (end.instant, end.overdue_from, end.by_instant) if end else (NEVER, NEVER, False)
        assert tuple(int(column[number]) for column in found) == expected


@pytest.mark.parametrize("term", [Term(2, WD), Term(1, WD), Term(5, CD), Term(8, WH), Term(1, WH)])
@pytest.mark.parametrize("cut_off", [None, 900])
@pytest.mark.parametrize("counts", [False, True])
def test_columns_agree_at_every_edge(term: Term, cut_off: int | None, counts: bool) -> None:
    """Pauses that begin and end a millisecond before, at and after what decides."""
    rules = TermRules(cut_off, counts, count_resume_day=counts)
    received = at("2026-11-05 15:30")
    whole = due(received, term, CALENDAR, rules)
    assert whole is not None
    begins = {received, at("2026-11-05 18:00"), whole.instant, whole.overdue_from}
    ends = {received, *(at(f"2026-11-{day:02} 17:00") for day in (5, 6, 7, 9, 10, 11, 12, 13))}
    rows: list[Row] = [
        (received, term, Pause(begin + one, end + other, on_resume))
        for begin in sorted(begins)
        for end in sorted(ends)
        for one in (-1, 0, 1)
        for other in (-1, 0, 1)
        for on_resume in OnResume
        if begin + one <= end + other
    ]
    found = columns(rows, CALENDAR, rules)
    expected = [singly(row, CALENDAR, rules) for row in rows]
    assert found.instants.tolist() == [end.instant for end in expected if end]
    assert found.overdue_from.tolist() == [end.overdue_from for end in expected if end]
    assert found.by_instant.tolist() == [end.by_instant for end in expected if end]


@settings(max_examples=200, deadline=None)
@given(
    calendars(),
    st.lists(st.tuples(dossiers(), st.integers(-MS_PER_DAY, 30 * MS_PER_DAY)), max_size=30),
    st.sampled_from([0, 1, 30, 1440]),
)
def test_timeliness_agrees_with_single_dossiers(
    calendar: WorkingCalendar, rows: list[tuple[Row, int]], within: int
) -> None:
    same_day = TermRules(count_reception_day=True)
    found = columns([row for row, _ in rows], calendar, same_day)
    # Half of them finish in the minutes around the due instant, where it matters.
    finished = [
        int(found.instants[number]) + later % (3 * MS_PER_MINUTE) - MS_PER_MINUTE
        if number % 2 and found.instants[number] != NEVER
        else row[0] + later
        for number, (row, later) in enumerate(rows)
    ]
    numbers = timeliness_bulk(np.array(finished, dtype=np.int64), found.instants, found.by_instant, within)
    assert numbers.dtype == np.int8
    for number, (row, _) in enumerate(rows):
        expected = timeliness(finished[number], singly(row, calendar, same_day), within)
        assert Timeliness(numbers[number]) is expected


def test_many_rows_agree_across_blocks() -> None:
    random = np.random.default_rng(7)
    count = 200_000
    received = at("2026-01-01 00:00") + random.integers(0, 300 * MS_PER_DAY, count)
    units = random.integers(0, 4, count)
    amounts = random.integers(1, 40, count)
    found = due_bulk(received, amounts, units, CALENDAR)
    of_code = {code: unit for unit, code in UNIT_CODES.items()}
    for number in random.integers(0, count, 500):
        unit = of_code.get(int(units[number]))
        term = Term(int(amounts[number]), unit) if unit else None
        end = due(int(received[number]), term, CALENDAR)
        assert int(found.instants[number]) == (end.instant if end else NEVER)


def test_one_term_for_all_rows() -> None:
    received = [at("2026-11-16 09:00"), at("2026-11-20 09:00")]
    found = due_bulk(received, 3, UNIT_CODES[WD], CALENDAR)
    # Mon + 3 = Thu 19/11; Fri + 3 = Wed 25/11.
    assert found.instants.tolist() == [at("2026-11-19 17:00"), at("2026-11-25 17:00")]
    assert found.overdue_from.tolist() == [at("2026-11-20 00:00"), at("2026-11-26 00:00")]
    assert found.by_instant.tolist() == [False, False]


def test_what_is_given_is_not_changed() -> None:
    received = np.array([at("2026-11-16 09:00")] * 3)
    pauses = PauseColumns(
        received + 60_000, np.array([NEVER, NEVER, received[2] + 120_000]), np.ones(3, bool)
    )
    before = [column.copy() for column in (received, *pauses)]
    due_bulk(received, 3, UNIT_CODES[WH], CALENDAR, PLAIN, pauses)
    for column, kept in zip((received, *pauses), before, strict=True):
        assert (column == kept).all()


def test_no_rows() -> None:
    found = columns([], CALENDAR)
    assert [len(column) for column in found] == [0, 0, 0]
    assert len(timeliness_bulk([], [], [])) == 0


def test_the_first_wrong_row_is_named() -> None:
    received = np.array([at("2026-11-16 09:00")] * 3)
    with pytest.raises(TermError) as caught:
        due_bulk(received, [1, 0, 0], UNIT_CODES[WD], CALENDAR)
    assert caught.value.subject == 1
    with pytest.raises(TermError) as caught:
        due_bulk(received, 1, [1, 2, 9], CALENDAR)
    assert caught.value.subject == 2
    backwards = PauseColumns(received, received - np.array([0, 0, 1]), np.zeros(3, dtype=bool))
    with pytest.raises(PauseError) as wrong:
        due_bulk(received, 1, 1, CALENDAR, PLAIN, backwards)
    assert wrong.value.subject == 2


@pytest.mark.parametrize(
    ("received", "amount", "unit"),
    [
        ("1970-01-01 00:00", 1, WD),
        ("1970-01-01 00:00", 1, WH),
        ("9000-01-01 00:00", 1, WD),
        ("2026-11-16 09:00", 50_000, WD),
        ("2026-11-16 09:00", 50_000, CD),
        ("2026-11-16 09:00", 800_000, WH),
        ("2026-11-16 09:00", 2**62, WH),
        ("2100-12-31 16:30", 1, WD),
        ("2100-12-31 16:30", 1, WH),
    ],
)
def test_years_out_of_reach_are_refused_as_for_single_dossiers(
    received: str, amount: int, unit: TermUnit
) -> None:
    with pytest.raises(CalendarRangeError):
        due(at(received), Term(amount, unit), CALENDAR)
    with pytest.raises(CalendarRangeError):
        due_bulk([at(received)], amount, UNIT_CODES[unit], CALENDAR)
