"""How a live source is: works, late, silent, fails, or asks a person; and why, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.catalogue.calendars import calendar_of
from motcua.exchange.live.schedule import next_look
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.rules.calendar import CalendarRangeError, WorkingCalendar
from motcua.rules.instants import MS_PER_HOUR, Instant, in_words, local_day

SILENT = 3
"""After so many times its rhythm a source that gives nothing is silent."""
_ASLEEP_MS = MS_PER_HOUR
"""A source whose time has come for so long is looked at by nobody."""


class State(StrEnum):
    """What is to be said of a source."""

    OFF = "off"
    ASKS = "asks"
    FAILS = "fails"
    SILENT = "silent"
    LATE = "late"
    WAITS = "waits"
    WORKS = "works"


@dataclass(frozen=True)
class Health:
    """The state of a source, why in Vietnamese, how many files wait for a person, the working days without news, and
    whether it is silent, whatever else is to be said of it."""

    state: State
    why: str
    asks: int = 0
    days: int = 0
    silent: bool = False


def health(source: WatchedSource, now: Instant) -> Health:
    """How a source is at an instant."""
    asks = source.files.filter(outcome=TakenFile.Outcome.HELD).count()
    days = working_days(source.taken_at or source.made_at, now, calendar_of(source.unit_id))
    silent = source.enabled and 0 < SILENT * source.expected_days < days
    state, why = _said(source, asks, days, now)
    return Health(state, why, asks, days, silent)


def _said(source: WatchedSource, asks: int, days: int, now: Instant) -> tuple[State, str]:
    if not source.enabled:
        return State.OFF, "Đang tắt, không ai xem."
    if asks:
        return State.ASKS, f"{asks} tệp chờ người xem; chưa ghi gì từ đó. {source.error}".strip()
    return _unasked(source, days, now)


def _unasked(source: WatchedSource, days: int, now: Instant) -> tuple[State, str]:
    if source.error:
        return State.FAILS, source.error
    newest = source.files.order_by("-pk").first()
    if newest is not None and newest.outcome == TakenFile.Outcome.REFUSED:
        return State.FAILS, f"Tệp gần nhất (“{newest.name}”) không đọc được: {newest.reason}"
    if next_look(source.every_minutes, source.times, source.next_at) + _ASLEEP_MS < now:
        return State.FAILS, "Đến giờ mà không ai xem nguồn này: máy gửi có đang chạy không?"
    expected = source.expected_days
    last = f"lần cuối {in_words(source.taken_at)}" if source.taken_at else "chưa có lần nào"
    if expected and days > expected:
        state = State.SILENT if days > SILENT * expected else State.LATE
        return state, (
            f"{days} ngày làm việc không có số liệu mới ({last}); thường có sau mỗi {expected} ngày làm việc."
        )
    if source.taken_at is None:
        return State.WAITS, "Chưa có tệp nào đến."
    return State.WORKS, f"Có số liệu mới {last}."


def working_days(since: Instant, now: Instant, calendar: WorkingCalendar) -> int:
    """Working days after the one of `since`, up to and with today; by the calendar's count of days where it ends."""
    first, last = local_day(since), local_day(now)
    try:
        return calendar.working_days_between(first, last)
    except CalendarRangeError:
        return last - first
