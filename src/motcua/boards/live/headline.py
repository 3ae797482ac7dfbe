"""The figures on top of a board, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from motcua.boards.live.board import Board
from motcua.boards.live.counted import WEEK, coming
from motcua.boards.live.flows import link
from motcua.boards.live.tables import Cell
from motcua.boards.live.words import due_on_the_day, flows_of_the_day
from motcua.boards.written import number
from motcua.findings.keep import last_recount
from motcua.findings.words import share
from motcua.ledger.daily import Flows


@dataclass(frozen=True)
class Headline:
    """A figure with its words; `tone` late, today or nothing."""

    key: str
    label: str
    cell: Cell
    note: str = ""
    tone: str = ""


def headlines(board: Board, today: Flows | None) -> list[Headline]:
    """The figures of a unit's board; `today` what flowed, where that can be told."""
    overdue = board.figure(board.rows, late=True, part="overdue")
    waiting = overdue.value - board.figure(board.rows, part="running-late").value
    also = _("of these %(n)s waiting") % {"n": number(waiting)} if waiting else ""
    until = coming(board.calendar, board.at.day)
    found = [
        Headline("overdue", _("Overdue"), overdue, also, "late" if overdue.value else ""),
        _today(board),
        Headline("soon", _("1–2 working days left"), board.figure(board.rows, band="left-1,left-2")),
        Headline("ahead", ahead_label(), board.figure(board.rows, until=until), _("if nothing happens")),
        Headline("open", _("Being resolved"), board.figure(board.rows, part="open")),
        standing_still(board.figure(board.rows, part="waiting")),
        Headline("lodged", _("Awaiting acceptance"), board.figure(board.rows, part="lodged")),
        *([] if board.past else [_silent(board), *_agreeing(board)]),
    ]
    return found + (flowing(board, today) if today is not None else [])


def standing_still(cell: Cell) -> Headline:
    """What waits."""
    return Headline("waiting", pgettext("column", "Waiting"), cell, _("clock standing still"))


def ahead_label() -> str:
    """What becomes late soon, in words."""
    return _("Late within %(n)s working days") % {"n": WEEK}


def _today(board: Board) -> Headline:
    cell = board.figure(board.rows, band="left-0")
    return Headline("today", due_on_the_day(board.past), cell, tone="today" if cell.value else "")


def _silent(board: Board) -> Headline:
    count = sum(map(board.silent, board.rows))
    cell = Cell(count, board.link(board.choice.with_(silent=True), count), count > 0)
    return Headline("silent", _("Not heard of"), cell, _("led by other systems"), "today" if count else "")


def _agreeing(board: Board) -> list[Headline]:
    """On how many of the dossiers compared all systems agree, where a unit has been compared."""
    recount = None if board.scope.many or board.scope.department else last_recount(board.unit)
    if recount is None or not recount.known:
        return []
    address = reverse("findings", args=[board.unit]) if board.list_address else ""
    apart = recount.known - recount.agreeing
    note = ngettext("%(n)s dossier differs", "%(n)s dossiers differ", apart) % {"n": number(apart)}
    cell = Cell(apart, address, text=share(recount.agreeing, recount.known))
    return [Headline("agree", _("All systems agree"), cell, note, "today" if apart else "")]


def flowing(board: Board, today: Flows) -> list[Headline]:
    """What was received and resolved on the day of the board."""
    words = zip(("received", "resolved"), flows_of_the_day(board.past), today, strict=True)
    return [
        Headline(flow, label, Cell(count, link(board, flow, board.at.day, count)))
        for flow, label, count in words
    ]
