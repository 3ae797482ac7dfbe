"""The dossiers, or procedures, behind a figure of the index: as many as it says, on a page and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards import list_file
from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.clock import now
from motcua.boards.downloads import as_file
from motcua.boards.index.asking import Wanted, wanted
from motcua.boards.list_file import Column
from motcua.boards.listed import SORTS, in_order, page_of
from motcua.boards.written import day, known_words
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Procedure
from motcua.index.counting import Counting, Side
from motcua.index.definitions import Indicator, OfProcedures, in_force
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES


@dataclass(frozen=True)
class Listed:
    """A list behind an indicator: what was asked for, and the keys of its dossiers or procedures."""

    asking: Wanted
    indicator: Indicator
    side: str
    keys: list[int]

    @property
    def of_procedures(self) -> bool:
        """Whether it holds procedures."""
        return isinstance(self.indicator.counts, OfProcedures)


def _listed(request: UnitRequest, code: str, side: str) -> Listed:
    """The list that an address asks for; lists of dossiers are for those who may see dossiers."""
    asking = wanted(request)
    indicator = in_force(asking.asked.period.last).indicator(code)
    if indicator is None or indicator.counts is None or side not in list(Side):
        raise Http404
    if not isinstance(indicator.counts, OfProcedures) and SEE_DOSSIERS not in request.rights:
        raise PermissionDenied(SEE_DOSSIERS)
    return Listed(asking, indicator, side, Counting(asking.scope).behind(indicator, Side(side)))


@unit_page(SEE_FIGURES)
def page(request: UnitRequest, code: str, side: str) -> HttpResponse:
    """One list behind an indicator."""
    found = _listed(request, code, side)
    asking = found.asking
    context: dict[str, Any] = {
        "asked": asking.asked, "wanted": asking, "query": asking.query(), "indicator": found.indicator,
        "side": side, "title": _titles()[side], "total": len(found.keys),
    }  # fmt: skip
    context |= (
        {"procedures": _procedures(found.keys)} if found.of_procedures else _dossiers(request, found.keys)
    )
    return render(request, "index/list.html", context)


@unit_page(SEE_FIGURES)
def download(request: UnitRequest, code: str, side: str) -> HttpResponse:
    """The same list, all pages of it, as a workbook."""
    found = _listed(request, code, side)
    period = found.asking.asked.period
    seen(request, EXPORTED, form="chi-so-766", period=period.name, file="xlsx")
    span = f"{period.title()} ({day(period.first)} – {day(period.last)})"
    known = known_words(found.asking.asked.known_at, now())
    title = f"{found.indicator.number} {found.indicator.label}: {_titles()[side]}"
    notes = [f"{request.unit.name} · {span} · {known}", list_file.how_many(len(found.keys))]
    body = _workbook(request, found, title, notes)
    return as_file(body, f"chi-so-766-{code.lower()}-{side}-{period.name.replace('..', '_')}.xlsx")


def _workbook(request: UnitRequest, found: Listed, title: str, notes: list[str]) -> bytes:
    if found.of_procedures:
        return list_file.as_xlsx(title, notes, _of_procedures(), _procedures(found.keys))
    lines = list_file.lines_of(in_order(found.keys, "due"), now(), calendar_of(request.unit.pk))
    return list_file.as_xlsx(title, notes, list_file.usual_columns(), lines)


def _of_procedures() -> tuple[Column[Procedure], ...]:
    return (
        Column(_("Code"), 16, lambda one: one.code),
        Column(_("Procedure"), 70, lambda one: one.name),
        Column(_("Field"), 40, lambda one: one.field.name),
    )


def _titles() -> dict[str, str]:
    return {
        "numerator": _("Counted as good"),
        "denominator": _("All that are counted"),
        "lost": _("Those that cost the points"),
    }


def _procedures(keys: list[int]) -> QuerySet[Procedure]:
    return Procedure.objects.filter(pk__in=keys).select_related("field").order_by("name", "code")


def _dossiers(request: UnitRequest, keys: list[int]) -> dict[str, Any]:
    sort, after = request.GET.get("sort", ""), request.GET.get("after", "")
    sort = sort if sort in SORTS else "due"
    shown = page_of(
        in_order(keys, sort), int(after) if after.isdecimal() else None, now(), calendar_of(request.unit.pk)
    )
    return {"page": shown, "sort": sort}
