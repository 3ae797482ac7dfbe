"""The most urgent dossiers of a board, as it shows them without a further click."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.boards.listed import lines
from motcua.boards.live.board import Board
from motcua.boards.live.rows import Row
from motcua.boards.live.tables import Cell, Line, Table
from motcua.boards.live.then import then_of
from motcua.boards.live.waits import step_name
from motcua.boards.standing import Standing
from motcua.boards.written import NONE, moment
from motcua.dossiers.models import Dossier
from motcua.people.models import User
from motcua.rules.urgency import NO_TERM

MOST = 10


@dataclass(frozen=True)
class Urgent:
    """A dossier, how it stands, what it is about, who has it (of an earlier instant: the system), in which step, when due."""

    dossier: Dossier
    standing: Standing
    about: str
    who: str
    step: str
    due: str


def urgent_table(found: list[Urgent]) -> Table:
    """The same as a table of words, for a file."""
    columns = (_("Procedure"), _("Officer"), _("Step"), _("Due"), _("State"), _("Term"))
    lines = tuple(Line(one.dossier.code, tuple(Cell(text=text) for text in _words(one))) for one in found)
    return Table("urgent", _("The most urgent dossiers"), _("Code"), columns, lines)


def _words(one: Urgent) -> tuple[str, ...]:
    words = (one.about, one.who, one.step, one.due, one.standing.state, one.standing.note)
    return tuple(word or NONE for word in words)


def urgent(board: Board) -> list[Urgent]:
    """The dossiers whose clock runs and that are or become overdue first."""
    running = [row for row in board.rows if row.band not in ("", NO_TERM)]
    first = sorted(running, key=lambda row: (row.overdue_at or 0, row.dossier))[:MOST]
    return told(board, first)


def told(board: Board, rows: list[Row]) -> list[Urgent]:
    """These rows with what a list says of them, in their order."""
    if board.past:
        return _told_then(board, rows)
    officers = {row.officer for row in rows if row.officer}
    names = {one.pk: one.get_full_name() for one in User.objects.filter(pk__in=officers)}
    shown = lines([row.dossier for row in rows], board.at.instant, board.calendar)
    return [
        Urgent(
            line.dossier, line.standing, line.dossier.cell.about,
            names.get(row.officer or 0, "") or line.dossier.authority.name,
            step_name(row.step) if row.step else "",
            moment(line.dossier.due_at),
        )
        for row, line in zip(rows, shown, strict=True)
    ]  # fmt: skip


def _told_then(board: Board, rows: list[Row]) -> list[Urgent]:
    then = then_of(board, rows)
    found = Dossier.objects.in_bulk([row.dossier for row in rows])
    every = ((found[row.dossier], then[row.dossier]) for row in rows)
    return [Urgent(one, how.standing, how.about, how.system, "", how.due) for one, how in every]
