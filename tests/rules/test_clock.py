"""When a dossier is due: terms, rules of a procedure, pauses, extensions."""

from __future__ import annotations

import pytest

from motcua.rules.calendar import FIVE_DAYS, CalendarRangeError, WorkingCalendar
from motcua.rules.clock import due
from motcua.rules.terms import PLAIN, Extension, Pause, PauseError, Term, TermError, TermRules

from . import at, on
from .stories import CD, RESTART, SAME_DAY, UNTIL_15, WD, WH, found, pause


@pytest.mark.parametrize(
    ("received", "term", "expected"),
    [
        # Monday 16/11: Tue 1, Wed 2, Thu 3.
        ("2026-11-16 09:00", Term(3, WD), "2026-11-19 17:00"),
        # The hour of reception does not matter to days: before work, at lunch, in the evening.
        ("2026-11-16 06:00", Term(3, WD), "2026-11-19 17:00"),
        ("2026-11-16 22:00", Term(3, WD), "2026-11-19 17:00"),
        # Friday 20/11: Mon 1, Tue 24/11 is off, Wed 2.
        ("2026-11-20 09:00", Term(2, WD), "2026-11-25 17:00"),
        # Saturday: Mon 1, Wed 2.
        ("2026-11-21 09:00", Term(2, WD), "2026-11-25 17:00"),
        # 13/2 and five days of Tết: Mon 23/2 1, Tue 2.
        ("2026-02-13 09:00", Term(2, WD), "2026-02-24 17:00"),
        # Fri 21/8: Sat 22/8 worked in exchange 1, Mon 2, ..., Fri 28/8 6, 31/8 to 2/9 off, Thu 3/9 7.
        ("2026-08-21 09:00", Term(7, WD), "2026-09-03 17:00"),
        # 16/11 + 4 = Fri 20/11; + 5 = Saturday, moved to Mon 23/11; + 8 = Tue 24/11 off, moved to 25/11.
        ("2026-11-16 09:00", Term(4, CD), "2026-11-20 17:00"),
        ("2026-11-16 09:00", Term(5, CD), "2026-11-23 17:00"),
        ("2026-11-16 09:00", Term(8, CD), "2026-11-25 17:00"),
        # 14:30 + 2 h 30 = 17:00; the other 5 h 30: 07:30 to 11:30 and 13:00 to 14:30.
        ("2026-11-16 14:30", Term(8, WH), "2026-11-17 14:30"),
        # In the evening, and on Saturday: from the next opening.
        ("2026-11-16 20:00", Term(8, WH), "2026-11-17 17:00"),
        ("2026-11-21 10:00", Term(1, WH), "2026-11-23 08:30"),
    ],
)
def test_due_without_pauses(received: str, term: Term, expected: str) -> None:
    end = found(received, term)
    assert end.instant == at(expected)
    assert end.day == on(expected[:10])
    assert end.by_instant == (term.unit is WH)


@pytest.mark.parametrize(
    ("received", "term", "rules", "expected", "by_instant"),
    [
        # 15:00 sharp is not after 15:00.
        ("2026-11-16 15:00:00", Term(3, WD), UNTIL_15, "2026-11-19 17:00", False),
        ("2026-11-16 15:00:01", Term(3, WD), UNTIL_15, "2026-11-20 17:00", False),
        # A Saturday counts as Monday, so that it is not due before what came in on Friday at 15:01.
        ("2026-11-13 15:01", Term(1, WD), UNTIL_15, "2026-11-17 17:00", False),
        ("2026-11-14 08:00", Term(1, WD), UNTIL_15, "2026-11-17 17:00", False),
        # Hours: from the opening of the next working day.
        ("2026-11-16 15:30", Term(2, WH), UNTIL_15, "2026-11-17 09:30", True),
        # The same day: counted with the day of reception.
        ("2026-11-16 14:50", Term(1, WD), SAME_DAY, "2026-11-16 17:00", True),
        ("2026-11-16 15:10", Term(1, WD), SAME_DAY, "2026-11-17 17:00", True),
        ("2026-11-16 14:50", Term(2, WD), SAME_DAY, "2026-11-17 17:00", False),
        ("2026-11-16 14:50", Term(3, CD), SAME_DAY, "2026-11-18 17:00", False),
        # Without a cut-off a day whose hours are over is not counted.
        ("2026-11-16 16:59", Term(1, WD), TermRules(count_reception_day=True), "2026-11-16 17:00", True),
        ("2026-11-16 17:00", Term(1, WD), TermRules(count_reception_day=True), "2026-11-17 17:00", True),
    ],
)
def test_rules_of_a_procedure(
    received: str, term: Term, rules: TermRules, expected: str, by_instant: bool
) -> None:
    end = found(received, term, rules)
    assert (end.instant, end.by_instant) == (at(expected), by_instant)


