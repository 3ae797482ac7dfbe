"""The board on the centre's wall: large, for everybody in the hall; nothing personal, nothing to sign in or out with."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.live.board import Board, board_of
from motcua.boards.live.shown import mark_of, shown
from motcua.boards.live.views import if_changed
from motcua.people.policies import SEE_FIGURES

SHOWN = ("received", "resolved", "open", "today", "overdue", "waiting")
"""Headlines of the wall, in this order."""
FIELDS = 8
"""Rows of the table; a hall reads no more from afar."""


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The wall view of a unit."""
    return render(request, "live/wall.html", _context(request, board_of(request)))


@unit_page(SEE_FIGURES)
def changed(request: UnitRequest) -> HttpResponse:
    """The part of it that changes; 204 while the mark that the page has is still right."""
    return if_changed(request, "live/wall_parts.html", _context)


def _context(request: UnitRequest, board: Board) -> dict[str, Any]:
    board.list_address = ""
    mark, told = mark_of(board), shown(board, "field")
    by_key = {one.key: one for one in told.headlines}
    table = told.tables["communes" if board.scope.many else "by"]
    return {
        "figures": [by_key[key] for key in SHOWN if key in by_key],
        "table": table,
        "lines": table.lines[:FIELDS],
        "ahead": told.tables["ahead"],
        "mark": mark,
        "moment": board.at.instant,
    }
