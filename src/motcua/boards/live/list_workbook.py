"""A list of a board as a workbook; one of an earlier instant tells how each dossier stood then and how it stands now."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from motcua.boards import list_file
from motcua.boards.list_file import MOST, Column, Value, how_many, on_day
from motcua.boards.listed import Line, lines
from motcua.boards.live.board import Board
from motcua.boards.live.listing import Listing, officers_of, units_of
from motcua.boards.live.then import Then
from motcua.boards.written import moment
from motcua.dossiers.bulk import chunks


def as_xlsx(found: Listing, unit: str, what: str) -> bytes:
    """The bytes of the workbook; `what` says in words which dossiers these are."""
    notes = [f"{unit} · {stood_at(found.board)}", how_many(len(found.keys))]
    if found.board.past and not found.flow:
        return list_file.as_xlsx(what, notes, _columns_then(), _rows_then(found))
    return list_file.as_xlsx(what, notes, _columns(), _rows(found))


def stood_at(board: Board) -> str:
    """Of which instant a board is, in words."""
    words = _("As known at %(moment)s") if board.past else _("At %(moment)s")
    return words % {"moment": moment(board.choice.known_at if board.past else board.at.instant)}


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Code"), 30), Column(_("Unit"), 24), Column(_("Procedure"), 50), Column(_("Officer"), 22),
        Column(_("Received"), 12), Column(_("Due"), 12), Column(_("State at present"), 28), Column(_("Term"), 22),
        Column(_("System"), 28),
    )  # fmt: skip


def _columns_then() -> tuple[Column, ...]:
    return (
        Column(_("Code"), 30), Column(_("Unit"), 24), Column(_("Procedure"), 50), Column(_("Received"), 12),
        Column(_("Due"), 12), Column(_("State then"), 28), Column(_("Term then"), 22), Column(_("State at present"), 28),
        Column(_("System"), 28),
    )  # fmt: skip


def _lines(found: Listing) -> Iterator[tuple[list[int], tuple[Line, ...]]]:
    for chunk in chunks(found.keys[:MOST]):
        yield chunk, lines(chunk, found.present, found.board.calendar)


def _rows(found: Listing) -> Iterator[tuple[Value, ...]]:
    for keys, shown in _lines(found):
        officers, units = officers_of(keys), units_of(keys)
        yield from (_cells(line, officers, units) for line in shown)


def _cells(line: Line, officers: dict[int, str], units: dict[int, str]) -> tuple[Value, ...]:
    dossier, cell = line.dossier, line.dossier.cell
    return (
        dossier.code, units[dossier.pk], cell.procedure.name if cell.procedure else cell.field.name,
        officers.get(dossier.pk), on_day(dossier.received_at), on_day(dossier.due_at), line.standing.state,
        line.standing.note, dossier.authority.name,
    )  # fmt: skip


def _rows_then(found: Listing) -> Iterator[tuple[Value, ...]]:
    for keys, shown in _lines(found):
        then = found.then(keys)
        yield from (_cells_then(line, then[line.dossier.pk]) for line in shown)


def _cells_then(line: Line, then: Then) -> tuple[Value, ...]:
    return (
        line.dossier.code, then.unit, then.about, then.received, then.due, then.standing.state, then.standing.note,
        line.standing.state, then.system,
    )  # fmt: skip