@pytest.mark.parametrize(
    ("term", "begin", "end", "expected"),
    [
        # Received Mon 2/11. Five working days: 3, 4, 5, 6, 9/11.
        # Paused Wed to Fri: Thu, Fri given back; 9/11 + 2 = 11/11.
        (Term(5, WD), "2026-11-04 10:00", "2026-11-06 15:00", "2026-11-11 17:00"),
        # The hour does not matter.
        (Term(5, WD), "2026-11-04 16:59", "2026-11-06 07:31", "2026-11-11 17:00"),
        # Within one day: none.
        (Term(5, WD), "2026-11-04 08:00", "2026-11-04 16:00", "2026-11-09 17:00"),
        # Over a week-end: Fri to Mon gives back Monday.
        (Term(5, WD), "2026-11-06 10:00", "2026-11-09 10:00", "2026-11-10 17:00"),
        # Ended on Saturday: none given back, Monday stays.
        (Term(5, WD), "2026-11-06 10:00", "2026-11-07 10:00", "2026-11-09 17:00"),
        # Begun on the day of reception: Tue, Wed given back.
        (Term(5, WD), "2026-11-02 10:00", "2026-11-04 10:00", "2026-11-11 17:00"),
        # Begun on the due day: Tue to Thu given back, due on the day of resumption.
        (Term(5, WD), "2026-11-09 14:00", "2026-11-12 10:00", "2026-11-12 17:00"),
        # Begun on the due day after work, before it is late; ended on Saturday: Monday.
        (Term(5, WD), "2026-11-09 20:00", "2026-11-14 10:00", "2026-11-16 17:00"),
        # Begun on the due day, ended after work: the next working day.
        (Term(5, WD), "2026-11-09 14:00", "2026-11-12 17:30", "2026-11-13 17:00"),
        # Begun the day after: nothing, it is late.
        (Term(5, WD), "2026-11-10 00:00", "2026-11-12 10:00", "2026-11-09 17:00"),
        # Ended before reception: nothing.
        (Term(5, WD), "2026-10-29 08:00", "2026-10-30 08:00", "2026-11-09 17:00"),
        # Seven days: 9/11. Paused 4/11 to 7/11: three days given back, 12/11.
        (Term(7, CD), "2026-11-04 10:00", "2026-11-07 15:00", "2026-11-12 17:00"),
        # Six days: Sunday 8/11, moved to 9/11. Paused on 9/11 for two days: 8 + 2 = 10, but work goes on on 11.
        (Term(6, CD), "2026-11-09 09:00", "2026-11-11 09:00", "2026-11-11 17:00"),
        # Eight hours: 3/11 09:00. From 2/11 15:00 to 4/11 10:00: 2 h + 8 h + 2 h 30 given back.
        # 3/11 09:00 + 12 h 30 = 4/11 09:00 + 4 h 30 = 4/11 15:00.
        (Term(8, WH), "2026-11-02 15:00", "2026-11-04 10:00", "2026-11-04 15:00"),
        # At the due instant: late already, nothing.
        (Term(8, WH), "2026-11-03 09:00", "2026-11-04 10:00", "2026-11-03 09:00"),
        # At night: nothing given back.
        (Term(8, WH), "2026-11-02 18:00", "2026-11-03 06:00", "2026-11-03 09:00"),
    ],
)
def test_the_rest_of_the_term_runs_on(term: Term, begin: str, end: str, expected: str) -> None:
    assert found("2026-11-02 09:00", term, pauses=(pause(begin, end),)).instant == at(expected)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        # Paused Wed to Fri, the day of resumption counts: Thu given back only; 9/11 + 1.
        ("2026-11-04 10:00", "2026-11-06 15:00", "2026-11-10 17:00"),
        ("2026-11-04 10:00", "2026-11-04 15:00", "2026-11-09 17:00"),
        # From the due day: 9/11 + 2 = 11/11, but work goes on on 12/11 only.
        ("2026-11-09 14:00", "2026-11-12 10:00", "2026-11-12 17:00"),
    ],
)
def test_the_day_of_resumption_may_count(begin: str, end: str, expected: str) -> None:
    rules = TermRules(count_resume_day=True)
    assert found("2026-11-02 09:00", Term(5, WD), rules, (pause(begin, end),)).instant == at(expected)


