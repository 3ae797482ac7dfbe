"""A superior's file as people know it, every number a link that opens its binding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.boards.access import UnitRequest
from motcua.boards.asked import asked
from motcua.boards.audited import seen
from motcua.boards.choices import panel
from motcua.boards.clock import now, today
from motcua.boards.superior.choices import choices, meaning_of
from motcua.boards.superior.listing import fills_of
from motcua.boards.superior.shared import BOUND, SUBJECT, closed, file_page
from motcua.boards.superior.told import Words
from motcua.people.audit import Subject
from motcua.people.policies import SEE_FIGURES, WRITE_REPORT
from motcua.reports.models import SuperiorFile, SuperiorVersion
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.kept import Bound, bind, bound, in_use, opened
from motcua.reports.superior.meaning import Meaning
from motcua.reports.superior.spots import Spot, Table
from motcua.reports.superior.values import Figures
from motcua.rules.periods import Period


@dataclass(frozen=True)
class Mark:
    """What a bound spot tells: its meaning in words and its period."""

    words: str
    span: str


def context_of(request: UnitRequest, file: SuperiorFile, chosen: str = "") -> dict[str, Any]:
    """What the page of a file shows; `chosen` is the key of a spot. Raises FileRefused."""
    version, wanted = in_use(file), asked(request, request.unit.pk)
    shown, all_bound, words = opened(version).shown, bound(version), Words()
    marks = {
        one.spot.key: Mark(words.of(one.meaning), words.span(one.meaning)) for one in all_bound if one.spot
    }
    return {
        "file": file,
        "version": version,
        "versions": file.versions.select_related("added_by").order_by("-number"),
        "asked": wanted,
        **panel(wanted.period, today()),
        "blocks": [(isinstance(block, Table), block) for block in shown.blocks],
        "sheets": [block for block in shown.blocks if isinstance(block, Table) and block.name],
        "marks": marks,
        "count": len(shown.spots),
        "lost": [(one, words.of(one.meaning)) for one in all_bound if one.spot is None],
        "fills": fills_of(file),
        "chosen": chosen,
    }


@file_page(SEE_FIGURES)
def page(request: UnitRequest, file: SuperiorFile) -> HttpResponse:
    """The version in use with its numbers marked."""
    return render(request, "superior/one.html", context_of(request, file))


@file_page(WRITE_REPORT)
def binding(request: UnitRequest, file: SuperiorFile) -> HttpResponse:
    """The form of the number that the address names; posted, the number is bound, or free again."""
    version = in_use(file)
    spots = opened(version).shown.spots
    spot = spots.get(request.GET.get("at", ""))
    if request.method == "POST" and request.POST.get("lost", "").isdecimal():
        return _forget(request, file, int(request.POST["lost"]))
    if spot is None:
        raise Http404
    held = next((one for one in bound(version) if one.spot == spot), None)
    problem, meaning = "", held.meaning if held else Meaning("")
    if request.method == "POST":
        if request.POST.get("act") == "free" and held is not None:
            return _forget(request, file, held.kept.pk, spot)
        try:
            meaning = meaning_of(request.POST, request.unit)
            bind(version, spot, meaning, request.user.pk, now())
            seen(request, BOUND, Subject(SUBJECT, file.pk), numbers=1)
            return redirect(_back(request, file, spot))
        except FileRefused as refused:
            problem = str(refused)
    return _panel(request, version, spot, held, meaning, problem)


def _panel(
    request: UnitRequest,
    version: SuperiorVersion,
    spot: Spot,
    held: Bound | None,
    meaning: Meaning,
    problem: str,
) -> HttpResponse:
    panel_context = {
        "file": version.file,
        "spot": spot,
        "held": held,
        "meaning": meaning,
        "chosen_values": {name: str(value) for name, value in meaning.kept().items() if value is not None},
        "fields": choices(request),
        "problem": problem,
        "value": _value(request, version, spot, held),
    }
    status = 422 if problem else 200
    if request.headers.get("HX-Request"):
        return render(request, "superior/binding.html", panel_context, status=status)
    whole = context_of(request, version.file, spot.key)
    return render(request, "superior/one.html", whole | panel_context, status=status)


def _value(request: UnitRequest, version: SuperiorVersion, spot: Spot, held: Bound | None) -> str:
    """What a bound number would be in the period that is looked at."""
    if held is None:
        return ""
    figure = Figures(request.unit, _period(request), now(), closed(request)).of(held.meaning)
    return opened(version).put(spot, held.meaning, figure.value, figure.estimated).text


def _period(request: UnitRequest) -> Period:
    return asked(request, request.unit.pk).period


def _forget(request: UnitRequest, file: SuperiorFile, key: int, spot: Spot | None = None) -> HttpResponse:
    gone, _by_model = file.bindings.filter(pk=key).delete()
    if gone:
        seen(request, BOUND, Subject(SUBJECT, file.pk), numbers=-1)
    return redirect(_back(request, file, spot))


def _back(request: UnitRequest, file: SuperiorFile, spot: Spot | None) -> str:
    """The page of the file at the number that was bound."""
    query = asked(request, request.unit.pk).query()
    address = f"{reverse('reports-superior-one', args=[request.unit.pk, file.pk])}?{query}"
    return address + (f"#o-{spot.key}" if spot else "")
