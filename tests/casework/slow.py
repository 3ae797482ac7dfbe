"""The clock of a dossier as one would count with a finger on the wall calendar: hours minute by minute, days one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE, Day, Instant, day_start, local_day


@dataclass(frozen=True)
class Term:
    """So many working days or hours by a calendar's hours; `cut_off` is a minute of the day."""

    amount: int
    calendar: WorkingCalendar
    hours: bool = False
    restart: bool = False
    cut_off: int | None = None


@dataclass(frozen=True)
class Pause:
    """The clock stands from `begin` to `end`."""

    begin: Instant
    end: Instant | None


@dataclass(frozen=True)
class Extension:
    """So many days or hours more, given at `at`."""

    at: Instant
    amount: int


def day_of_instant(instant: Instant) -> Day:
    """The local day of an instant."""
    return local_day(instant)


def overdue_from(due: Instant, term: Term) -> Instant:
    """When a dossier due at an instant is late: at once by hours, with the next day by days."""
    return due if term.hours else day_start(local_day(due)) + MS_PER_DAY


def slow_due(
    received: Instant, term: Term, pauses: Sequence[Pause], extensions: Sequence[Extension]
) -> Instant | None:
    """The due instant; None while a pause is open that began in term."""
    both: list[Pause | Extension] = [*pauses, *extensions]
    happened = sorted(both, key=_begins)
    return _by_minutes(received, term, happened) if term.hours else _by_days(received, term, happened)


def _worked(term: Term, day: Day) -> bool:
    return bool(term.calendar.windows_of(day))


def _next(term: Term, day: Day) -> Day:
    day += 1
    while not _worked(term, day):
        day += 1
    return day


def _start(received: Instant, term: Term) -> Instant:
    """When counting begins: at once, or at the opening of the next working day where a cut-off hour says so."""
    day = local_day(received)
    if term.cut_off is None:
        return received
    if _worked(term, day) and received <= day_start(day) + term.cut_off * MS_PER_MINUTE:
        return received
    day = _next(term, day)
    return day_start(day) + term.calendar.windows_of(day)[0][0] * MS_PER_MINUTE


def _ticks(term: Term, minute: Instant) -> bool:
    day = local_day(minute)
    of_day = (minute - day_start(day)) // MS_PER_MINUTE
    return any(first <= of_day < last for first, last in term.calendar.windows_of(day))


def _by_minutes(received: Instant, term: Term, happened: list[Pause | Extension]) -> Instant | None:
    now, left, whole = _start(received, term), term.amount * 60, term.amount * 60
    waiting = list(happened)
    while True:
        while waiting and _begins(waiting[0]) <= now:
            one = waiting.pop(0)
            if isinstance(one, Extension):
                left, whole = left + one.amount * 60, whole + one.amount * 60
            elif one.end is None:
                return None
            elif term.restart:
                now, left = _start(one.end, term), whole
            else:
                now = max(now, one.end)
        left -= _ticks(term, now)
        now += MS_PER_MINUTE
        if not left:
            return now


def _begins(one: Pause | Extension) -> Instant:
    return one.begin if isinstance(one, Pause) else one.at


def _by_days(received: Instant, term: Term, happened: list[Pause | Extension]) -> Instant | None:
    first, whole = local_day(_start(received, term)), term.amount
    day = _after(term, first, whole)
    for one in happened:
        if _begins(one) >= day_start(day + 1):
            continue
        if isinstance(one, Extension):
            day, whole = _after(term, day, one.amount), whole + one.amount
        elif one.end is None:
            return None
        elif term.restart:
            first = local_day(_start(one.end, term))
            day = _after(term, first, whole)
        else:
            stood = range(max(local_day(one.begin), first) + 1, local_day(one.end) + 1)
            day = max(_after(term, day, sum(_worked(term, gone) for gone in stood)), _goes_on(term, one.end))
    return day_start(day) + term.calendar.windows_of(day)[-1][1] * MS_PER_MINUTE


def _after(term: Term, day: Day, count: int) -> Day:
    for _ in range(count):
        day = _next(term, day)
    return day


def _goes_on(term: Term, end: Instant) -> Day:
    """The first day on which work can go on after an instant."""
    day = local_day(end)
    windows = term.calendar.windows_of(day)
    return day if windows and end < day_start(day) + windows[-1][1] * MS_PER_MINUTE else _next(term, day)