@pytest.mark.parametrize(
    ("term", "rules", "end", "expected"),
    [
        # Five whole working days after Fri 6/11: 9, 10, 11, 12, 13/11.
        (Term(5, WD), PLAIN, "2026-11-06 15:00", "2026-11-13 17:00"),
        # Resumed after the cut-off, counted from Mon 9/11: 10, 11, 12, 13, 16/11.
        (Term(5, WD), UNTIL_15, "2026-11-06 15:01", "2026-11-16 17:00"),
        (Term(5, CD), PLAIN, "2026-11-06 15:00", "2026-11-11 17:00"),
        # 15:00 + 2 h = 17:00, the other 30 h: Mon, Tue, Wed 8 each, Thu 6 h: 15:00.
        (Term(32, WH), PLAIN, "2026-11-06 15:00", "2026-11-12 15:00"),
    ],
)
def test_the_whole_term_begins_again(term: Term, rules: TermRules, end: str, expected: str) -> None:
    again = pause("2026-11-04 10:00", end, RESTART)
    assert found("2026-11-02 09:00", term, rules, (again,)).instant == at(expected)


def test_a_restart_on_the_day_it_ends_compares_instants() -> None:
    again = pause("2026-11-02 10:00", "2026-11-04 10:00", RESTART)
    end = found("2026-11-02 09:00", Term(1, WD), SAME_DAY, (again,))
    assert (end.instant, end.by_instant, end.overdue_from) == (at("2026-11-04 17:00"), True, end.instant)


def test_several_pauses() -> None:
    pauses = (
        pause("2026-11-03 10:00", "2026-11-05 10:00"),  # Wed, Thu given back: 9/11 + 2 = 11/11
        pause("2026-11-05 15:00", "2026-11-06 10:00"),  # Fri given back: 12/11
        pause("2026-11-13 08:00", "2026-11-18 08:00"),  # late by then: nothing
    )
    assert found("2026-11-02 09:00", Term(5, WD), pauses=pauses).instant == at("2026-11-12 17:00")
    assert found("2026-11-02 09:00", Term(5, WD), pauses=pauses[::-1]).instant == at("2026-11-12 17:00")


def test_a_pause_before_the_term_begins_gives_back_only_what_the_term_counts() -> None:
    # Received Mon 15:30, counted from Tue 3/11: 4, 5, 6/11. Paused Mon to Wed: Wed given back, 9/11.
    late_monday = (pause("2026-11-02 16:00", "2026-11-04 10:00"),)
    assert found("2026-11-02 15:30", Term(3, WD), UNTIL_15, late_monday).instant == at("2026-11-09 17:00")
    # The day of reception counted: Tue 3, 4, 5/11; Tue and Wed given back, 9/11.
    assert found("2026-11-02 15:30", Term(3, WD), SAME_DAY, late_monday).instant == at("2026-11-09 17:00")


