"""Dossiers of an earlier instant, each with how it stood then: what its row of the present may no longer say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from motcua.boards.live.board import Board
from motcua.boards.live.rows import Row
from motcua.boards.standing import Standing, standing_in
from motcua.boards.written import day
from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Cell
from motcua.rules.instants import date_of
from motcua.rules.terms import Due


@dataclass(frozen=True)
class Then:
    """How a dossier stood, in what it was counted; the days as people write them, a dash where none was known."""

    standing: Standing
    about: str
    unit: str
    system: str
    received: str
    due: str


def then_of(board: Board, rows: Sequence[Row]) -> dict[int, Then]:
    """These rows of an earlier instant as a list tells them, by dossier."""
    cells, units = _cells(rows), Unit.objects.in_bulk({row.unit for row in rows})
    return {row.dossier: _then(board, row, cells[row.cell], units[row.unit].name) for row in rows}


def _cells(rows: Sequence[Row]) -> dict[int, Cell]:
    related = Cell.objects.select_related("procedure", "field", "system")
    found: dict[int, Cell] = {}
    for chunk in chunks({row.cell for row in rows}):
        found |= related.in_bulk(chunk)
    return found


def _then(board: Board, row: Row, cell: Cell, unit: str) -> Then:
    return Then(
        _standing(standing_in(row.account, _due(row), board.at.instant, board.calendar)),
        cell.about,
        unit,
        cell.system.name,
        day(row.received),
        day(None if row.due is None else date_of(row.due)),
    )


def _standing(stood: Standing) -> Standing:
    """What was due on the day of the board was not due today."""
    return replace(stood, state=_("In progress, due that day")) if stood.tone == "today" else stood


def _due(row: Row) -> Due | None:
    if row.due is None or row.overdue_at is None:
        return None
    return Due(row.overdue_at, row.due, False, row.overdue_at)
