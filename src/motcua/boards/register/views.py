"""Sổ theo dõi hồ sơ: the page of some days, and its file."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import Asked, asked
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.clock import today
from motcua.boards.downloads import as_file
from motcua.boards.register.book import PAGE, Spot, lines
from motcua.boards.written import number
from motcua.people.policies import PRINT, SEE_PERSON
from motcua.reports.printed.catalogue import letterhead
from motcua.reports.printed.render import render as written
from motcua.reports.printed.sheets import Register
from motcua.reports.write import file_name
from motcua.rules.periods import Period, between

MOST = {"pdf": 5_000, "docx": 5_000, "xlsx": 50_000}
"""Kinds of files and their lines; a longer one nobody can print or open."""
LONGEST_BOOK = 20


@unit_page(SEE_PERSON)
def page(request: UnitRequest) -> HttpResponse:
    """The book of some days, a page at a time; without days those of the month so far."""
    return _page(request, _asked(request))


def _page(request: UnitRequest, wanted: Asked, problem: str = "", status: int = 200) -> HttpResponse:
    found = lines(request.unit, wanted.period, _after(request.GET.get("after", "")), PAGE + 1)
    shown = found[:PAGE]
    context = {
        "asked": wanted, "lines": shown, "book": _book(request), "problem": problem, "kinds": list(MOST),
        "following": "{}.{}".format(*shown[-1].spot) if len(found) > PAGE else "", "begun": "after" in request.GET,
    }  # fmt: skip
    return render(request, "register/page.html", context, status=status)


@unit_page(PRINT)
def download(request: UnitRequest, kind: str) -> HttpResponse:
    """The book of some days as a file; who took it stands in the access log."""
    if kind not in MOST:
        raise Http404
    wanted = _asked(request)
    found = lines(request.unit, wanted.period, None, MOST[kind] + 1)
    if len(found) > MOST[kind]:
        problem = _("These days have more than %(most)s dossiers, too many for one file. Choose fewer days.")
        return _page(request, wanted, problem % {"most": number(MOST[kind])}, status=422)
    entries = tuple(line.entry for line in found)
    first, last = wanted.period.first, wanted.period.last
    book = Register(letterhead(request.unit, today()), first, last, entries, _book(request))
    seen(request, EXPORTED, form="so-theo-doi", period=wanted.period.name, file=kind)
    name = f"so-theo-doi-{file_name(request.unit)}-{first}-{last}.{kind}"
    return as_file(written(book, kind), name)


def _asked(request: UnitRequest) -> Asked:
    wanted = asked(request, request.unit.pk)
    named = any(request.GET.get(name) for name in ("period", "first", "last"))
    return wanted if named and not wanted.problem else Asked(_this_month(today()), problem=wanted.problem)


def _this_month(on: date) -> Period:
    return between(on.replace(day=1), on)


def _book(request: UnitRequest) -> str:
    return " ".join(request.GET.get("book", "").split())[:LONGEST_BOOK]


def _after(text: str) -> Spot | None:
    at, _dot, dossier = text.partition(".")
    known = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (at, dossier))
    return (int(at), int(dossier)) if known else None
