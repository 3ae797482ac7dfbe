"""The national states of a dossier (TrangThaiHoSo) and what they are in the ledger; none is collapsed into another."""

from __future__ import annotations

from enum import IntEnum

from motcua.rules.accounts import CLOSED, Account
from motcua.rules.report import State


class NationalState(IntEnum):
    """TrangThaiHoSo."""

    LODGED = 1
    """Mới đăng ký."""
    ACCEPTED = 2
    """Được tiếp nhận."""
    TURNED_AWAY = 3
    """Không được tiếp nhận."""
    IN_PROGRESS = 4
    """Đang xử lý."""
    AWAITING_SUPPLEMENT = 5
    """Yêu cầu bổ sung giấy tờ."""
    AWAITING_PAYMENT = 6
    """Yêu cầu thực hiện nghĩa vụ tài chính."""
    WITHDRAWN = 7
    """Công dân yêu cầu rút hồ sơ."""
    STOPPED = 8
    """Dừng xử lý."""
    READY = 9
    """Đã xử lý xong."""
    HANDED_OVER = 10
    """Đã trả kết quả."""


CODES = tuple(str(int(state)) for state in NationalState)
NAMES = {
    NationalState.LODGED: "Mới đăng ký",
    NationalState.ACCEPTED: "Được tiếp nhận",
    NationalState.TURNED_AWAY: "Không được tiếp nhận",
    NationalState.IN_PROGRESS: "Đang xử lý",
    NationalState.AWAITING_SUPPLEMENT: "Yêu cầu bổ sung giấy tờ",
    NationalState.AWAITING_PAYMENT: "Yêu cầu thực hiện nghĩa vụ tài chính",
    NationalState.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
    NationalState.STOPPED: "Dừng xử lý",
    NationalState.READY: "Đã xử lý xong",
    NationalState.HANDED_OVER: "Đã trả kết quả",
}

NOT_RECEIVED = frozenset({
    NationalState.LODGED, NationalState.TURNED_AWAY, NationalState.AWAITING_SUPPLEMENT, NationalState.WITHDRAWN,
})  # fmt: skip
"""States in which a dossier may have no time of reception."""

_OF_ACCOUNT = {
    Account.LODGED: NationalState.LODGED,
    Account.LODGED_SUPPLEMENT: NationalState.AWAITING_SUPPLEMENT,
    Account.TURNED_AWAY: NationalState.TURNED_AWAY,
    Account.IN_TERM: NationalState.IN_PROGRESS,
    Account.OVERDUE: NationalState.IN_PROGRESS,
    Account.AWAITING_SUPPLEMENT: NationalState.AWAITING_SUPPLEMENT,
    Account.AWAITING_SUPPLEMENT_OVERDUE: NationalState.AWAITING_SUPPLEMENT,
    Account.AWAITING_PAYMENT: NationalState.AWAITING_PAYMENT,
    Account.AWAITING_PAYMENT_OVERDUE: NationalState.AWAITING_PAYMENT,
    # A suspension goes on as «being resolved» with its reason: 8 would end the dossier.
    Account.SUSPENDED: NationalState.IN_PROGRESS,
    Account.SUSPENDED_OVERDUE: NationalState.IN_PROGRESS,
}
_OF_ENDING = {
    "RESOLVED": NationalState.READY,
    "REFUSED": NationalState.STOPPED,
    "WITHDRAWN": NationalState.WITHDRAWN,
    "STOPPED": NationalState.STOPPED,
}
_SAID = {
    NationalState.LODGED: State.LODGED,
    NationalState.ACCEPTED: State.ACCEPTED,
    NationalState.TURNED_AWAY: State.TURNED_AWAY,
    NationalState.IN_PROGRESS: State.IN_PROGRESS,
    NationalState.AWAITING_PAYMENT: State.AWAITING_PAYMENT,
    NationalState.WITHDRAWN: State.WITHDRAWN,
    NationalState.READY: State.READY,
    NationalState.HANDED_OVER: State.HANDED_OVER,
}


class NoNationalState(LookupError):
    """An account in which no dossier can be shown to the portal (outside, on its way)."""


def national(
    account: Account, *, begun: bool = True, returned: bool = False, withdrawn: bool = False
) -> NationalState:
    """The national state of a dossier in an account.

    `begun`: work on it has begun since acceptance; `returned`: the result has been handed over; `withdrawn`: the
    citizen took it back before it was accepted. Raises NoNationalState.
    """
    if account in CLOSED:
        state = _OF_ENDING[account.name.split("_")[0]]
        return NationalState.HANDED_OVER if returned and state is NationalState.READY else state
    if account is Account.TURNED_AWAY and withdrawn:
        return NationalState.WITHDRAWN
    if account is Account.IN_TERM and not begun:
        return NationalState.ACCEPTED
    if account not in _OF_ACCOUNT:
        raise NoNationalState(account.name)
    return _OF_ACCOUNT[account]


def said(state: NationalState, *, received: bool, refused: bool = False) -> State:
    """What a national state says in our words; `received`: it has a time of reception, `refused`: one of refusal."""
    if state is NationalState.AWAITING_SUPPLEMENT:
        return State.AWAITING_SUPPLEMENT if received else State.LODGED_SUPPLEMENT
    if state is NationalState.STOPPED:
        return State.REFUSED if refused else State.STOPPED
    return _SAID[state]
