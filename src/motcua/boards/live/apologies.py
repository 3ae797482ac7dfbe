"""Apologies (văn bản xin lỗi, hẹn lại): which are due, and which were sent for what is still in hand.

Source: Nghị định 61/2018/NĐ-CP, điều 19: at the latest one day before the term is over.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from motcua.boards.live.board import Board
from motcua.boards.live.tables import Cell, Line, Table


def due_and_sent(board: Board) -> Table:
    """How many are due, by how late that is, and how many were sent."""
    lines = (
        _line(board, _("Overdue, no apology sent"), late=True, part="overdue", sorry=False),
        _line(board, _("Due within a working day, no apology sent"), band="left-0,left-1", sorry=False),
        _line(board, _("Apology sent, still being resolved"), part="open", sorry=True),
    )
    return Table(
        "apologies", _("Apologies due and sent"), _("State"), (_("Dossiers"),), lines,
        note=_("Where it cannot be done in time the apology goes out at the latest one day before the term is over. Letters sent by other systems are not known here."),
    )  # fmt: skip


def _line(board: Board, label: str, *, late: bool = False, sorry: bool, **asks: Any) -> Line:
    choice = board.choice.with_(sorry=sorry, **asks)
    count = sum((row.dossier in board.sorry) == sorry and choice.holds(row) for row in board.rows)
    return Line(label, (Cell(count, board.link(choice, count), late and count > 0),))
