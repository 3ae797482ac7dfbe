"""What systems say of one dossier, and in what they can differ. A difference is a question, never a correction."""

from __future__ import annotations

from enum import StrEnum

from motcua.rules.accounts import Account
from motcua.rules.report import State


class Difference(StrEnum):
    """In what two systems differ (khác biệt giữa hai hệ thống)."""

    NOT_THERE = "not_there"
    """Here, and not in the other system."""
    NOT_HERE = "not_here"
    """In the other system, and not taken here."""
    STATE = "state"
    RETURNED = "returned"
    """One says that the result has been handed over, the other that it is ready."""
    RECEIVED = "received"
    DUE = "due"
    FINISHED = "finished"
    TWICE = "twice"
    """Probably one dossier under two codes: the same procedure, applicant and day of reception in two systems."""
    SILENT = "silent"
    """Not heard of for longer than its system's rhythm."""
    BYPASSED = "bypassed"
    """Resolved by a department without reception by the one-stop centre."""


DISAGREE = frozenset(set(Difference) - {Difference.TWICE, Difference.SILENT, Difference.BYPASSED})
"""Kinds that say of a dossier that its systems do not agree."""

DATES = (Difference.RECEIVED, Difference.DUE, Difference.FINISHED)
"""Differences of local days."""

SAME = (
    frozenset({State.ACCEPTED, State.IN_PROGRESS, State.SUSPENDED}),
    frozenset({State.READY, State.HANDED_OVER}),
    # The portal has one state for both.
    frozenset({State.REFUSED, State.STOPPED}),
)
"""States that some systems do not tell apart."""

_OF_ENDING = {
    "RESOLVED": State.READY,
    "REFUSED": State.REFUSED,
    "WITHDRAWN": State.WITHDRAWN,
    "STOPPED": State.STOPPED,
}
_OF_ACCOUNT = {
    Account.LODGED: State.LODGED,
    Account.LODGED_SUPPLEMENT: State.LODGED_SUPPLEMENT,
    Account.TURNED_AWAY: State.TURNED_AWAY,
    Account.IN_TERM: State.IN_PROGRESS,
    Account.OVERDUE: State.IN_PROGRESS,
    Account.AWAITING_SUPPLEMENT: State.AWAITING_SUPPLEMENT,
    Account.AWAITING_SUPPLEMENT_OVERDUE: State.AWAITING_SUPPLEMENT,
    Account.AWAITING_PAYMENT: State.AWAITING_PAYMENT,
    Account.AWAITING_PAYMENT_OVERDUE: State.AWAITING_PAYMENT,
    Account.SUSPENDED: State.SUSPENDED,
    Account.SUSPENDED_OVERDUE: State.SUSPENDED,
}


def state_in(account: Account, *, returned: bool = False) -> State | None:
    """The state that an account is; None where a dossier is nowhere. `returned`: the result has been handed over."""
    ending = _OF_ENDING.get(account.name.split("_")[0])
    if ending is State.READY and returned:
        return State.HANDED_OVER
    return _OF_ACCOUNT.get(account, ending)
