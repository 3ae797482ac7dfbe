"""The clock of a dossier (thời hạn giải quyết): the due instant from term, pauses and extensions.

How days are counted (Bộ luật Dân sự 2015, Art. 147 and 148: the first day is not counted, a term that ends
on a day off ends at the close of the next working day):

- A term of N working days ends on the N-th working day after the day of reception, when work ends.
- A term of N days ends on the N-th day after it; where that is a day off, on the next working day.
- A term of N working hours ends when N times 60 working minutes have passed.

A pause after which the rest of the term runs on gives back, for day terms, the days after the one on which
it began up to and with the one on which it ended, for working-day terms the working days among them; the
same day gives back none. Asked on Tuesday, supplemented on Friday: Wednesday, Thursday, Friday, so a due day
of Wednesday becomes the Monday after. For hour terms it gives back the working milliseconds of the pause.
The due instant never lies before work can go on after the pause. A pause, or an extension, that begins when
the dossier is late changes nothing: it stays late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import MS_PER_HOUR, MS_PER_MINUTE, Day, Instant, day_start, local_day
from motcua.rules.terms import (
    PLAIN,
    Apology,
    ApologyError,
    Due,
    Extension,
    Left,
    OnResume,
    Pause,
    PauseError,
    Term,
    TermError,
    TermRules,
    TermUnit,
    Timeliness,
    TrafficLight,
)

TermAct: TypeAlias = Pause | Extension
"""What happens to a term on its way."""


def effective_reception(received: Instant, calendar: WorkingCalendar, rules: TermRules) -> Instant:
    """The instant from which the term is counted; later than `received` only by a rule of TermRules."""
    if rules.cut_off_minute is None and not rules.count_reception_day:
        return received
    day = local_day(received)
    if calendar.is_working_day(day):
        passed = _cut_off(day, rules) < received
        over = rules.count_reception_day and calendar.closing(day) <= received
        if not passed and not over:
            return received
    return calendar.opening(calendar.next_working_day(day))


def _cut_off(day: Day, rules: TermRules) -> Instant:
    minute = rules.cut_off_minute
    return day_start(day + 1) if minute is None else day_start(day) + minute * MS_PER_MINUTE


class Run:
    """A term on its way through the acts of one dossier.

    `start` is the instant from which it is counted, `end` the end so far: an instant for hours, a day (perhaps
    still a day off) for days; `waiting` the pause that is open. Raises TermError, CalendarRangeError.
    """

    def __init__(self, received: Instant, term: Term, calendar: WorkingCalendar, rules: TermRules) -> None:
        self.received, self.term, self.calendar, self.rules = received, term, calendar, rules
        self.in_hours = term.unit is TermUnit.WORKING_HOURS
        self.extensions: list[Extension] = []
        self.waiting: Pause | None = None
        self._begin(received)

    def _begin(self, instant: Instant) -> None:
        self.start = effective_reception(instant, self.calendar, self.rules)
        self.day_before = local_day(self.start) - self.rules.count_reception_day
        self.end = self._whole()

    def _whole(self) -> int:
        """The end of the whole term: an instant for hours, a day for days, perhaps still a day off."""
        end = self._add(self.start if self.in_hours else self.day_before, self.term)
        for extension in self.extensions:
            end = self._extended(end, extension)
        return end

    def _add(self, end: int, term: Term) -> int:
        if term.unit is TermUnit.WORKING_HOURS:
            return self.calendar.add_working_ms(end, term.amount * MS_PER_HOUR)
        if term.unit is TermUnit.CALENDAR_DAYS:
            return end + term.amount
        return self.calendar.add_working_days(end, term.amount)

    def _extended(self, end: int, extension: Extension) -> int:
        if extension.unit is TermUnit.WORKING_DAYS:
            end = self.calendar.add_working_days(end, 0)
        return self._add(end, extension)

    def due(self) -> Due:
        """The due instant, an open pause left aside."""
        if self.in_hours:
            return Due(self.end, local_day(self.end), True, self.end)
        day = self.calendar.add_working_days(self.end, 0)
        instant, by_instant = self.calendar.closing(day), day == local_day(self.start)
        return Due(instant, day, by_instant, instant if by_instant else day_start(day + 1))

    def follow(self, act: TermAct) -> bool:
        """Let an act have its effect; False where the dossier was late by then. Raises TermError."""
        if self.waiting is None and self.due().overdue_from <= _taken_effect(act):
            return False
        if isinstance(act, Extension):
            self._extend(act)
        elif act.end is None:
            self.waiting = act
        else:
            self._resume(act, act.end)
        return True

    def _extend(self, extension: Extension) -> None:
        if (extension.unit is TermUnit.WORKING_HOURS) is not self.in_hours:
            raise TermError("an extension in hours belongs to a term in hours", extension)
        self.extensions.append(extension)
        self.end = self._extended(self.end, extension)

    def _resume(self, pause: Pause, resumed: Instant) -> None:
        if pause.on_resume is OnResume.RESTART:
            self._begin(resumed)
        elif self.in_hours:
            self._give_back_hours(max(pause.begin, self.start), resumed)
        else:
            self._give_back_days(max(local_day(pause.begin), self.day_before), resumed)

    def _give_back_hours(self, begin: Instant, resumed: Instant) -> None:
        lost = max(self.calendar.working_ms_between(begin, resumed), 0)
        self.end = self.calendar.add_working_ms(self.end, lost)

    def _give_back_days(self, first: Day, resumed: Instant) -> None:
        last = local_day(resumed) - self.rules.count_resume_day
        end = self.end + max(last - first, 0)
        if self.term.unit is TermUnit.WORKING_DAYS:
            lost = max(self.calendar.working_days_between(first, last), 0)
            end = self.calendar.add_working_days(self.end, lost)
        earliest = self.calendar.work_goes_on(resumed)
        self.end = end if self.calendar.add_working_days(end, 0) >= earliest else earliest

    def left(self, pause: Pause) -> Left:
        """What the pause, while it is open, leaves of the term."""
        if pause.on_resume is OnResume.RESTART:
            begin, end = (self.start if self.in_hours else self.day_before), self._whole()
        elif self.in_hours:
            begin, end = max(pause.begin, self.start), self.end
        else:
            begin, end = max(local_day(pause.begin), self.day_before), self.end
        return Left(max(self.count(begin, end), 0), self.term.unit)

    def count(self, begin: int, end: int) -> int:
        """What lies between two ends, in the term's unit (hours: working milliseconds)."""
        if self.in_hours:
            return self.calendar.working_ms_between(begin, end)
        if self.term.unit is TermUnit.CALENDAR_DAYS:
            return end - begin
        return self.calendar.working_days_between(begin, self.calendar.add_working_days(end, 0))


