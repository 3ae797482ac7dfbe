"""Two words on one dossier compared: whether state and days agree. A difference is a question, never a correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.accounts import Account
from motcua.rules.instants import Instant, local_day
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


@dataclass(frozen=True)
class Word:
    """What one system says of a dossier; instants in milliseconds UTC, None where it does not say."""

    state: State
    received: Instant | None = None
    due: Instant | None = None
    finished: Instant | None = None


@dataclass(frozen=True)
class Differs:
    """One difference; what each side says: a state, or an instant."""

    kind: Difference
    ours: State | Instant
    theirs: State | Instant


_SAME = (
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


def compare(ours: Word, theirs: Word) -> Iterator[Differs]:
    """What differs; days are compared as local days, and only where both sides say one."""
    if ours.state != theirs.state:
        ready = {ours.state, theirs.state} == {State.READY, State.HANDED_OVER}
        together = any({ours.state, theirs.state} <= same for same in _SAME)
        if ready or not together:
            yield Differs(Difference.RETURNED if ready else Difference.STATE, ours.state, theirs.state)
    for kind in (Difference.RECEIVED, Difference.DUE, Difference.FINISHED):
        mine, other = getattr(ours, kind.value), getattr(theirs, kind.value)
        if mine is not None and other is not None and local_day(mine) != local_day(other):
            yield Differs(kind, mine, other)
