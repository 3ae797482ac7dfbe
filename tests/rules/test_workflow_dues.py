"""When steps are due: shares of the working time, hours of their own, ways of different length, what is left."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import MS_PER_HOUR, Instant
from motcua.rules.terms import Term, TermUnit
from motcua.rules.workflow import UnknownStep, Workflow, deadlines, read, task_due
from motcua.rules.workflow.model import Task
from tests.rules import at, calendars, instants
from tests.rules.workflows import small, sound

PLAIN = WorkingCalendar()
BEGIN = at("2026-11-16T07:30")
"""A Monday, when work begins (07:30-11:30, 13:00-17:00)."""
FRIDAY = at("2026-11-20T17:00")
"""Five days later when work ends: 40 working hours."""


def chain(*times: dict[str, Any]) -> Workflow:
    """Steps a, b, c … one after the other, each with this time, and an end."""
    keys = "abcdef"[: len(times)]
    steps = [
        {"key": key, "name": key, "role": "head", "next": {"propose": after}, **time}
        for key, after, time in zip(keys, [*keys[1:], "end"], times, strict=True)
    ]
    return read(
        {"workflow": "chain", "name": "c", "steps": [*steps, {"key": "end", "name": "e", "kind": "end"}]}
    )


SHARES = chain({"share": 20}, {"share": 50}, {"share": 30}, {"share": 0})
MIXED = chain({"working_hours": 4}, {"share": 75}, {"share": 25}, {"working_hours": 4})
HOURS = chain({"working_hours": 8}, {"working_hours": 24})


@pytest.mark.parametrize(
    ("workflow", "due", "wanted"),
    [
        # 40 h: 20 % are 8 h, 70 % are 28 h, 100 % the due instant; the last takes nothing
        (SHARES, FRIDAY, ["2026-11-16T17:00", "2026-11-19T11:30", "2026-11-20T17:00", "2026-11-20T17:00"]),
        # 8 h: 1 h 36 min, 5 h 36 min, 8 h
        (SHARES, at("2026-11-16T17:00"), ["2026-11-16T09:06", "2026-11-16T14:36", "2026-11-16T17:00", "2026-11-16T17:00"]),
        # 40 h less 2 · 4 h are 32 h: 4, 4 + 24, 28 + 8, 36 + 4
        (MIXED, FRIDAY, ["2026-11-16T11:30", "2026-11-19T11:30", "2026-11-20T11:30", "2026-11-20T17:00"]),
        # hours of their own: 8, 8 + 24; the last 8 h of the term belong to nobody
        (HOURS, FRIDAY, ["2026-11-16T17:00", "2026-11-19T17:00"]),
        # 32 h do not fit into 16 h: cut by half, 4 and 4 + 12
        (HOURS, at("2026-11-17T17:00"), ["2026-11-16T11:30", "2026-11-17T17:00"]),
        # no working time at all: everything is due at once
        (HOURS, BEGIN, ["2026-11-16T07:30", "2026-11-16T07:30"]),
    ],
)  # fmt: skip
def test_the_term_is_divided_in_working_time(workflow: Workflow, due: Instant, wanted: list[str]) -> None:
    found = deadlines(workflow, BEGIN, due, PLAIN)

    assert list(found.values()) == [at(text) for text in wanted]


def test_a_day_off_is_no_time() -> None:
    # 20 % of 40 h are 8 h: with Monday free, Tuesday evening
    calendar = WorkingCalendar(days_off=frozenset({20773}))
    found = deadlines(SHARES, BEGIN, at("2026-11-23T17:00"), calendar)

    assert found["a"] == at("2026-11-17T17:00")


def test_the_longest_way_to_a_step_counts() -> None:
    # receive 20, assess 70, consult with it, decide 100
    found = deadlines(small(), BEGIN, FRIDAY, PLAIN)

    assert found["consult"] == found["assess"] == at("2026-11-19T11:30")
    assert found["decide"] == FRIDAY
    assert "done" not in found


def test_what_is_left_is_divided_among_the_steps_ahead() -> None:
    # from assess on 50 + 30: of 40 h 25 h and 40 h
    found = deadlines(small(), BEGIN, FRIDAY, PLAIN, start="assess")

    assert found == {"assess": at("2026-11-19T08:30"), "consult": at("2026-11-19T08:30"), "decide": FRIDAY}


def test_a_step_that_is_not_there() -> None:
    with pytest.raises(UnknownStep):
        deadlines(SHARES, BEGIN, FRIDAY, PLAIN, start="z")


def test_an_answer_is_due_by_the_terms_of_its_task() -> None:
    asked = at("2026-11-20T10:00")

    # two working days after a Friday: Tuesday evening; 16 working hours after Friday 10:00: Tuesday 10:00
    assert task_due(Task("a", "t", Term(2, TermUnit.WORKING_DAYS)), asked, PLAIN) == at("2026-11-24T17:00")
    assert task_due(Task("a", "t", Term(16, TermUnit.WORKING_HOURS)), asked, PLAIN) == at("2026-11-24T10:00")
    assert task_due(Task("a", "t"), asked, PLAIN) is None


@settings(deadline=None)
@given(sound(), calendars(), instants(), st.integers(0, 400))
def test_steps_are_due_in_order_and_the_last_with_the_dossier(
    body: dict[str, Any], calendar: WorkingCalendar, begin: Instant, hours: int
) -> None:
    due = calendar.add_working_ms(begin, hours * MS_PER_HOUR)
    found = list(deadlines(read(body), begin, due, calendar).values())

    assert found == sorted(found)
    assert all(begin <= one <= due for one in found)
    assert found[-1] == due