def in_order(received: Instant, pauses: Iterable[Pause], extensions: Iterable[Extension]) -> list[TermAct]:
    """The acts as they took effect; a pause that ended before reception is none of the term's.

    Raises PauseError.
    """
    kept = sorted(
        (pause for pause in pauses if pause.end is None or pause.end > received),
        key=lambda pause: (pause.begin, pause.end is None, pause.end),
    )
    for earlier, later in pairwise(kept):
        if earlier.end is None or earlier.end > later.begin:
            raise PauseError("a pause begins before the one before it has ended", later)
    return sorted([*kept, *extensions], key=_taken_effect)


def _taken_effect(act: TermAct) -> Instant:
    return act.begin if isinstance(act, Pause) else act.at


def _followed(
    received: Instant,
    term: Term,
    calendar: WorkingCalendar,
    rules: TermRules,
    pauses: Iterable[Pause],
    extensions: Iterable[Extension],
) -> Run:
    run = Run(received, term, calendar, rules)
    for act in in_order(received, pauses, extensions):
        run.follow(act)
    return run


def due(
    received: Instant,
    term: Term | None,
    calendar: WorkingCalendar,
    rules: TermRules = PLAIN,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
) -> Due | None:
    """The due instant of a dossier received (valid acceptance) at an instant.

    None without a term, and while a pause is open: what is left of the term then says `term_left`.
    Raises PauseError, TermError, CalendarRangeError.
    """
    if term is None:
        return None
    run = _followed(received, term, calendar, rules, pauses, extensions)
    return None if run.waiting else run.due()


def term_left(
    received: Instant,
    term: Term | None,
    calendar: WorkingCalendar,
    rules: TermRules = PLAIN,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
) -> Left | None:
    """What an open pause leaves of the term, the whole of it where it will begin again; None without one."""
    if term is None:
        return None
    run = _followed(received, term, calendar, rules, pauses, extensions)
    return run.left(run.waiting) if run.waiting else None


def remaining(due: Due, now: Instant, calendar: WorkingCalendar) -> int:
    """Working minutes from now to the due instant, rounded down; negative once working time has passed it."""
    return calendar.working_minutes_between(now, due.instant)


def traffic_light(due: Due | None, now: Instant, paused: bool = False) -> TrafficLight:
    """How an open dossier stands now; one that was late when the pause began stays late."""
    if due is not None and due.overdue_from <= now:
        return TrafficLight.LATE
    if paused:
        return TrafficLight.WAITING
    if due is not None and due.day == local_day(now):
        return TrafficLight.DUE_TODAY
    return TrafficLight.IN_TERM


def timeliness(finished: Instant, due: Due | None, within_minutes: int = 0) -> Timeliness:
    """Early, on time or late; on time without a due instant.

    By instant, on time means at the due instant or at most so many minutes (of the clock) before it.
    """
    if due is None:
        return Timeliness.ON_TIME
    day, at, first = local_day(finished), due.day, due.day
    if due.by_instant:
        day, at, first = finished, due.instant, due.instant - within_minutes * MS_PER_MINUTE
    if day > at:
        return Timeliness.LATE
    return Timeliness.EARLY if day < first else Timeliness.ON_TIME


def promised(due: Due | None, apologies: Sequence[Apology] = ()) -> Instant | None:
    """The instant promised to the citizen: the due instant, or the new appointment. Raises ApologyError."""
    if len(apologies) > 1:
        raise ApologyError("a dossier may be re-appointed at most once", apologies[1])
    if apologies:
        return apologies[0].promised
    return None if due is None else due.instant
