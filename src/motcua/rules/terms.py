"""What the clock of a dossier works with: terms, pauses, extensions, apologies, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from motcua.rules.instants import Day, Instant


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


_CALENDAR_DAYS_OF = {
    TermUnit.WORKING_DAYS: 7 / 5,
    TermUnit.WORKING_HOURS: 7 / 5 / 8,
    TermUnit.CALENDAR_DAYS: 1.0,
}


def rough_days(term: Term) -> float:
    """About how many days of the calendar a term takes, to compare terms that count different things."""
    return term.amount * _CALENDAR_DAYS_OF[term.unit]


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
class Left:
    """What an open pause leaves of a term: days for day terms, working milliseconds for hour terms."""

    amount: int
    unit: TermUnit
