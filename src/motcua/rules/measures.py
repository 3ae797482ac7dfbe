"""Measures: what a figure counts, as flows between accounts and balances of accounts.

A statement is a list of cells, each with what every pair of accounts (from, to) had come to before the
period and at its end. A measure sums pairs over a cell; nothing else counts dossiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from motcua.rules.accounts import CLOSED, LATE_OPEN, NOT_RECEIVED, OPEN, Account


class Channel(IntEnum):
    """How a dossier came (kênh tiếp nhận), by its national number."""

    DIRECT = 1
    ONLINE = 2
    POSTAL = 3


class Level(IntEnum):
    """Service level (mức độ dịch vụ công trực tuyến), by its national number."""

    INFORMATION = 2
    PARTIAL = 3
    FULL = 4


OTHER_LEVELS = (0, 1, Level.INFORMATION)
"""Levels of dossiers that came online in another way than a service fully or partly online."""


@dataclass(frozen=True)
class Cell:
    """One row of a statement: dimensions, a pair of accounts, and what it came to before and by the end."""

    field: int
    system: int
    channel: int
    level: int
    digitised: int
    fee_due: int
    paid_online: int
    from_account: int
    to_account: int
    before: int
    end: int


class Kind(IntEnum):
    """What of the pairs a measure takes: what moved in the period, or what stood at one of its ends."""

    FLOW = 0
    OPENING = 1
    CLOSING = 2


@dataclass(frozen=True)
class Part:
    """A term of a measure. FLOW: moves from `origin` to `target`; a balance: what is in `target`.

    `only` keeps cells with these dimensions, such as {"channel": (2,)}.
    """

    kind: Kind
    target: frozenset[Account]
    origin: frozenset[Account] = frozenset()
    only: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def weights(self, origin: int, target: int) -> tuple[int, int]:
        """By how much this pair's sums count, before the period and at its end."""
        enters = target in self.target
        if self.kind is Kind.FLOW:
            return (-1, 1) if enters and origin in self.origin else (0, 0)
        sign = enters - (origin in self.target)
        return (sign, 0) if self.kind is Kind.OPENING else (0, sign)

    def keeps(self, cell: Cell) -> bool:
        """Whether the cell has the dimensions this part asks for."""
        # A generator costs twice as much, and this is asked for every cell and term.
        for name, values in self.only:  # noqa: SIM110
            if getattr(cell, name) not in values:
                return False
        return True


@dataclass(frozen=True)
class Measure:
    """A named figure: the sum of its parts, and the words that stand beside it on a page."""

    name: str
    label: str
    parts: tuple[Part, ...]


def _received(**only: tuple[int, ...]) -> Part:
    return Part(Kind.FLOW, OPEN, NOT_RECEIVED, tuple(only.items()))


def _closed(*accounts: Account) -> Part:
    return Part(Kind.FLOW, frozenset(accounts), OPEN)


def _opening(**only: tuple[int, ...]) -> Part:
    return Part(Kind.OPENING, OPEN, only=tuple(only.items()))


def _closing(*accounts: Account) -> Part:
    return Part(Kind.CLOSING, frozenset(accounts))


_A = Account
_BY_TIMELINESS = {
    "early": (_A.RESOLVED_EARLY, _A.REFUSED_EARLY, _A.WITHDRAWN_EARLY, _A.STOPPED_EARLY),
    "on_time": (_A.RESOLVED_ON_TIME, _A.REFUSED_ON_TIME, _A.WITHDRAWN_ON_TIME, _A.STOPPED_ON_TIME),
    "late": (_A.RESOLVED_LATE, _A.REFUSED_LATE, _A.WITHDRAWN_LATE, _A.STOPPED_LATE),
}
_REFUSED = (_A.REFUSED_EARLY, _A.REFUSED_ON_TIME, _A.REFUSED_LATE)
_TAKEN_BACK = (_A.WITHDRAWN_EARLY, _A.WITHDRAWN_ON_TIME, _A.WITHDRAWN_LATE)
_STOPPED = (_A.STOPPED_EARLY, _A.STOPPED_ON_TIME, _A.STOPPED_LATE)
_WITHDRAWN = (*_TAKEN_BACK, *_STOPPED)
_AWAITING = (_A.AWAITING_SUPPLEMENT, _A.AWAITING_SUPPLEMENT_OVERDUE)
_PAUSED = (_A.AWAITING_PAYMENT, _A.AWAITING_PAYMENT_OVERDUE, _A.SUSPENDED, _A.SUSPENDED_OVERDUE)
_CLOSED_IN_TIME = (*_BY_TIMELINESS["early"], *_BY_TIMELINESS["on_time"])
_OTHER_CLOSED_LATE = (_A.REFUSED_LATE, _A.WITHDRAWN_LATE, _A.STOPPED_LATE)

