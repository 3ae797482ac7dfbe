"""How the due date of a dossier came about, line by line, in the words of an official."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import Run, TermAct, in_order, promised
from motcua.rules.instants import MS_PER_MINUTE, Day, Instant, day_in_words, in_words, local_day
from motcua.rules.terms import PLAIN, Apology, Extension, OnResume, Pause, Term, TermRules, TermUnit


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


@dataclass(frozen=True)
class Line:
    """One line of how a due date came about; `text` is Vietnamese, `instant` and `day` what it leads to."""

    code: LineCode
    text: str
    instant: Instant | None = None
    day: Day | None = None


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
    run = Run(received, term, calendar, rules)
    lines += _opening_lines(run)
    for act in in_order(received, pauses, extensions):
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


def _opening_lines(run: Run) -> list[Line]:
    lines = []
    if run.start != run.received:
        text = f"Nhận sau giờ chốt trong ngày hoặc vào ngày nghỉ: tính như nhận lúc {in_words(run.start)}."
        lines.append(Line(LineCode.MOVED, text, run.start))
    counted = "tính cả ngày tiếp nhận" if run.rules.count_reception_day else "không tính ngày tiếp nhận"
    term = f"{run.term.amount} {_UNITS[run.term.unit]}" + ("" if run.in_hours else f", {counted}")
    return [*lines, _line(LineCode.TERM, f"Thời hạn: {term}; hạn ban đầu", run)]


def _line(code: LineCode, text: str, run: Run) -> Line:
    due = run.due()
    return Line(code, f"{text}: {in_words(due.instant)}.", due.instant, due.day)


def _act_line(act: TermAct, run: Run, before: int) -> Line:
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


def _left_text(run: Run, pause: Pause) -> str:
    again = "khi tiếp tục tính lại từ đầu" if pause.on_resume is OnResume.RESTART else "khi tiếp tục còn"
    left = run.left(pause)
    return f"{again} {_amount(left.amount, left.unit)}"


_GROUNDS = {"supplement": "chờ bổ sung", "payment": "chờ thực hiện nghĩa vụ tài chính", "suspension": ""}
"""The grounds of the journal in words; a suspension needs none beside «tạm dừng»."""


def _because(act: TermAct) -> str:
    ground = _GROUNDS.get(act.ground.lower(), act.ground)
    return f" ({ground})" if ground else ""


def _too_late_line(act: TermAct) -> Line:
    what, at = ("Tạm dừng", act.begin) if isinstance(act, Pause) else ("Gia hạn", act.at)
    text = f"{what} từ {in_words(at)}{_because(act)} khi đã quá hạn: hạn không thay đổi."
    return Line(LineCode.TOO_LATE, text, at)


def _apology_line(apology: Apology) -> Line:
    again = in_words(apology.promised)
    text = f"Xin lỗi lúc {in_words(apology.at)}, hẹn lại {again}; hạn theo quy định không thay đổi."
    return Line(LineCode.APOLOGY, text, apology.promised)


def _closing_lines(run: Run, names: Mapping[Day, str]) -> list[Line]:
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