@pytest.mark.parametrize(
    ("term", "pauses", "extension", "expected"),
    [
        # 9/11 + 3 = 12/11.
        (Term(5, WD), (), Extension(3, WD, "Điều 1", at("2026-11-06 09:00")), "2026-11-12 17:00"),
        # 9/11 + 3 days = 12/11; + 5 = 14/11, a Saturday: 16/11.
        (Term(5, WD), (), Extension(3, CD, "Điều 1", at("2026-11-06 09:00")), "2026-11-12 17:00"),
        (Term(5, WD), (), Extension(5, CD, "Điều 1", at("2026-11-06 09:00")), "2026-11-16 17:00"),
        # Six days: Sunday 8/11, moved to 9/11; one more working day 10/11; one more day still 9/11.
        (Term(6, CD), (), Extension(1, WD, "Điều 1", at("2026-11-06 09:00")), "2026-11-10 17:00"),
        (Term(6, CD), (), Extension(1, CD, "Điều 1", at("2026-11-06 09:00")), "2026-11-09 17:00"),
        (Term(8, WH), (), Extension(2, WH, "Điều 1", at("2026-11-02 16:00")), "2026-11-03 11:00"),
        # On the due day it is not late yet; at 00:00 of the next day it is, and stays so.
        (Term(5, WD), (), Extension(3, WD, "Điều 1", at("2026-11-09 23:59")), "2026-11-12 17:00"),
        (Term(5, WD), (), Extension(3, WD, "Điều 1", at("2026-11-10 00:00")), "2026-11-09 17:00"),
        # With Thu, Fri given back: 9/11 + 2 + 3 = 16/11; decided before, within or after the pause.
        *(
            (
                Term(5, WD),
                (pause("2026-11-04 10:00", "2026-11-06 15:00"),),
                Extension(3, WD, "Điều 1", at(decided)),
                "2026-11-16 17:00",
            )
            for decided in ("2026-11-03 09:00", "2026-11-05 09:00", "2026-11-10 09:00")
        ),
        # Begun again on Fri 6/11: 5 + 3 working days, 18/11; again whenever it was decided.
        *(
            (
                Term(5, WD),
                (pause("2026-11-04 10:00", "2026-11-06 15:00", RESTART),),
                Extension(3, WD, "Điều 1", at(decided)),
                "2026-11-18 17:00",
            )
            for decided in ("2026-11-03 09:00", "2026-11-05 09:00", "2026-11-10 09:00")
        ),
    ],
)
def test_extensions(term: Term, pauses: tuple[Pause, ...], extension: Extension, expected: str) -> None:
    assert found("2026-11-02 09:00", term, pauses=pauses, extensions=(extension,)).instant == at(expected)


def test_what_cannot_be() -> None:
    with pytest.raises(TermError):
        Term(0, WD)
    with pytest.raises(TermError):
        Extension(0, WD, "Điều 1", at("2026-11-02 09:00"))
    with pytest.raises(PauseError):
        pause("2026-11-04 10:00", "2026-11-04 09:59")
    overlapping = (pause("2026-11-03 10:00", "2026-11-05 10:00"), pause("2026-11-04 10:00", None))
    for pauses in (overlapping, (pause("2026-11-03 10:00", None), pause("2026-11-04 10:00", None))):
        with pytest.raises(PauseError) as caught:
            found("2026-11-02 09:00", Term(5, WD), pauses=pauses)
        assert caught.value.subject == pauses[1]
    for term, unit in ((Term(5, WD), WH), (Term(5, WH), WD)):
        with pytest.raises(TermError, match="hours"):
            extension = Extension(1, unit, "Điều 1", at("2026-11-02 09:30"))
            found("2026-11-02 09:00", term, extensions=(extension,))
    with pytest.raises(CalendarRangeError):
        found("1900-01-01 09:00", Term(5, WD))


def test_overdue_begins_at_midnight_or_at_the_due_instant() -> None:
    assert found("2026-11-16 09:00", Term(3, WD)).overdue_from == at("2026-11-20 00:00")
    assert found("2026-11-16 09:00", Term(3, WH)).overdue_from == at("2026-11-16 13:30")


def test_a_five_day_week_of_other_hours() -> None:
    seven_to_five = WorkingCalendar((((420, 690), (810, 1020)),) * 5 + FIVE_DAYS[5:])
    end = due(at("2026-11-16 09:00"), Term(8, WH), seven_to_five)
    assert end is not None
    # 2 h 30 + 3 h 30 on Monday, 2 h on Tuesday from 07:00.
    assert end.instant == at("2026-11-17 09:00")
