"""The most urgent dossiers of a board, as it shows them without a further click."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.boards.listed import lines
from motcua.boards.live.board import Board
from motcua.boards.live.rows import Row
from motcua.boards.live.waits import step_name
from motcua.boards.standing import Standing
from motcua.dossiers.models import Dossier
from motcua.people.models import User
from motcua.rules.urgency import NO_TERM

MOST = 10


@dataclass(frozen=True)
class Urgent:
    """A dossier, how it stands, who has it and in which step."""

    dossier: Dossier
    standing: Standing
    officer: str
    step: str


def urgent(board: Board) -> list[Urgent]:
    """The dossiers whose clock runs and that are or become overdue first."""
    running = [row for row in board.rows if row.band not in ("", NO_TERM)]
    first = sorted(running, key=lambda row: (row.overdue_at or 0, row.dossier))[:MOST]
    return told(board, first)


def told(board: Board, rows: list[Row]) -> list[Urgent]:
    """These rows with what a list says of them, in their order."""
    officers = {row.officer for row in rows if row.officer}
    names = {one.pk: one.get_full_name() for one in User.objects.filter(pk__in=officers)}
    shown = lines([row.dossier for row in rows], board.at.instant, board.calendar)
    return [
        Urgent(
            line.dossier,
            line.standing,
            names.get(row.officer or 0, ""),
            step_name(row.step) if row.step else "",
        )
        for row, line in zip(rows, shown, strict=True)
    ]
