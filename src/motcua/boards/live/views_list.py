"""The dossiers behind a figure of a board: as many as it says, on a page and as a workbook."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.downloads import as_file
from motcua.boards.listed import page_of
from motcua.boards.live.board import Board
from motcua.boards.live.counted import names_of
from motcua.boards.live.list_workbook import as_xlsx
from motcua.boards.live.listing import listing_of, officers_of
from motcua.boards.live.waits import step_name
from motcua.boards.live.words import DIMENSIONS, FLOWS, PARTS, WHO, band_words
from motcua.boards.written import day as written_day
from motcua.boards.written import iso
from motcua.catalogue.models import System
from motcua.notices.models import Urge
from motcua.people.policies import SEE_DOSSIERS, URGE
from motcua.rules.instants import Day, date_of
from motcua.rules.urgency import BANDS, NO_TERM


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The dossiers that the address asks for."""
    found, after = listing_of(request), request.GET.get("after", "")
    board = found.board
    shown = page_of(found.keys, int(after) if after.isdecimal() else None, found.present, board.calendar)
    keys = [line.dossier.pk for line in shown.lines]
    context = {
        "page": shown, "sort": found.sort, "what": _what(board, found.flow, found.day), "board": board,
        "asked": board.choice, "flow": found.flow, "then": found.then(keys),
        "urging": not found.flow and not board.past and URGE in request.rights,
        "urged": {} if board.past else _urged(keys), "officers": {} if board.past else officers_of(keys),
    }  # fmt: skip
    return render(request, "live/list.html", context)


@unit_page(SEE_DOSSIERS)
def download(request: UnitRequest) -> HttpResponse:
    """The same dossiers, all pages of them, as a workbook."""
    found = listing_of(request)
    at = found.board.at
    seen(request, EXPORTED, form="danh-sach", period=str(date_of(at.day)), file="xlsx")
    body = as_xlsx(found, request.unit.name, " · ".join(_what(found.board, found.flow, found.day)))
    return as_file(body, f"danh-sach-ho-so-{iso(at.instant).replace(':', '')}.xlsx")


def _urged(dossiers: list[int]) -> dict[int, int]:
    """How often somebody has reminded of these dossiers."""
    found = Urge.objects.filter(dossier__in=dossiers).values_list("dossier").annotate(n=Count("pk"))
    return dict(found)


def _what(board: Board, flow: str, day: Day | None) -> list[str]:
    """What the list holds, in words."""
    choice = board.choice
    words = [str(FLOWS[flow])] if flow in FLOWS else []
    words += [written_day(date_of(day))] if flow and day is not None else []
    words += [str(PARTS[choice.part])] if choice.part else []
    words += [band_words(band, board.past) for band in _bands(choice.band)]
    words += [str(WHO[choice.who])] if choice.who in WHO else []
    words += _more(board)
    return words or [_("In hand")]


def _bands(text: str) -> list[str]:
    """The bands of an address; all of them together say nothing."""
    every = {NO_TERM, *(band.key for band in BANDS)}
    named = [band for band in text.split(",") if band in every]
    return named if len(named) < len(every) else []


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
