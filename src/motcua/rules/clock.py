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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import TypeAlias

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import (
    MS_PER_HOUR,
    MS_PER_MINUTE,
    Day,
    Instant,
    day_in_words,
    day_start,
    in_words,
    local_day,
)


class TermUnit(StrEnum):
    """What a term counts."""

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAYS = "calendar_days"


class OnResume(StrEnum):
    """After a pause: the rest of the term runs on, or the whole term begins again."""

    CONTINUE = "continue"
    RESTART = "restart"


class Timeliness(IntEnum):
    """Trước hạn, đúng hạn, quá hạn."""

    EARLY = 0
    ON_TIME = 1
    LATE = 2


class TrafficLight(StrEnum):
    """How an open dossier stands."""

    IN_TERM = "in_term"
    DUE_TODAY = "due_today"
    LATE = "late"
    WAITING = "waiting"


class LineCode(StrEnum):
    """What a line of an explanation is about."""

    RECEIVED = "received"
    MOVED = "moved"
    NO_TERM = "no_term"
    TERM = "term"
    PAUSED = "paused"
    WAITING = "waiting"
    EXTENDED = "extended"
    TOO_LATE = "too_late"
    SKIPPED = "skipped"
    EXCHANGED = "exchanged"
    APOLOGY = "apology"
    DUE = "due"


class ClockError(ValueError):
    """Acts or terms that no due instant can follow from; `subject` is the one that is wrong."""

    def __init__(self, problem: str, subject: object) -> None:
        super().__init__(f"{problem}: {subject}")
        self.problem = problem
        self.subject = subject


class TermError(ClockError):
    """An amount below 1, or hours added to days."""


class PauseError(ClockError):
    """A pause that ends before it begins, or begins before the one before it has ended."""


class ApologyError(ClockError):
    """A second apology: a dossier may be re-appointed at most once."""


@dataclass(frozen=True)
class Term:
    """So many units; an hour is 60 working minutes. A result on the same day is one working day in which
    the day of reception counts. Raises TermError."""

    amount: int
    unit: TermUnit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise TermError("a term or extension is at least 1", self.amount)


@dataclass(frozen=True)
class TermRules:
    """What a procedure version says about counting.

    `cut_off_minute` (local minute of the day, 900 is 15:00): a dossier received after it, or on a day off,
    counts as received at the opening of the next working day; None: no such rule.
    `count_reception_day`: the day of reception is the first day of the term, unless its hours are over.
    `count_resume_day`: the day on which a pause ended counts against the term, as some systems have it.
    """

    cut_off_minute: int | None = None
    count_reception_day: bool = False
    count_resume_day: bool = False


PLAIN = TermRules()


@dataclass(frozen=True)
class Pause:
    """The clock stands from `begin` to `end`, None while it still does; `ground` is the legal ground.

    Raises PauseError.
    """

    begin: Instant
    end: Instant | None
    on_resume: OnResume = OnResume.CONTINUE
    ground: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.begin:
            raise PauseError("a pause ends before it begins", self)


@dataclass(frozen=True)
class Extension(Term):
    """An extension (gia hạn) by a ground in the law of the field, decided at `at`. Raises TermError."""

    ground: str
    at: Instant


@dataclass(frozen=True)
class Apology:
    """An apology with a new appointment (văn bản xin lỗi, hẹn lại): changes the promise, never the due."""

    at: Instant
    promised: Instant


@dataclass(frozen=True)
class Due:
    """When a dossier is due: `instant` (end of work of the due day for day terms) on the local `day`.

    `by_instant`: hours count, or the term ends on the day on which it began, so instants are compared, not
    days. The dossier counts as overdue from `overdue_from` on.
    """

    instant: Instant
    day: Day
    by_instant: bool
    overdue_from: Instant


@dataclass(frozen=True)
class Line:
    """One line of how a due date came about; `text` is Vietnamese, `instant` and `day` what it leads to."""

    code: LineCode
    text: str
    instant: Instant | None = None
    day: Day | None = None


@dataclass(frozen=True)
class Left:
    """What an open pause leaves of a term: days for day terms, working milliseconds for hour terms."""

    amount: int
    unit: TermUnit


_Act: TypeAlias = Pause | Extension


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


class _Run:
    """A term on its way through the acts of one dossier."""

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

    def follow(self, act: _Act) -> bool:
        """Let an act have its effect; False where the dossier was late by then."""
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


def _in_order(received: Instant, pauses: Iterable[Pause], extensions: Iterable[Extension]) -> list[_Act]:
    """The acts as they took effect; a pause that ended before reception is none of the term's."""
    kept = sorted(
        (pause for pause in pauses if pause.end is None or pause.end > received),
        key=lambda pause: (pause.begin, pause.end is None, pause.end),
    )
    for earlier, later in pairwise(kept):
        if earlier.end is None or earlier.end > later.begin:
            raise PauseError("a pause begins before the one before it has ended", later)
    return sorted([*kept, *extensions], key=_taken_effect)


def _taken_effect(act: _Act) -> Instant:
    return act.begin if isinstance(act, Pause) else act.at


def _followed(
    received: Instant,
    term: Term,
    calendar: WorkingCalendar,
    rules: TermRules,
    pauses: Iterable[Pause],
    extensions: Iterable[Extension],
) -> _Run:
    run = _Run(received, term, calendar, rules)
    for act in _in_order(received, pauses, extensions):
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


