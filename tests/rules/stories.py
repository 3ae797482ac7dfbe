"""What the tests of the clock share: one calendar, some rules, and dossiers written as text."""

from __future__ import annotations

from motcua.rules.clock import due
from motcua.rules.holidays_seed import seed_calendar
from motcua.rules.terms import PLAIN, Due, Extension, OnResume, Pause, Term, TermRules, TermUnit

from . import at

WD, WH, CD = TermUnit.WORKING_DAYS, TermUnit.WORKING_HOURS, TermUnit.CALENDAR_DAYS
RESTART = OnResume.RESTART
Y2026 = seed_calendar([2026])
UNTIL_15 = TermRules(cut_off_minute=900)
SAME_DAY = TermRules(cut_off_minute=900, count_reception_day=True)


def pause(begin: str, end: str | None, on_resume: OnResume = OnResume.CONTINUE) -> Pause:
    """A pause for a supplement, from and to local times."""
    return Pause(at(begin), None if end is None else at(end), on_resume, "bổ sung hồ sơ")


def found(
    received: str,
    term: Term,
    rules: TermRules = PLAIN,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[Extension, ...] = (),
) -> Due:
    """The due instant of a dossier received at a local time, in the calendar of 2026; there must be one."""
    end = due(at(received), term, Y2026, rules, pauses, extensions)
    assert end is not None
    return end
