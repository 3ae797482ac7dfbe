"""Which dossiers a list of a board holds, in which order, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.boards.access import UnitRequest
from motcua.boards.clock import now
from motcua.boards.listed import SORTS, in_order
from motcua.boards.live.board import Board, board_of
from motcua.boards.live.choice import day_in
from motcua.boards.live.department import department_flowed
from motcua.boards.live.rows import Row
from motcua.boards.live.then import Then, then_of
from motcua.boards.live.words import FLOWS
from motcua.dossiers.models import Dossier
from motcua.ledger import lists
from motcua.people.models import User
from motcua.people.policies import SEE_DOSSIERS
from motcua.rules.instants import Day, Instant, date_of
from motcua.rules.periods import between

_LAST = 2**62


@dataclass(frozen=True)
class Listing:
    """A list of a board: what was asked for, and the keys of its dossiers in their order.

    `flow` and `day`: what flowed on a day instead of what is in hand.
    """

    board: Board
    flow: str
    day: Day | None
    sort: str
    keys: list[int]

    @property
    def present(self) -> Instant:
        """As of when a list tells how dossiers stand at present; a board of now has read its minute already."""
        return now() if self.board.past else self.board.at.instant

    def then(self, keys: list[int]) -> dict[int, Then]:
        """How those of these dossiers stood that were in hand at the earlier instant of the board; empty for now."""
        if not self.board.past or self.flow:
            return {}
        wanted = set(keys)
        return then_of(self.board, [row for row in self.board.rows if row.dossier in wanted])


def listing_of(request: UnitRequest) -> Listing:
    """The list that an address asks for."""
    board, day = board_of(request, SEE_DOSSIERS), day_in(request.GET.get("day", ""))
    flow = request.GET.get("flow", "") if day is not None else ""
    flow = flow if flow in FLOWS else ""
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "received" if flow == "received" else "finished" if flow else "due"
    if flow and day is not None:
        return Listing(board, flow, day, sort, in_order(_flowed(board, flow, day), sort))
    keys = (
        _then_in_order(board.rows, sort)
        if board.past
        else in_order([row.dossier for row in board.rows], sort)
    )
    return Listing(board, "", day, sort, keys)


def _flowed(board: Board, flow: str, day: Day) -> list[int]:
    on, choice = date_of(day), board.choice
    if not board.scope.units or not board.told:
        return []
    if board.scope.department is not None:
        return department_flowed(board.scope, choice, flow, day)
    return lists.dossiers(
        board.scope.units, between(on, on), flow, choice.field, choice.system, choice.known_at
    )


def _then_in_order(rows: list[Row], sort: str) -> list[int]:
    """Rows of an earlier instant by what was known then."""
    if sort not in ("due", "received"):
        return in_order([row.dossier for row in rows], sort)
    values = {row.dossier: row.overdue_at if sort == "due" else row.received for row in rows}
    return sorted(values, key=lambda key: (_LAST if values[key] is None else values[key], key))


def officers_of(dossiers: list[int]) -> dict[int, str]:
    """The names of those who have these dossiers now."""
    if not dossiers:
        return {}
    found = User.objects.filter(works__in=dossiers).values_list("works", "full_name", "username")
    return {dossier: name or username for dossier, name, username in found}


def units_of(dossiers: list[int]) -> dict[int, str]:
    """The names of the units that have these dossiers now."""
    return dict(Dossier.objects.filter(pk__in=dossiers).values_list("pk", "unit__name"))
