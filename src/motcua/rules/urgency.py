"""How urgent an open dossier is: the bands in which boards count what is overdue and what is left."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.rules.accounts import LATE_OPEN, NOT_RECEIVED, OPEN, WAITING, Account
from motcua.rules.calendar import CalendarRangeError, WorkingCalendar
from motcua.rules.instants import Day

SOON_DAYS = 2
"""Due on the next so many working days is due soon, as the reminders have it."""


@dataclass(frozen=True)
class Band:
    """A band of days, both ends in it; `late`: days overdue, else working days left. No `last`: any number."""

    key: str
    late: bool
    first: int
    last: int | None = None

    def holds(self, days: int) -> bool:
        """Whether so many days lie in it."""
        return self.first <= days and (self.last is None or days <= self.last)


BANDS = (
    Band("late-11", True, 11), Band("late-6", True, 6, 10), Band("late-1", True, 0, 5),
    Band("left-0", False, 0, 0), Band("left-1", False, 1, 1), Band("left-2", False, 2, 2),
    Band("left-3", False, 3, 5), Band("left-6", False, 6, 10), Band("left-11", False, 11),
)  # fmt: skip
"""The most urgent first."""

NO_TERM = "left-none"
"""The band of what has no known term."""

PARTS: dict[str, frozenset[Account]] = {
    "open": OPEN,
    "overdue": LATE_OPEN,
    "running-late": frozenset({Account.OVERDUE}),
    "term": frozenset({Account.IN_TERM}),
    "waiting": WAITING,
    "lodged": frozenset({Account.LODGED, Account.LODGED_SUPPLEMENT}),
}
"""Parts of what a unit has in hand, by the accounts in which dossiers stand."""

IN_HAND = OPEN | (NOT_RECEIVED - {Account.OUTSIDE, Account.TURNED_AWAY})
"""What somebody still has to deal with: received and not ended, or lodged and not answered."""


def band_of(account: Account, due: Day | None, today: Day, calendar: WorkingCalendar) -> str:
    """The band of a dossier whose clock runs; empty for one that waits or has not been accepted."""
    if account not in (Account.IN_TERM, Account.OVERDUE):
        return ""
    if due is None:
        return NO_TERM
    late = account is Account.OVERDUE
    days = max(today - due, 0) if late else _left(today, due, calendar)
    return next(band.key for band in BANDS if band.late == late and band.holds(days))


def _left(today: Day, due: Day, calendar: WorkingCalendar) -> int:
    try:
        return max(calendar.working_days_between(today, due), 0)
    except CalendarRangeError:
        return due - today
