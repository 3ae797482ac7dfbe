"""The search in the frame of every page of a unit: by code, name, identity or document number, procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import SEARCHED, seen
from motcua.boards.clock import now, today
from motcua.boards.listed import Line, lines
from motcua.casework.search import SHORTEST, Found, place_of, search
from motcua.casework.search_index import enter_some, waits
from motcua.catalogue.calendars import calendar_of
from motcua.dossiers.models import Person
from motcua.people.policies import SEE_DOSSIERS, SEE_PERSON
from motcua.rules.instants import day_of

LONGEST = 120
MOST_BELOW = 8
"""Dossiers shown under the box while somebody types."""
ENTERED_AT_ONCE = 500


@dataclass(frozen=True)
class Hit:
    """A dossier that was found; the applicant for those who may see persons."""

    line: Line
    applicant: str


@require_POST
@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """Dossiers of the unit that fit what was typed (`q`), from `after` on; straight to the only one.

    By POST, so that what people type never stands in an address or a log.
    """
    typed = " ".join(request.POST.get("q", "")[:LONGEST].split())
    after = place_of(request.POST.get("after", ""))
    enter_some(request.unit.pk, ENTERED_AT_ONCE)
    found = search(request.unit, typed, request.rights, day_of(today()), after)
    short = len(typed) < SHORTEST
    if not short:
        seen(request, SEARCHED, found=len(found.dossiers))
    part = bool(request.headers.get("HX-Request"))
    if len(found.dossiers) == 1 and after is None and not part:
        return redirect("dossiers-one", request.unit.pk, found.dossiers[0])
    shown = found.dossiers[:MOST_BELOW] if part else found.dossiers
    context = {
        "searched": typed, "short": short, "hits": _hits(request, shown), "after": _after(found),
        "more": found.after is not None or len(found.dossiers) > len(shown), "waiting": waits(request.unit.pk),
    }  # fmt: skip
    return render(request, "dossiers/found.html" if part else "dossiers/search.html", context)


def _after(found: Found) -> str:
    return found.after.written() if found.after else ""


def _hits(request: UnitRequest, keys: Sequence[int]) -> list[Hit]:
    names: dict[int, str] = {}
    if keys and SEE_PERSON in request.rights:
        names = dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))
    found = lines(keys, now(), calendar_of(request.unit.pk)) if keys else ()
    return [Hit(line, names.get(line.dossier.pk, "")) for line in found]
