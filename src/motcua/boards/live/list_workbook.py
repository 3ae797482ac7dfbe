"""A list of a board as a workbook; one of an earlier instant tells how each dossier stood then and how it stands now."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from motcua.boards import list_file
from motcua.boards.list_file import Column, how_many, in_chunks, on_day
from motcua.boards.listed import Line
from motcua.boards.live.board import Board
from motcua.boards.live.listing import Listing, officers_of, units_of
from motcua.boards.live.then import Then
from motcua.boards.written import moment

Now = tuple[Line, str, str]
"""A line, the unit and the officer that have the dossier."""
Past = tuple[Line, Then]
"""A line, and how the dossier stood then."""


def as_xlsx(found: Listing, unit: str, what: str) -> bytes:
    """The bytes of the workbook; `what` says in words which dossiers these are."""
    notes = [f"{unit} · {stood_at(found.board)}", how_many(len(found.keys))]
    if found.board.past and not found.flow:
        return list_file.as_xlsx(what, notes, _columns_then(), _then(found))
    return list_file.as_xlsx(what, notes, _columns(), _now(found))


def stood_at(board: Board) -> str:
    """Of which instant a board is, in words."""
    words = _("As known at %(moment)s") if board.past else _("At %(moment)s")
    return words % {"moment": moment(board.choice.known_at if board.past else board.at.instant)}


def _now(found: Listing) -> Iterator[Now]:
    for keys, shown in in_chunks(found.keys, found.present, found.board.calendar):
        officers, units = officers_of(keys), units_of(keys)
        yield from ((one, units[one.dossier.pk], officers.get(one.dossier.pk, "")) for one in shown)


def _then(found: Listing) -> Iterator[Past]:
    for keys, shown in in_chunks(found.keys, found.present, found.board.calendar):
        then = found.then(keys)
        yield from ((one, then[one.dossier.pk]) for one in shown)


def _columns() -> tuple[Column[Now], ...]:
    return (
        Column(_("Code"), 30, lambda one: one[0].dossier.code),
        Column(_("Unit"), 24, lambda one: one[1]),
        Column(_("Procedure"), 50, lambda one: one[0].dossier.cell.about),
        Column(_("Officer"), 22, lambda one: one[2]),
        Column(_("Received"), 12, lambda one: on_day(one[0].dossier.received_at)),
        Column(_("Due"), 12, lambda one: on_day(one[0].dossier.due_at)),
        Column(_("State at present"), 28, lambda one: one[0].standing.state),
        Column(_("Term"), 22, lambda one: one[0].standing.note),
        Column(_("System"), 28, lambda one: one[0].dossier.authority.name),
    )


def _columns_then() -> tuple[Column[Past], ...]:
    return (
        Column(_("Code"), 30, lambda one: one[0].dossier.code),
        Column(_("Unit"), 24, lambda one: one[1].unit),
        Column(_("Procedure"), 50, lambda one: one[1].about),
        Column(_("Received"), 12, lambda one: one[1].received),
        Column(_("Due"), 12, lambda one: one[1].due),
        Column(_("State then"), 28, lambda one: one[1].standing.state),
        Column(_("Term then"), 22, lambda one: one[1].standing.note),
        Column(_("State at present"), 28, lambda one: one[0].standing.state),
        Column(_("System"), 28, lambda one: one[1].system),
    )
