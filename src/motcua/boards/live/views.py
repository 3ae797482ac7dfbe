"""Bảng theo dõi: what a unit has in hand at present, changing on the screen as it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.clock import now
from motcua.boards.downloads import as_file
from motcua.boards.freshness import stale
from motcua.boards.live.board import Board, board_of
from motcua.boards.live.counted import names_of
from motcua.boards.live.list_workbook import stood_at
from motcua.boards.live.shown import Shown, by_of, mark_of, shown
from motcua.boards.live.urgent import urgent_table
from motcua.boards.live.words import DIMENSIONS, KEPT_DIMENSIONS
from motcua.boards.live.workbook import as_xlsx
from motcua.boards.written import iso
from motcua.people.policies import SEE_FIGURES
from motcua.rules.instants import date_of


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The board of a unit."""
    return render(request, "live/page.html", _context(request, board_of(request)))


@unit_page(SEE_FIGURES)
def changed(request: UnitRequest) -> HttpResponse:
    """The part of the board that changes; 204 while the mark that the page has is still right."""
    board = board_of(request)
    return if_changed(request, board, "live/parts.html", lambda: _context(request, board))


def if_changed(
    request: HttpRequest, board: Board, template: str, context: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """A template filled anew; 204 while the mark that the page has is still right."""
    if request.GET.get("mark") == mark_of(board):
        return HttpResponse(status=204)
    return render(request, template, context())


def _context(request: UnitRequest, board: Board) -> dict[str, Any]:
    # The mark is read before the figures: what changes between the two is shown a second later.
    mark, told, past = mark_of(board), shown(board, by_of(request)), board.past
    return {
        "shown": told,
        "tables": told.tables,
        "drawn": {key: table.drawn for key, table in told.tables.items() if table.plot and table.lines},
        "mark": mark,
        "moment": board.at.instant,
        "past": past,
        "unheard": board.unheard,
        "asked": board.choice,
        "now": now(),
        "filters": [] if board.scope.many else _filters(board),
        "narrowed": any(getattr(board.choice, name) is not None for name in DIMENSIONS),
        "dimensions": {name: DIMENSIONS[name] for name in KEPT_DIMENSIONS} if past else DIMENSIONS,
        "stale": [] if board.scope.many or past else stale(request.unit.pk, board.at.instant),
        "own": board.choice.officer == request.user.pk,
    }


def _filters(board: Board) -> list[dict[str, Any]]:
    """The values of each dimension by which the board can be narrowed, where there are several."""
    found = []
    for name in KEPT_DIMENSIONS if board.past else DIMENSIONS:
        keys = {getattr(row, name) or 0 for row in board.every}
        wanted = getattr(board.choice, name)
        if len(keys) > 1 or wanted is not None:
            names = names_of(name, sorted(keys | ({wanted} if wanted is not None else set())))
            values = sorted(names.items(), key=lambda one: one[1])
            found.append({"name": name, "label": DIMENSIONS[name], "values": values, "chosen": wanted})
    return found


@unit_page(SEE_FIGURES)
def download(request: UnitRequest, key: str) -> HttpResponse:
    """A table of the board as a workbook; 404 where there is none of that key."""
    board = board_of(request)
    told: Shown = shown(board, by_of(request))
    tables = told.tables | ({"urgent": urgent_table(told.urgent)} if told.urgent else {})
    if key not in tables:
        raise Http404
    day = str(date_of(board.at.day))
    seen(request, EXPORTED, form="bang-theo-doi", period=day, file=key)
    notes = [request.unit.name, stood_at(board)]
    name = f"bang-theo-doi-{key}-{iso(board.at.instant).replace(':', '')}.xlsx"
    return as_file(as_xlsx(tables[key], notes), name)