_TURNED_AWAY = Part(Kind.FLOW, frozenset({_A.TURNED_AWAY}), NOT_RECEIVED - {_A.TURNED_AWAY})
_REOPENED = Part(Kind.FLOW, OPEN, CLOSED)
_TRANSFERRED_IN = Part(Kind.FLOW, OPEN, frozenset({_A.TRANSFERRED}))
_TRANSFERRED_OUT = Part(Kind.FLOW, frozenset({_A.TRANSFERRED}), OPEN)

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("received_online", "Tiếp nhận trong kỳ, trực tuyến", (_received(channel=(Channel.ONLINE,)),)),
        Measure(
            "received_direct_or_postal",
            "Tiếp nhận trong kỳ, trực tiếp và bưu chính",
            (_received(channel=(Channel.DIRECT, Channel.POSTAL)),),
        ),
        Measure(
            "received_online_full",
            "Tiếp nhận trong kỳ, trực tuyến toàn trình",
            (_received(channel=(Channel.ONLINE,), level=(Level.FULL,)),),
        ),
        Measure(
            "received_online_partial",
            "Tiếp nhận trong kỳ, trực tuyến một phần",
            (_received(channel=(Channel.ONLINE,), level=(Level.PARTIAL,)),),
        ),
        Measure(
            "received_online_other",
            "Tiếp nhận trong kỳ, trực tuyến hình thức khác",
            (_received(channel=(Channel.ONLINE,), level=OTHER_LEVELS),),
        ),
        Measure("received_direct", "Tiếp nhận trong kỳ, trực tiếp", (_received(channel=(Channel.DIRECT,)),)),
        Measure("received_postal", "Tiếp nhận trong kỳ, bưu chính", (_received(channel=(Channel.POSTAL,)),)),
        Measure("received", "Tiếp nhận trong kỳ", (_received(),)),
        Measure("carried_over", "Kỳ trước chuyển sang", (_opening(),)),
        Measure("total_received", "Tổng số tiếp nhận, cả kỳ trước", (_received(), _opening())),
        Measure("reopened", "Mở lại trong kỳ", (_REOPENED,)),
        Measure("transferred_in", "Nhận chuyển đến", (_TRANSFERRED_IN,)),
        Measure("transferred_out", "Chuyển cơ quan khác", (_TRANSFERRED_OUT,)),
        Measure("early", "Giải quyết trước hạn", (_closed(_A.RESOLVED_EARLY),)),
        Measure("on_time", "Giải quyết đúng hạn", (_closed(_A.RESOLVED_ON_TIME),)),
        Measure("late", "Giải quyết quá hạn", (_closed(_A.RESOLVED_LATE),)),
        Measure(
            "resolved", "Đã giải quyết", (_closed(_A.RESOLVED_EARLY, _A.RESOLVED_ON_TIME, _A.RESOLVED_LATE),)
        ),
        Measure("refused", "Từ chối, không đủ điều kiện", (_closed(*_REFUSED),)),
        Measure("withdrawn", "Tổ chức, cá nhân rút; dừng theo đề nghị", (_closed(*_WITHDRAWN),)),
        Measure("taken_back", "Tổ chức, cá nhân rút hồ sơ", (_closed(*_TAKEN_BACK),)),
        Measure("stopped", "Dừng giải quyết theo đề nghị", (_closed(*_STOPPED),)),
        Measure("other_closed_late", "Từ chối, rút khi đã quá hạn", (_closed(*_OTHER_CLOSED_LATE),)),
        Measure(
            "refused_or_withdrawn", "Từ chối, rút, dừng theo đề nghị", (_closed(*_REFUSED, *_WITHDRAWN),)
        ),
        Measure("closed_in_time", "Kết thúc trước hạn, đúng hạn", (_closed(*_CLOSED_IN_TIME),)),
        Measure("closed", "Kết thúc trong kỳ", (_closed(*CLOSED),)),
        Measure("open_in_term", "Đang giải quyết, trong hạn", (_closing(_A.IN_TERM),)),
        Measure("open_overdue", "Đang giải quyết, quá hạn", (_closing(_A.OVERDUE),)),
        Measure("awaiting_supplement", "Chờ bổ sung hồ sơ", (_closing(*_AWAITING),)),
        Measure("paused", "Chờ nghĩa vụ tài chính, tạm dừng", (_closing(*_PAUSED),)),
        Measure(
            "awaiting_payment",
            "Chờ thực hiện nghĩa vụ tài chính",
            (_closing(_A.AWAITING_PAYMENT, _A.AWAITING_PAYMENT_OVERDUE),),
        ),
        Measure("suspended", "Tạm dừng", (_closing(_A.SUSPENDED, _A.SUSPENDED_OVERDUE),)),
        Measure(
            "waiting_in_term",
            "Đang chờ, còn trong hạn",
            (_closing(_A.AWAITING_SUPPLEMENT, _A.AWAITING_PAYMENT, _A.SUSPENDED),),
        ),
        Measure(
            "waiting_overdue",
            "Đang chờ, đã quá hạn",
            (_closing(_A.AWAITING_SUPPLEMENT_OVERDUE, _A.AWAITING_PAYMENT_OVERDUE, _A.SUSPENDED_OVERDUE),),
        ),
        Measure(
            "in_term_or_waiting",
            "Đang giải quyết trong hạn, cả hồ sơ đang chờ",
            (_closing(*(OPEN - LATE_OPEN)),),
        ),
        Measure(
            "overdue_or_waiting_overdue",
            "Đang giải quyết quá hạn, cả hồ sơ đang chờ",
            (_closing(*LATE_OPEN),),
        ),
        Measure("open", "Chưa giải quyết xong cuối kỳ", (_closing(*OPEN),)),
        Measure("lodged", "Chờ tiếp nhận", (_closing(_A.LODGED),)),
        Measure("lodged_supplement", "Chờ bổ sung trước tiếp nhận", (_closing(_A.LODGED_SUPPLEMENT),)),
        Measure("turned_away", "Không được tiếp nhận trong kỳ", (_TURNED_AWAY,)),
        Measure("digitised", "Hồ sơ được số hóa", (_received(digitised=(1,)), _opening(digitised=(1,)))),
        Measure(
            "fee_dossiers", "Hồ sơ phải nộp phí, lệ phí", (_received(fee_due=(1,)), _opening(fee_due=(1,)))
        ),
        Measure(
            "fee_paid_online",
            "Nộp phí, lệ phí trực tuyến",
            (_received(fee_due=(1,), paid_online=(1,)), _opening(fee_due=(1,), paid_online=(1,))),
        ),
        Measure(
            "fee_paid_otherwise",
            "Phí, lệ phí chưa nộp hoặc nộp trực tiếp",
            (_received(fee_due=(1,), paid_online=(0,)), _opening(fee_due=(1,), paid_online=(0,))),
        ),
    )
}