def explain(
    received: Instant,
    term: Term | None,
    calendar: WorkingCalendar,
    rules: TermRules = PLAIN,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
    apologies: Sequence[Apology] = (),
    names: Mapping[Day, str] | None = None,
) -> list[Line]:
    """How the due date came about, line by line, in Vietnamese; `names` are those of the days off.

    Raises PauseError, TermError, ApologyError, CalendarRangeError.
    """
    lines = [Line(LineCode.RECEIVED, f"Tiếp nhận hồ sơ hợp lệ: {in_words(received)}.", received)]
    if term is None:
        return [*lines, Line(LineCode.NO_TERM, "Thủ tục không quy định thời hạn giải quyết.")]
    run = _Run(received, term, calendar, rules)
    lines += _opening_lines(run)
    for act in _in_order(received, pauses, extensions):
        before = run.end
        lines.append(_act_line(act, run, before) if run.follow(act) else _too_late_line(act))
    promised(None, apologies)
    lines += [_apology_line(apology) for apology in apologies]
    return lines if run.waiting else lines + _closing_lines(run, names or {})


_UNITS = {
    TermUnit.WORKING_DAYS: "ngày làm việc",
    TermUnit.WORKING_HOURS: "giờ làm việc",
    TermUnit.CALENDAR_DAYS: "ngày",
}


def _amount(amount: int, unit: TermUnit) -> str:
    """A measured amount in words; that of hours is in working milliseconds."""
    if unit is not TermUnit.WORKING_HOURS:
        return f"{amount} {_UNITS[unit]}"
    hours, minutes = divmod(amount // MS_PER_MINUTE, 60)
    return f"{hours} giờ {minutes:02} phút làm việc"


def _opening_lines(run: _Run) -> list[Line]:
    lines = []
    if run.start != run.received:
        text = f"Nhận sau giờ chốt trong ngày hoặc vào ngày nghỉ: tính như nhận lúc {in_words(run.start)}."
        lines.append(Line(LineCode.MOVED, text, run.start))
    counted = "tính cả ngày tiếp nhận" if run.rules.count_reception_day else "không tính ngày tiếp nhận"
    term = f"{run.term.amount} {_UNITS[run.term.unit]}" + ("" if run.in_hours else f", {counted}")
    return [*lines, _line(LineCode.TERM, f"Thời hạn: {term}; hạn ban đầu", run)]


def _line(code: LineCode, text: str, run: _Run) -> Line:
    due = run.due()
    return Line(code, f"{text}: {in_words(due.instant)}.", due.instant, due.day)


def _act_line(act: _Act, run: _Run, before: int) -> Line:
    if isinstance(act, Extension):
        text = f"Gia hạn {act.amount} {_UNITS[act.unit]}{_because(act)}, quyết định lúc {in_words(act.at)}"
        if not run.waiting:
            return _line(LineCode.EXTENDED, f"{text}; hạn mới", run)
        return Line(LineCode.EXTENDED, f"{text}; {_left_text(run, run.waiting)}.", act.at)
    if act.end is None:
        text = f"Đang tạm dừng từ {in_words(act.begin)}{_because(act)}; {_left_text(run, act)}."
        return Line(LineCode.WAITING, text, act.begin)
    text = f"Tạm dừng từ {in_words(act.begin)} đến {in_words(act.end)}{_because(act)}"
    if act.on_resume is OnResume.RESTART:
        return _line(LineCode.PAUSED, f"{text}; tính lại từ đầu từ {in_words(run.start)}, hạn mới", run)
    given = _amount(run.count(before, run.end), run.term.unit)
    return _line(LineCode.PAUSED, f"{text}; không tính {given}, hạn mới", run)


def _left_text(run: _Run, pause: Pause) -> str:
    again = "khi tiếp tục tính lại từ đầu" if pause.on_resume is OnResume.RESTART else "khi tiếp tục còn"
    left = run.left(pause)
    return f"{again} {_amount(left.amount, left.unit)}"


def _because(act: _Act) -> str:
    return f" ({act.ground})" if act.ground else ""


def _too_late_line(act: _Act) -> Line:
    what, at = ("Tạm dừng", act.begin) if isinstance(act, Pause) else ("Gia hạn", act.at)
    text = f"{what} từ {in_words(at)}{_because(act)} khi đã quá hạn: hạn không thay đổi."
    return Line(LineCode.TOO_LATE, text, at)


def _apology_line(apology: Apology) -> Line:
    again = in_words(apology.promised)
    text = f"Xin lỗi lúc {in_words(apology.at)}, hẹn lại {again}; hạn theo quy định không thay đổi."
    return Line(LineCode.APOLOGY, text, apology.promised)


def _closing_lines(run: _Run, names: Mapping[Day, str]) -> list[Line]:
    due, first = run.due(), local_day(run.received)
    skipped = run.calendar.days_skipped(first, due.day)
    exchanged = run.calendar.days_in_exchange(first, due.day)
    lines = [Line(LineCode.SKIPPED, f"Ngày nghỉ: {_named(day, names)}.", None, day) for day in skipped] + [
        Line(LineCode.EXCHANGED, f"Ngày làm bù: {_named(day, names)}.", None, day) for day in exchanged
    ]
    late = "sau giờ đó" if due.by_instant else f"từ 00:00 {day_in_words(due.day + 1)}"
    text = f"Hạn trả kết quả: {in_words(due.instant)}; quá hạn {late}."
    return [*lines, Line(LineCode.DUE, text, due.instant, due.day)]


def _named(day: Day, names: Mapping[Day, str]) -> str:
    return day_in_words(day) + (f" ({names[day]})" if day in names else "")
