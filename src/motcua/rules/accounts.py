"""The accounts of the ledger: a state is an account, a change of state is a move between two."""

from __future__ import annotations

from enum import IntEnum


class Account(IntEnum):
    """Accounts; the numbers are stored, so they are never given a second meaning."""

    OUTSIDE = 0
    """Where a dossier is before it is known: the ground of the ledger."""
    LODGED = 1
    """Chờ tiếp nhận."""
    LODGED_SUPPLEMENT = 2
    """Chờ bổ sung trước tiếp nhận."""
    TURNED_AWAY = 3
    """Không được tiếp nhận."""
    IN_TERM = 10
    """Đang giải quyết, trong hạn."""
    OVERDUE = 11
    """Đang giải quyết, quá hạn."""
    AWAITING_SUPPLEMENT = 20
    AWAITING_SUPPLEMENT_OVERDUE = 21
    AWAITING_PAYMENT = 22
    AWAITING_PAYMENT_OVERDUE = 23
    SUSPENDED = 24
    SUSPENDED_OVERDUE = 25
    RESOLVED_EARLY = 30
    RESOLVED_ON_TIME = 31
    RESOLVED_LATE = 32
    REFUSED_EARLY = 33
    REFUSED_ON_TIME = 34
    REFUSED_LATE = 35
    WITHDRAWN_EARLY = 36
    WITHDRAWN_ON_TIME = 37
    WITHDRAWN_LATE = 38
    STOPPED_EARLY = 39
    STOPPED_ON_TIME = 40
    STOPPED_LATE = 41
    TRANSFERRED = 50
    """Between two units or two sets of dimensions: what leaves one enters the other."""


class Ground(IntEnum):
    """Why the clock stands still; the value is the account of a pause that began in term."""

    SUPPLEMENT = Account.AWAITING_SUPPLEMENT
    PAYMENT = Account.AWAITING_PAYMENT
    SUSPENSION = Account.SUSPENDED


class Outcome(IntEnum):
    """How a dossier ended; the value is the account of an early ending."""

    RESOLVED = Account.RESOLVED_EARLY
    REFUSED = Account.REFUSED_EARLY
    WITHDRAWN = Account.WITHDRAWN_EARLY
    STOPPED = Account.STOPPED_EARLY


NOT_RECEIVED = frozenset({Account.OUTSIDE, Account.LODGED, Account.LODGED_SUPPLEMENT, Account.TURNED_AWAY})
WAITING = frozenset(a for a in Account if 20 <= a <= 25)
WAITING_OVERDUE = frozenset(a for a in WAITING if a % 2)
OPEN = frozenset({Account.IN_TERM, Account.OVERDUE}) | WAITING
LATE_OPEN = frozenset({Account.OVERDUE}) | WAITING_OVERDUE
CLOSED = frozenset(a for a in Account if 30 <= a <= 41)
WITH_RESULT = frozenset(a for a in CLOSED if a.name.startswith(("RESOLVED", "REFUSED")))
"""What leaves a result, which is then handed over."""


def is_late(account: Account) -> bool:
    """Whether an open dossier in this account has passed its due instant."""
    return account in LATE_OPEN


def paused_account(ground: Ground, late: bool) -> Account:
    """Where a dossier waits: a pause that begins after the due day stays overdue."""
    return Account(ground + late)
