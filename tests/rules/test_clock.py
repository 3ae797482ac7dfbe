from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.rules.calendar import FIVE_DAYS, CalendarRangeError, WorkingCalendar
from motcua.rules.clock import (
    PLAIN,
    Apology,
    ApologyError,
    Due,
    Extension,
    Left,
    LineCode,
    OnResume,
    Pause,
    PauseError,
    Term,
    TermError,
    TermRules,
    TermUnit,
    Timeliness,
    TrafficLight,
    due,
    explain,
    promised,
    remaining,
    term_left,
    timeliness,
    traffic_light,
)
from motcua.rules.holidays_seed import seed_calendar, seed_days_off
from motcua.rules.instants import MS_PER_HOUR, MS_PER_MINUTE, Day, Instant, day_start, local_day

from . import at, calendars, instants, on, rules

WD, WH, CD = TermUnit.WORKING_DAYS, TermUnit.WORKING_HOURS, TermUnit.CALENDAR_DAYS
RESTART = OnResume.RESTART
Y2026 = seed_calendar([2026])
UNTIL_15 = TermRules(cut_off_minute=900)
SAME_DAY = TermRules(cut_off_minute=900, count_reception_day=True)
DOCS = Path(__file__).parents[2] / "docs" / "clock.md"


def pause(begin: str, end: str | None, on_resume: OnResume = OnResume.CONTINUE) -> Pause:
    return Pause(at(begin), None if end is None else at(end), on_resume, "bổ sung hồ sơ")


def found(
    received: str,
    term: Term,
    rules: TermRules = PLAIN,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[Extension, ...] = (),
) -> Due:
    end = due(at(received), term, Y2026, rules, pauses, extensions)
    assert end is not None
    return end


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


