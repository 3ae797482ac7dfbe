"""The board on the centre's wall: large, for everybody in the hall; nothing personal, nothing to sign in or out with."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.live.board import Board, board_of_now
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
    again = f"{reverse('board-wall-changed', args=[request.unit.pk])}?{request.GET.urlencode()}"
    return render(request, "live/wall.html", told(board_of_now(request)) | {"again": again})


@unit_page(SEE_FIGURES)
def changed(request: UnitRequest) -> HttpResponse:
    """The part of it that changes; 204 while the mark that the page has is still right."""
    board = board_of_now(request)
    return if_changed(request, board, "live/wall_parts.html", lambda: told(board))


def told(board: Board) -> dict[str, Any]:
    """What stands on the wall of a board."""
    board.list_address = ""
    mark, found = mark_of(board), shown(board, "field")
    by_key = {one.key: one for one in found.headlines}
    table = found.tables["communes" if board.scope.many else "by"]
    return {
        "figures": [by_key[key] for key in SHOWN if key in by_key],
        "table": table,
        "lines": table.lines[:FIELDS],
        "ahead": found.tables["ahead"],
        "mark": mark,
        "moment": board.at.instant,
    }
