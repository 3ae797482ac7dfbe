"""Chỉ số 766: points, the figures and lists behind them, the portal's word, history."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.choices import years
from motcua.boards.clock import now, today
from motcua.boards.closing.banner import banner
from motcua.boards.downloads import as_file
from motcua.boards.index.asking import Wanted, wanted
from motcua.boards.index.files import workbook
from motcua.boards.index.plots import plots
from motcua.boards.index.words import difference_words, mending_words
from motcua.catalogue.models import Field
from motcua.index.compared import calendar_month, history
from motcua.index.computed import Index, Line, compute, portal_points
from motcua.index.counting import Counting, Side
from motcua.index.definitions import OfProcedures
from motcua.index.published import TOTAL, Ranked, ranking
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES

NEIGHBOURS = 2
"""So many units above and below one are shown of a ranking."""


@dataclass(frozen=True)
class Shown:
    """An indicator as a row: addresses of its lists (empty for who may not see them), and words."""

    line: Line
    numerator: str
    denominator: str
    lost: str
    mending: str
    portal: Decimal | None
    why: tuple[str, ...]
    note: str


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The index of the period in the address."""
    if request.GET.get("first") or request.GET.get("last"):
        return _with_range(request)
    asking = wanted(request)
    counting = Counting(asking.scope)
    index = compute(asking.scope, counting)
    return render(request, "index/page.html", _context(request, asking, counting, index))


def _with_range(request: UnitRequest) -> HttpResponse:
    """Two days of a form become one period of the address."""
    kept = request.GET.copy()
    kept["period"] = f"{kept.pop('first', [''])[-1]}..{kept.pop('last', [''])[-1]}"
    return redirect(f"{request.path}?{kept.urlencode(safe=':')}")


def _context(request: UnitRequest, asking: Wanted, counting: Counting, index: Index) -> dict[str, Any]:
    past = history(index)
    period = asking.asked.period
    return {
        "asked": asking.asked,
        "wanted": asking,
        "query": asking.query(),
        "years": years(period, today()),
        "months": calendar_month(period.last),
        "before": asking.before,
        "after": asking.after,
        "now": now(),
        "index": index,
        "groups": [(group, [_shown(request, asking, line) for line in group.lines]) for group in index.groups],
        "any": any(line.count and line.count.denominator for line in index.lines),
        "fields": Field.objects.filter(pk__in={cell.field for cell in counting.statement.cells}).order_by("name")
        if asking.field is None and asking.procedure is None
        else Field.objects.order_by("name"),
        "history": past,
        "places": _places(asking, index),
        "plots": plots(index, past),
        "closed": banner(request, asking.asked),
    }  # fmt: skip


def _shown(request: UnitRequest, asking: Wanted, line: Line) -> Shown:
    counts, indicator = line.indicator.counts, line.indicator
    may = isinstance(counts, OfProcedures) or SEE_DOSSIERS in request.rights

    def address(side: Side, figure: int) -> str:
        if not may or not figure:
            return ""
        place = reverse("index-list", args=[request.unit.pk, indicator.code, side.value])
        return f"{place}?{asking.query()}"

    numerator, denominator = (line.count.numerator, line.count.denominator) if line.count else (0, 0)
    return Shown(
        line,
        address(Side.NUMERATOR, numerator),
        address(Side.DENOMINATOR, denominator),
        address(Side.LOST, denominator - numerator),
        mending_words(line.mending),
        portal_points(line),
        tuple(difference_words(one) for one in line.differences),
        counts.estimate if counts is not None else indicator.missing,
    )


def _places(asking: Wanted, index: Index) -> list[tuple[str, Ranked, int, list[Ranked]]]:
    """Where the portal ranks the unit: for the whole and each group that it publishes, with its neighbours."""
    unit, period = asking.scope.unit, asking.scope.period
    labels = {TOTAL: _("The whole index"), **{one.group.code: one.group.label for one in index.groups}}
    found = []
    for code, label in labels.items():
        places = ranking(unit, period, code, asking.scope.known_at)
        own = next((n for n, one in enumerate(places) if one.unit == unit.pk), None)
        if own is not None:
            near = places[max(own - NEIGHBOURS, 0) : own + NEIGHBOURS + 1]
            found.append((label, places[own], len(places), near))
    return found


@unit_page(SEE_FIGURES)
def download(request: UnitRequest) -> HttpResponse:
    """The same table as a workbook."""
    asking = wanted(request)
    index = compute(asking.scope)
    seen(request, EXPORTED, form="chi-so-766", period=asking.asked.period.name, file="xlsx")
    name = f"chi-so-766-{asking.asked.period.name.replace('..', '_')}.xlsx"
    return as_file(workbook(index, asking, history(index)), name)
