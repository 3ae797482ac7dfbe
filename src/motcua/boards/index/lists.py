"""The dossiers, or procedures, behind a figure of the index: as many as it says."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now
from motcua.boards.index.asking import wanted
from motcua.boards.listed import SORTS, in_order, page_of
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Procedure
from motcua.index.counting import Counting, Side
from motcua.index.definitions import OfProcedures, in_force
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES


@unit_page(SEE_FIGURES)
def page(request: UnitRequest, code: str, side: str) -> HttpResponse:
    """One list behind an indicator; lists of dossiers are for those who may see dossiers."""
    asking = wanted(request)
    indicator = in_force(asking.asked.period.last).indicator(code)
    if indicator is None or indicator.counts is None or side not in list(Side):
        raise Http404
    of_procedures = isinstance(indicator.counts, OfProcedures)
    if not of_procedures and SEE_DOSSIERS not in request.rights:
        raise PermissionDenied(SEE_DOSSIERS)
    keys = Counting(asking.scope).behind(indicator, Side(side))
    context: dict[str, Any] = {
        "asked": asking.asked, "wanted": asking, "query": asking.query(), "indicator": indicator,
        "side": side, "title": _titles()[side], "total": len(keys),
    }  # fmt: skip
    context |= _procedures(keys) if of_procedures else _dossiers(request, keys)
    return render(request, "index/list.html", context)


def _titles() -> dict[str, str]:
    return {
        "numerator": _("Counted as good"),
        "denominator": _("All that are counted"),
        "lost": _("Those that cost the points"),
    }


def _procedures(keys: list[int]) -> dict[str, Any]:
    return {
        "procedures": Procedure.objects.filter(pk__in=keys).select_related("field").order_by("name", "code")
    }


def _dossiers(request: UnitRequest, keys: list[int]) -> dict[str, Any]:
    sort, after = request.GET.get("sort", ""), request.GET.get("after", "")
    sort = sort if sort in SORTS else "due"
    shown = page_of(
        in_order(keys, sort), int(after) if after.isdecimal() else None, now(), calendar_of(request.unit.pk)
    )
    return {"page": shown, "sort": sort}