STATEMENT = (
    "received_online", "received_direct_or_postal", "carried_over", "early", "on_time", "late", "refused",
    "withdrawn", "open_in_term", "open_overdue", "awaiting_supplement", "paused",
)  # fmt: skip
"""The figures of a statement, in their order."""

FACTS = ("digitised", "fee_dossiers", "fee_paid_online")
"""Figures beside the state, counted over the dossiers carried over and received."""

SIDE = ("reopened", "transferred_in", "transferred_out")
"""Flows of their own, so that the identity holds where a dossier came back or changed its unit."""


def figures(cells: Iterable[Cell], names: tuple[str, ...] = STATEMENT) -> dict[str, int]:
    """The named figures over these cells."""
    values = dict.fromkeys(names, 0)
    for cell in cells:
        for name, part, before, end in _terms(names, cell.from_account, cell.to_account):
            if not part.only or part.keeps(cell):
                values[name] += before * cell.before + end * cell.end
    return values


@lru_cache(maxsize=4096)
def _terms(names: tuple[str, ...], origin: int, target: int) -> tuple[tuple[str, Part, int, int], ...]:
    weighed = ((name, part, *part.weights(origin, target)) for name in names for part in MEASURES[name].parts)
    return tuple(term for term in weighed if term[2:] != (0, 0))


class Unbalanced(AssertionError):
    """A statement in which opening + received does not equal closed + closing."""

    def __init__(self, entered: int, left: int) -> None:
        super().__init__(f"opening + entered = {entered}, closed + closing = {left}")
        self.entered = entered
        self.left = left


def check_identity(values: Mapping[str, int]) -> None:
    """Opening + received + reopened + in = closed + out + closing; raises Unbalanced.

    `values` holds the figures of `IDENTITY`.
    """
    entered = sum(values[name] for name in IDENTITY[0])
    left = sum(values[name] for name in IDENTITY[1])
    if entered != left:
        raise Unbalanced(entered, left)


IDENTITY = (
    ("carried_over", "received", "reopened", "transferred_in"),
    ("closed", "transferred_out", "open"),
)
"""The figures on both sides of the identity that every statement keeps."""
