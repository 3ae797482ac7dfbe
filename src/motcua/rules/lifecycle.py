"""Which acts are lawful in which state of a dossier."""

from __future__ import annotations

from motcua.rules.accounts import CLOSED, OPEN, WAITING, Account
from motcua.rules.acts import Act, Kind


class UnlawfulAct(ValueError):
    """An act that the state of the dossier does not allow."""

    def __init__(self, act: Act, state: Account) -> None:
        super().__init__(f"{act.kind} is not lawful for a dossier that is {state.name.lower()}")
        self.act = act
        self.state = state


_BEFORE = frozenset({Account.OUTSIDE, Account.LODGED, Account.LODGED_SUPPLEMENT})
_RUNNING = frozenset({Account.IN_TERM, Account.OVERDUE})

LAWFUL: dict[Kind, frozenset[Account]] = {
    Kind.LODGED: frozenset({Account.OUTSIDE, Account.LODGED_SUPPLEMENT}),
    Kind.COMPLETION_ASKED: frozenset({Account.OUTSIDE, Account.LODGED}),
    Kind.TURNED_AWAY: _BEFORE,
    Kind.ACCEPTED: _BEFORE,
    Kind.DUE_STATED: frozenset(Account),
    Kind.PAUSED: _RUNNING,
    Kind.RESUMED: WAITING,
    Kind.EXTENDED: OPEN,
    Kind.MOVED: OPEN | {Account.LODGED, Account.LODGED_SUPPLEMENT},
    Kind.FINISHED: OPEN,
    Kind.REOPENED: CLOSED,
}
"""The lifecycle: in which states each act is lawful."""


def check(act: Act, state: Account) -> None:
    """Raise UnlawfulAct where the state does not allow the act."""
    if state not in LAWFUL[act.kind]:
        raise UnlawfulAct(act, state)