@pytest.mark.parametrize(
    ("term", "open_pause", "left"),
    [
        # Used 3, 4/11 of five: three left.
        (Term(5, WD), pause("2026-11-04 10:00", None), Left(3, WD)),
        (Term(5, WD), pause("2026-11-04 10:00", None, RESTART), Left(5, WD)),
        # On the due day after work: none left, but it is not late.
        (Term(5, WD), pause("2026-11-09 20:00", None), Left(0, WD)),
        (Term(7, CD), pause("2026-11-04 10:00", None), Left(5, CD)),
        # 09:00 to 11:30 and 13:00 to 15:00 used: 8 h - 4 h 30.
        (Term(8, WH), pause("2026-11-02 15:00", None), Left(3 * MS_PER_HOUR + MS_PER_HOUR // 2, WH)),
        (Term(8, WH), pause("2026-11-02 15:00", None, RESTART), Left(8 * MS_PER_HOUR, WH)),
    ],
)
def test_an_open_pause_leaves_no_due_but_a_rest(term: Term, open_pause: Pause, left: Left) -> None:
    story = (at("2026-11-02 09:00"), term, Y2026, PLAIN, (open_pause,))
    assert due(*story) is None
    assert term_left(*story) == left


def test_an_extension_during_an_open_pause_adds_to_the_rest() -> None:
    extension = Extension(2, WD, "Điều 1", at("2026-12-01 09:00"))
    story = (at("2026-11-02 09:00"), Term(5, WD), Y2026, PLAIN)
    assert term_left(*story, (pause("2026-11-04 10:00", None),), (extension,)) == Left(5, WD)
    assert term_left(*story, (pause("2026-11-04 10:00", None, RESTART),), (extension,)) == Left(7, WD)


def test_an_open_pause_of_a_late_dossier_changes_nothing() -> None:
    story = (at("2026-11-02 09:00"), Term(5, WD), Y2026, PLAIN, (pause("2026-11-10 08:00", None),))
    end = due(*story)
    assert end is not None
    assert end.instant == at("2026-11-09 17:00")
    assert term_left(*story) is None
    assert traffic_light(end, at("2026-11-10 09:00"), paused=True) is TrafficLight.LATE


def test_without_a_term_there_is_no_due() -> None:
    assert due(at("2026-11-02 09:00"), None, Y2026) is None
    assert term_left(at("2026-11-02 09:00"), None, Y2026) is None
    assert timeliness(at("2026-11-02 09:00"), None) is Timeliness.ON_TIME


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


@pytest.mark.parametrize(
    ("term", "within", "finished", "expected"),
    [
        # Due on Thu 19/11: the day decides.
        (Term(3, WD), 0, "2026-11-18 23:59", Timeliness.EARLY),
        (Term(3, WD), 0, "2026-11-19 00:00", Timeliness.ON_TIME),
        (Term(3, WD), 0, "2026-11-19 23:59", Timeliness.ON_TIME),
        (Term(3, WD), 0, "2026-11-20 00:00", Timeliness.LATE),
        # Due at 13:30: the instant decides.
        (Term(3, WH), 0, "2026-11-16 13:29", Timeliness.EARLY),
        (Term(3, WH), 0, "2026-11-16 13:30", Timeliness.ON_TIME),
        (Term(3, WH), 0, "2026-11-16 13:30:01", Timeliness.LATE),
        (Term(3, WH), 30, "2026-11-16 12:59", Timeliness.EARLY),
        (Term(3, WH), 30, "2026-11-16 13:00", Timeliness.ON_TIME),
    ],
)
def test_timeliness(term: Term, within: int, finished: str, expected: Timeliness) -> None:
    assert timeliness(at(finished), found("2026-11-16 09:00", term), within) is expected


@pytest.mark.parametrize(
    ("now", "paused", "light", "minutes"),
    [
        ("2026-11-17 16:00", False, TrafficLight.IN_TERM, 60 + 480 + 480),
        ("2026-11-17 16:00", True, TrafficLight.WAITING, 60 + 480 + 480),
        ("2026-11-19 08:00", False, TrafficLight.DUE_TODAY, 450),
        ("2026-11-19 18:00", False, TrafficLight.DUE_TODAY, 0),
        ("2026-11-20 00:00", False, TrafficLight.LATE, 0),
        ("2026-11-20 08:00", False, TrafficLight.LATE, -30),
    ],
)
def test_how_an_open_dossier_stands(now: str, paused: bool, light: TrafficLight, minutes: int) -> None:
    end = found("2026-11-16 09:00", Term(3, WD))
    assert traffic_light(end, at(now), paused) is light
    assert remaining(end, at(now), Y2026) == minutes


def test_without_due_the_light_is_green_or_waiting() -> None:
    assert traffic_light(None, at("2026-11-20 08:00")) is TrafficLight.IN_TERM
    assert traffic_light(None, at("2026-11-20 08:00"), paused=True) is TrafficLight.WAITING


def test_an_apology_changes_the_promise_once_and_the_due_never() -> None:
    end = found("2026-11-16 09:00", Term(3, WD))
    apology = Apology(at("2026-11-18 09:00"), at("2026-11-25 17:00"))
    assert promised(None) is None
    assert promised(end) == at("2026-11-19 17:00")
    assert promised(end, [apology]) == at("2026-11-25 17:00")
    assert timeliness(at("2026-11-25 10:00"), end) is Timeliness.LATE
    with pytest.raises(ApologyError):
        promised(end, [apology, apology])


def _texts(*args: object, **more: object) -> list[str]:
    return [line.text for line in explain(*args, **more)]  # type: ignore[arg-type]


def _documented(texts: list[str]) -> bool:
    """Whether the page for officials has exactly these lines, one below the other."""
    return "\n".join(texts) in DOCS.read_text(encoding="utf-8")


def test_example_1_received_after_the_cut_off_before_tet() -> None:
    # Counted from Mon 23/2: 24, 25, 26, 27/2 and Mon 2/3.
    names = seed_days_off([2026])
    texts = _texts(at("2026-02-13 15:40"), Term(5, WD), Y2026, UNTIL_15, names=names)
    assert texts == [
        "Tiếp nhận hồ sơ hợp lệ: 15:40 thứ Sáu 13/02/2026.",
        "Nhận sau giờ chốt trong ngày hoặc vào ngày nghỉ: tính như nhận lúc 07:30 thứ Hai 23/02/2026.",
        "Thời hạn: 5 ngày làm việc, không tính ngày tiếp nhận; hạn ban đầu: 17:00 thứ Hai 02/03/2026.",
        "Ngày nghỉ: thứ Hai 16/02/2026 (Giao thừa Tết Nguyên Đán).",
        "Ngày nghỉ: thứ Ba 17/02/2026 (Tết Nguyên Đán).",
        "Ngày nghỉ: thứ Tư 18/02/2026 (Mùng hai Tết Nguyên Đán).",
        "Ngày nghỉ: thứ Năm 19/02/2026 (Mùng ba Tết Nguyên Đán).",
        "Ngày nghỉ: thứ Sáu 20/02/2026 (Mùng bốn Tết Nguyên Đán).",
        "Hạn trả kết quả: 17:00 thứ Hai 02/03/2026; quá hạn từ 00:00 thứ Ba 03/03/2026.",
    ]
    assert _documented(texts)


def test_example_2_a_supplement_and_a_saturday_worked_in_exchange() -> None:
    # 4 to 7/8, 10 to 14/8, 17/8. Given back: 7, 10 to 14, 17, 18/8, eight days.
    # 17/8 + 8: 18, 19, 20, 21, Saturday 22 worked, 24, 25, 26/8.
    asked = Pause(at("2026-08-06 10:00"), at("2026-08-18 14:00"), OnResume.CONTINUE, "yêu cầu bổ sung")
    texts = _texts(at("2026-08-03 09:15"), Term(10, WD), Y2026, UNTIL_15, [asked])
    assert texts == [
        "Tiếp nhận hồ sơ hợp lệ: 09:15 thứ Hai 03/08/2026.",
        "Thời hạn: 10 ngày làm việc, không tính ngày tiếp nhận; hạn ban đầu: 17:00 thứ Hai 17/08/2026.",
        "Tạm dừng từ 10:00 thứ Năm 06/08/2026 đến 14:00 thứ Ba 18/08/2026 (yêu cầu bổ sung); "
        "không tính 8 ngày làm việc, hạn mới: 17:00 thứ Tư 26/08/2026.",
        "Ngày làm bù: thứ Bảy 22/08/2026.",
        "Hạn trả kết quả: 17:00 thứ Tư 26/08/2026; quá hạn từ 00:00 thứ Năm 27/08/2026.",
    ]
    assert _documented(texts)


def test_example_3_certification_on_the_same_day() -> None:
    texts = _texts(at("2026-11-18 14:50"), Term(1, WD), Y2026, SAME_DAY)
    assert texts == [
        "Tiếp nhận hồ sơ hợp lệ: 14:50 thứ Tư 18/11/2026.",
        "Thời hạn: 1 ngày làm việc, tính cả ngày tiếp nhận; hạn ban đầu: 17:00 thứ Tư 18/11/2026.",
        "Hạn trả kết quả: 17:00 thứ Tư 18/11/2026; quá hạn sau giờ đó.",
    ]
    assert _documented(texts)


def test_explain_tells_of_every_act() -> None:
    again = Pause(at("2026-11-03 10:00"), at("2026-11-04 10:00"), RESTART)
    late = Pause(at("2026-11-30 10:00"), None, ground="nghĩa vụ tài chính")
    granted = Extension(2, WD, "Điều 1", at("2026-11-05 09:00"))
    refused = Extension(2, WD, "Điều 1", at("2026-11-25 09:00"))
    apology = Apology(at("2026-11-12 09:00"), at("2026-11-20 17:00"))
    story = (at("2026-11-02 09:00"), Term(5, WD), Y2026, PLAIN, [again, late], [granted, refused], [apology])
    lines = explain(*story)
    assert [line.code for line in lines] == [
        LineCode.RECEIVED,
        LineCode.TERM,
        LineCode.PAUSED,
        LineCode.EXTENDED,
        LineCode.TOO_LATE,
        LineCode.TOO_LATE,
        LineCode.APOLOGY,
        LineCode.DUE,
    ]
    # Begun again on Wed 4/11: 5, 6, 9, 10, 11/11; + 2 = 13/11.
    assert (lines[2].day, lines[3].day, lines[-1].day) == (
        on("2026-11-11"),
        on("2026-11-13"),
        on("2026-11-13"),
    )
    assert due(*story[:6]) == found("2026-11-02 09:00", Term(5, WD), PLAIN, (again,), (granted,))


def test_explain_an_open_pause_and_no_term() -> None:
    open_pause = pause("2026-11-02 15:00", None)
    lines = explain(at("2026-11-02 09:00"), Term(8, WH), Y2026, PLAIN, [open_pause])
    assert lines[-1].code is LineCode.WAITING
    assert lines[-1].text.endswith("khi tiếp tục còn 3 giờ 30 phút làm việc.")
    assert explain(at("2026-11-02 09:00"), None, Y2026)[-1].code is LineCode.NO_TERM


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


def test_a_five_day_week_of_other_hours() -> None:
    seven_to_five = WorkingCalendar((((420, 690), (810, 1020)),) * 5 + FIVE_DAYS[5:])
    end = due(at("2026-11-16 09:00"), Term(8, WH), seven_to_five)
    assert end is not None
    # 2 h 30 + 3 h 30 on Monday, 2 h on Tuesday from 07:00.
    assert end.instant == at("2026-11-17 09:00")
