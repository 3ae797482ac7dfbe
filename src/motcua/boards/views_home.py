"""The first page: what the day of whoever signs in begins with, or the units to choose from."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.boards.clock import today
from motcua.catalogue.models import Unit
from motcua.hub.text import fold
from motcua.people.policies import RECEIVE, WORKING, rights, units_for

MOST_SHOWN = 100
LONGEST, MOST_WORDS = 200, 12
"""What is looked for; a database takes no condition of thousands of words."""


def home(request: HttpRequest) -> HttpResponse:
    """On to the first page of those who have one unit, its departments aside, else to the list of units."""
    mine = units_for(request.user, today())
    whole = mine.exclude(kind=Unit.Kind.DEPARTMENT)
    first = list(whole[:2]) or list(mine[:2])
    if len(first) == 1:
        return redirect(_first_page(rights(request.user, first[0], today())), first[0].pk)
    return redirect("units")


def _first_page(held: frozenset[str]) -> str:
    """The counter for those who only receive: the next person stands there already."""
    works = held & WORKING
    return "counter" if works == {RECEIVE} else "desk" if works else "statement"


def units(request: HttpRequest) -> HttpResponse:
    """The units a person may see, narrowed by the words of `q`."""
    words = request.GET.get("q", "")
    found = _named(units_for(request.user, today()), words).select_related("province")
    shown = list(found.order_by("province__name", "kind", "folded")[: MOST_SHOWN + 1])
    context = {
        "units": shown[:MOST_SHOWN],
        "more": len(shown) > MOST_SHOWN,
        "words": words,
        "most": MOST_SHOWN,
    }
    part = request.headers.get("HX-Request")
    return render(request, "home/list.html" if part else "home/units.html", context)


def _named(units: QuerySet[Unit], words: str) -> QuerySet[Unit]:
    for word in fold(words[:LONGEST]).split()[:MOST_WORDS]:
        units = units.filter(folded__contains=word)
    return units
