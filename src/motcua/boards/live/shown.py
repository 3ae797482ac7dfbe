"""A board as the page and its files show it: headlines and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.boards.access import UnitRequest
from motcua.boards.live import apologies, counted, flows, province, silent, waits
from motcua.boards.live.board import Board
from motcua.boards.live.choice import Choice
from motcua.boards.live.headline import Headline, headlines
from motcua.boards.live.tables import Table
from motcua.boards.live.urgent import Urgent, urgent
from motcua.boards.live.words import DIMENSIONS, KEPT_DIMENSIONS
from motcua.ledger.changes import changes


@dataclass
class Shown:
    """A board, its headlines and tables in the order of the page, and its most urgent dossiers."""

    board: Board
    by: str
    headlines: list[Headline]
    tables: dict[str, Table]
    urgent: list[Urgent] = field(default_factory=list)


def by_of(request: UnitRequest) -> str:
    """The dimension by which an address counts."""
    by = request.GET.get("by", "field")
    return by if by in DIMENSIONS else "field"


def shown(board: Board, by: str) -> Shown:
    """All that a board shows."""
    if not board.told:
        return Shown(board, by, [], {})
    if board.past and by not in KEPT_DIMENSIONS:
        by = "field"
    return _province(board, by) if board.scope.many else _unit(board, by)


def _unit(board: Board, by: str) -> Shown:
    days, today = flows.by_day(board) if flows.told(board) else (None, None)
    found = (
        counted.by_band(board), counted.late_ahead(board), counted.by_dimension(board, by), waits.by_whom(board),
        None if board.past else waits.by_step(board), apologies.due_and_sent(board), days,
        None if board.past else silent.by_source(board),
    )  # fmt: skip
    tables = {table.key: table for table in found if table is not None}
    return Shown(board, by, headlines(board, today), tables, urgent(board) if board.list_address else [])


def _province(board: Board, by: str) -> Shown:
    # Roll-ups know units and nothing else: what an address narrows them to is left aside, in their links too.
    board.choice = Choice(known_at=board.choice.known_at)
    communes = province.Communes(board)
    table = province.by_commune(communes)
    days, _today = flows.by_day(board)
    found = (province.most_overdue(table), province.late_ahead(communes), table, days)
    return Shown(board, by, province.headlines(communes, table), {one.key: one for one in found})


def mark_of(board: Board) -> str:
    """What a page compares: how often anything has changed, and the minute, for time alone makes dossiers late."""
    return f"{changes(board.scope.units)}-{board.at.day}-{board.at.minute}"
