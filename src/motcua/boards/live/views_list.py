"""The dossiers behind a figure of a board: as many as it says."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.listed import SORTS, in_order, page_of
from motcua.boards.live.board import Board, board_of
from motcua.boards.live.choice import day_in
from motcua.boards.live.counted import names_of
from motcua.boards.live.department import department_flowed
from motcua.boards.live.waits import step_name
from motcua.boards.live.words import BANDS, DIMENSIONS, FLOWS, PARTS, WHO
from motcua.boards.written import day as written_day
from motcua.catalogue.models import System
from motcua.ledger import lists
from motcua.notices.models import Urge
from motcua.people.models import User
from motcua.people.policies import SEE_DOSSIERS, URGE
from motcua.rules.instants import Day, date_of
from motcua.rules.periods import between


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The dossiers that the address asks for."""
    board, flow, day = (
        board_of(request, SEE_DOSSIERS),
        request.GET.get("flow", ""),
        day_in(request.GET.get("day", "")),
    )
    flow = flow if day is not None else ""
    keys = (
        _flowed(board, flow, day)
        if flow in FLOWS and day is not None
        else [row.dossier for row in board.rows]
    )
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "received" if flow == "received" else "finished" if flow else "due"
    after = request.GET.get("after", "")
    shown = page_of(
        in_order(keys, sort), int(after) if after.isdecimal() else None, board.at.instant, board.calendar
    )
    keys_shown = [line.dossier.pk for line in shown.lines]
    urging = not flow and URGE in request.rights
    context = {"page": shown, "sort": sort, "urging": urging, "urged": _urged(keys_shown), "what": _what(board, flow, day), "board": board,
               "officers": _officers(board, keys_shown)}  # fmt: skip
    return render(request, "live/list.html", context)


def _flowed(board: Board, flow: str, day: Day) -> list[int]:
    on, choice = date_of(day), board.choice
    if not board.scope.units:
        return []
    if board.scope.department is not None:
        return department_flowed(board.scope, choice, flow, day)
    return lists.dossiers(board.scope.units, between(on, on), flow, choice.field, choice.system)


def _urged(dossiers: list[int]) -> dict[int, int]:
    """How often somebody has reminded of these dossiers."""
    found = Urge.objects.filter(dossier__in=dossiers).values_list("dossier").annotate(n=Count("pk"))
    return dict(found)


def _officers(board: Board, dossiers: list[int]) -> dict[int, str]:
    """The names of those who have these dossiers."""
    if not dossiers:
        return {}
    found = User.objects.filter(works__in=dossiers).values_list("works", "full_name", "username")
    return {dossier: name or username for dossier, name, username in found}


def _what(board: Board, flow: str, day: Day | None) -> list[str]:
    """What the list holds, in words."""
    choice = board.choice
    words = [str(FLOWS[flow])] if flow in FLOWS else []
    words += [written_day(date_of(day))] if flow and day is not None else []
    words += [str(PARTS[choice.part])] if choice.part else []
    words += [str(BANDS[band]) for band in _bands(choice.band)]
    words += [str(WHO[choice.who])] if choice.who in WHO else []
    words += _more(board)
    return words or [str(_("In hand"))]


def _bands(text: str) -> list[str]:
    """The bands of an address; all of them together say nothing."""
    named = [band for band in text.split(",") if band in BANDS]
    return named if len(named) < len(BANDS) else []


def _more(board: Board) -> list[str]:
    choice = board.choice
    words: list[Any] = (
        [_("due %(day)s") % {"day": written_day(date_of(choice.due))}] if choice.due is not None else []
    )
    if choice.until is not None:
        words.append(_("in term, due by %(day)s") % {"day": written_day(date_of(choice.until))})
    words += [_("not heard of")] if choice.silent else []
    words += [] if choice.sorry is None else [_("apology sent") if choice.sorry else _("no apology sent")]
    words += [step_name(choice.step)] if choice.step else []
    if choice.leader is not None:
        words += System.objects.filter(pk=choice.leader).values_list("name", flat=True)
    for name in (*DIMENSIONS, "unit"):
        key = getattr(choice, name)
        if key is not None:
            words.append(names_of(name, [key]).get(key, "–"))
    return [str(word) for word in words]
