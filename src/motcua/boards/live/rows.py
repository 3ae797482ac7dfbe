"""The dossiers that a unit has in hand, each with all that boards count it by: figures are lengths of these lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from motcua.boards.live.scope import Scope
from motcua.casework.models import AgencyTask
from motcua.catalogue.calendars import calendar_of
from motcua.dossiers.models import Act
from motcua.ledger.named_sql import rows
from motcua.ledger.rolled import Minute
from motcua.rules.accounts import Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Day, Instant, local_day
from motcua.rules.urgency import IN_HAND, band_of

PACKAGE = "motcua.boards.live"
STATES = sorted(int(account) for account in IN_HAND)
_TRANSFERRED = int(Account.TRANSFERRED)
_ACCOUNTS = {int(account): account for account in Account}


class Row(NamedTuple):
    """A dossier in hand. Keys of dossier, unit and dimensions; `who` it waits for; `since` when it is in its step; `leader` the
    system that leads it, `own` where that is ours."""

    dossier: int
    unit: int
    field: int
    system: int
    channel: int
    level: int
    lane: int
    account: Account
    due: Day | None
    overdue_at: Instant | None
    band: str
    who: str
    officer: int | None
    department: int | None
    step: str
    since: Instant | None
    received: Instant | None
    leader: int
    own: bool
    cell: int = 0
    """Of an earlier instant: the combination of dimensions in which it was counted."""


def in_hand(scope: Scope, at: Minute) -> list[Row]:
    """The dossiers in hand in a minute, of every unit of a scope."""
    asked, calendars = _asked_elsewhere(scope), {unit: calendar_of(unit) for unit in scope.units}
    every = (_row(found, at, asked, calendars[found[1]]) for found in _found(scope, at))
    return [row for row in every if row.account in IN_HAND]


def values(scope: Scope) -> dict[str, Any]:
    """What the named statements of this folder are asked with."""
    return {"units": list(scope.units), "open": STATES}


def _found(scope: Scope, at: Minute) -> list[tuple[Any, ...]]:
    if not scope.units:
        return []
    department = {"any_department": int(scope.department is None), "department": scope.department or 0}
    return rows("in_hand", values(scope) | department | {"now": at.instant}, PACKAGE)


def _asked_elsewhere(scope: Scope) -> set[int]:
    """Dossiers of which another agency has been asked and has not answered."""
    asked = AgencyTask.objects.filter(dossier__unit__in=scope.units, answered_at=None)
    return set(asked.values_list("dossier", flat=True))


def _row(found: tuple[Any, ...], at: Minute, asked: set[int], calendar: WorkingCalendar) -> Row:
    (
        dossier,
        unit,
        field,
        system,
        channel,
        level,
        lane,
        sums,
        times,
        ahead,
        received,
        due_at,
        leader,
        *work,
    ) = found
    account = account_of(sums)
    officer, department, role, workflow, step, since = work
    overdue_at = ahead if times == 1 else None
    due = _due(account, overdue_at, due_at)
    return Row(
        dossier, unit, field, system, channel, level, lane, account, due, overdue_at or due_at,
        band_of(account, due, at.day, calendar), _who(account, role, officer, dossier in asked), officer,
        department, f"{workflow}.{step}" if workflow and step else "", since, received, leader,
        role is not None,
    )  # fmt: skip


def account_of(sums: int) -> Account:
    """The account in which the steps of a dossier within a cell end."""
    return _ACCOUNTS.get(sums % _TRANSFERRED, Account.OUTSIDE)


def _due(account: Account, overdue_at: Instant | None, due_at: Instant | None) -> Day | None:
    """The day a dossier is due: that before the instant from which it is overdue."""
    if account in (Account.IN_TERM, Account.OVERDUE) and overdue_at is not None:
        return local_day(overdue_at - 1)
    return None if due_at is None else local_day(due_at)


STANDING_STILL = {
    Account.LODGED: "counter", Account.LODGED_SUPPLEMENT: "completion",
    Account.AWAITING_SUPPLEMENT: "supplement", Account.AWAITING_SUPPLEMENT_OVERDUE: "supplement",
    Account.AWAITING_PAYMENT: "payment", Account.AWAITING_PAYMENT_OVERDUE: "payment",
    Account.SUSPENDED: "suspension", Account.SUSPENDED_OVERDUE: "suspension",
}  # fmt: skip
WORKED_ON = "worked"
"""For whom a dossier of an earlier instant waited whose clock ran: somebody, of whom nothing is kept."""
STILL = sorted(int(account) for account in STANDING_STILL)
"""Accounts in which a dossier waits for its applicant or for an answer at the counter, or is suspended."""
Stops: TypeAlias = dict[int, list[tuple[Account, Account, Instant]]]
_TURNS = {"leader": "leader", "head": "head", "director": "head", "counter": "counter"}


def _who(account: Account, role: str | None, officer: int | None, asked: bool) -> str:
    """For whom a dossier waits, as a key of `live/words.py`."""
    if account in STANDING_STILL:
        return STANDING_STILL[account]
    if role is None:
        return "elsewhere"
    if asked:
        return "agency"
    if officer is None and role != "counter":
        return "assign"
    return _TURNS.get(role, "officer")


def stops(scope: Scope) -> Stops:
    """By dossier in hand the moves by which its clock stood still or ran on, the earliest first."""
    return stops_of(rows("waits", values(scope) | {"still": STILL}, PACKAGE) if scope.units else [])


def stops_of(moves: Iterable[tuple[int, int, int, Instant]]) -> Stops:
    """Moves as (dossier, account from, account to, instant) by their dossiers, in their order."""
    found: Stops = {}
    for dossier, origin, target, at in moves:
        found.setdefault(dossier, []).append((Account(origin), Account(target), at))
    return found


def heard(scope: Scope) -> dict[int, Instant]:
    """By dossier in hand: for when the system that leads it spoke of it last."""
    found = rows("heard", values(scope), PACKAGE) if scope.units else []
    return {dossier: last for dossier, last in found if last is not None}


def apologised(scope: Scope) -> frozenset[int]:
    """The dossiers in hand whose applicants were sent an apology with a new appointment."""
    sent = Act.objects.filter(kind="apologised", dossier__unit__in=scope.units, dossier__state__in=STATES)
    return frozenset(sent.values_list("dossier", flat=True))
