"""Fields and agencies: what they are called and were called, renaming and merging them from a day on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.catalogue.listing import whole
from motcua.boards.catalogue.shared import asked_day, author, may_share
from motcua.boards.clock import today
from motcua.catalogue.changes import CatalogueError
from motcua.catalogue.fields import agencies, agency_key
from motcua.catalogue.models import Agency, Field, Procedure, ProcedureVersion
from motcua.catalogue.names import Owner, known_agencies, merge, rename
from motcua.people.policies import SEE_FIGURES
from motcua.reports.vietnamese import alphabetical


@dataclass(frozen=True)
class _Row:
    """A field or agency, the names it had, and how many procedures have it."""

    owner: Owner
    former: list[tuple[str, date]]
    merged: bool
    used: int


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """Fields and agencies; posted, one is renamed or merged."""
    kind = "agency" if request.GET.get("kind") == "agency" else "field"
    problem = ""
    if request.method == "POST":
        if not may_share(request):
            raise PermissionDenied
        try:
            return _changed(request, kind)
        except CatalogueError as error:
            problem = str(error)
    context = _context(request, kind) | {"problem": problem, "typed": request.POST}
    return render(request, "catalogue/names.html", context, status=409 if problem else 200)


def _changed(request: UnitRequest, kind: str) -> HttpResponse:
    """Raises CatalogueError."""
    since = asked_day(request.POST.get("since", ""))
    if since is None:
        raise CatalogueError(_("Write the day from which it applies."))
    owner = _owner(request, kind, "owner")
    by = author(request, request.POST.get("decision", ""))
    if request.POST.get("act") == "merge":
        merge(owner, _owner(request, kind, "into"), since, by)
    else:
        rename(owner, request.POST.get("name", ""), since, by)
    messages.success(request, _("Saved. What was recorded before keeps its name."))
    return redirect(f"{request.path}?kind={kind}")


def _owner(request: UnitRequest, kind: str, name: str) -> Owner:
    """The field or agency that a form names; 404 where there is none."""
    key = whole(request.POST.get(name, "")) or 0
    return get_object_or_404(Field, pk=key) if kind == "field" else get_object_or_404(Agency, pk=key)


def _owners(kind: str) -> list[Owner]:
    if kind == "field":
        return list(Field.objects.select_related("merged_into").prefetch_related("names").order_by("name"))
    return list(Agency.objects.select_related("merged_into").prefetch_related("names").order_by("name"))


def _context(request: UnitRequest, kind: str) -> dict[str, Any]:
    owners, used = sorted(_owners(kind), key=lambda owner: alphabetical(owner.name)), _used(kind)
    rows = [
        _Row(
            owner,
            _former(owner),
            owner.merged_since is not None and owner.merged_since <= today(),
            used[owner.pk],
        )
        for owner in owners
    ]
    return {
        "kind": kind,
        "rows": rows,
        "owners": [owner for owner in owners if owner.merged_into_id is None],
        "may_share": may_share(request),
        "today": today(),
    }


def _former(owner: Owner) -> list[tuple[str, date]]:
    """The names that it had or still has, each with the day from which another one holds."""
    held = sorted(((row.name, row.since) for row in owner.names.all()), key=lambda pair: pair[1])
    return [(name, since) for (name, _from), (_next, since) in pairwise(held) if name != owner.name]


def _used(kind: str) -> Counter[int]:
    if kind == "field":
        return Counter(Procedure.objects.values_list("field_id", flat=True))
    known, found = known_agencies(), Counter[int]()
    newest = dict(ProcedureVersion.objects.order_by("since").values_list("procedure_id", "agency"))
    for text in newest.values():
        found.update({known[key] for name in agencies(text) if (key := agency_key(name)) in known})
    return found
