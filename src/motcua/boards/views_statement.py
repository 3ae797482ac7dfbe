"""Số liệu: what a unit had, received, resolved and kept in a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.boards import list_file
from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import Asked, asked
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.choices import panel
from motcua.boards.clock import now, today
from motcua.boards.closing.banner import banner
from motcua.boards.columns import LAYOUTS
from motcua.boards.covering import choosing, counted, scopes, words
from motcua.boards.downloads import as_file
from motcua.boards.list_file import Column
from motcua.boards.plots import DayOfPeriod, Ways, bars, days, drawn
from motcua.boards.spreadsheet import as_csv, as_xlsx
from motcua.boards.table import Table, table
from motcua.boards.written import day, known_words
from motcua.catalogue.models import System, Unit
from motcua.ledger.statement import Statement, statement, statements
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES
from motcua.reports.data import comparable
from motcua.rules.measures import FACTS, IDENTITY

BY_DAY = "ngay"
DIMENSIONS = ("field", "system", "channel")
HEADLINE = (
    "received", "carried_over", "total_received", "resolved", "early", "on_time", "late", "closed",
    "refused_or_withdrawn", "open", "open_overdue", "waiting_overdue", "overdue_or_waiting_overdue",
    "lodged", "lodged_supplement", "turned_away",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """The statement of an address, whole and narrowed to a system, and its table."""

    asked: Asked
    whole: Statement
    part: Statement
    table: Table
    layout: str
    units: list[int]


def _shown(request: UnitRequest) -> Shown:
    wanted = choosing(request, asked(request, request.unit.pk))
    units = counted(request, wanted)
    whole = statement(units, wanted.period, wanted.known_at)
    layout = request.GET.get("layout", "unit")
    layout = layout if layout in LAYOUTS else "unit"
    by = request.GET.get("by", "field")
    by = by if by in DIMENSIONS or (by == "unit" and wanted.several) else "field"
    apart = statements(units, wanted.period, wanted.known_at) if by == "unit" else None
    part = _of_system(whole, wanted)
    return Shown(
        wanted,
        whole,
        part,
        table(
            part, by, LAYOUTS[layout], wanted, list_address(request), _("All together"),
            apart and {key: _of_system(own, wanted) for key, own in apart.items()},
        ),
        layout,
        units,
    )  # fmt: skip


def _of_system(whole: Statement, wanted: Asked) -> Statement:
    return whole if wanted.system is None else whole.only(system=wanted.system)


def list_address(request: UnitRequest) -> str:
    """The list of a unit's dossiers, empty for readers who may not see them."""
    return reverse("dossiers", args=[request.unit.pk]) if SEE_DOSSIERS in request.rights else ""


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The statement of the period in the address."""
    if request.GET.get("first") or request.GET.get("last"):
        return _with_range(request)
    shown = _shown(request)
    before = statement(shown.units, shown.asked.period.before(), shown.asked.known_at)
    return render(request, "statement/page.html", _context(request, shown, _of_system(before, shown.asked)))


def _with_range(request: UnitRequest) -> HttpResponse:
    """Two days of a form become one period of the address; what cannot be a period is told on the page."""
    kept = request.GET.copy()
    kept["period"] = f"{kept.pop('first', [''])[-1]}..{kept.pop('last', [''])[-1]}"
    return redirect(f"{request.path}?{kept.urlencode(safe=':')}")


def _context(request: UnitRequest, shown: Shown, before: Statement) -> dict[str, Any]:
    wanted, found = shown.asked, bars(shown.part, shown.table.names if shown.table.by == "field" else None)
    was = before.totals(HEADLINE)
    whole, ways = comparable(was), Ways(wanted, list_address(request))
    line = days(request.unit.pk, wanted, today(), whole, shown.units)
    return {
        "asked": wanted,
        **panel(wanted.period, today()),
        "table": shown.table,
        "layout": shown.layout,
        "figures": shown.part.totals(HEADLINE),
        "figures_before": was if whole else None,
        "facts": shown.part.totals(FACTS),
        "identity": _identity(shown.part),
        "systems": System.objects.filter(pk__in={cell.system for cell in shown.whole.cells}).order_by("name"),
        "list_address": list_address(request),
        "bars": found,
        "days": line,
        "bar_rows": ways.bar_rows(found),
        "day_rows": ways.day_rows(line),
        "plots": drawn(found, line, whole, ways),
        "now": now(),
        "closed": banner(request, wanted),
        "scopes": scopes() if wanted.over else [],
        "units": len(shown.units),
    }


def _identity(shown: Statement) -> dict[str, Any]:
    """Both sides of the balance, and whether they agree in every field."""
    names = IDENTITY[0] + IDENTITY[1]
    sides = [
        (sum(values[name] for name in IDENTITY[0]), sum(values[name] for name in IDENTITY[1]))
        for values in shown.by("field", names).values()
    ]
    return {
        **shown.totals(names),
        "holds": all(entered == left for entered, left in sides),
        "fields": len(sides),
    }


@unit_page(SEE_FIGURES)
def download(request: UnitRequest, kind: str) -> HttpResponse:
    """The same table as a file, `kind` xlsx or csv; `ngay` is a workbook of what flowed on each day."""
    if kind not in ("xlsx", "csv", BY_DAY):
        raise Http404
    shown = _shown(request)
    if kind == BY_DAY:
        return _by_day(request, shown)
    seen(request, EXPORTED, form="so-lieu", period=shown.asked.period.name, file=kind)
    name = f"so-lieu-{shown.asked.period.name.replace('..', '_')}.{kind}"
    body = as_csv(shown.table) if kind == "csv" else _workbook(request.unit, shown)
    return as_file(body, name)


def _by_day(request: UnitRequest, shown: Shown) -> HttpResponse:
    period = shown.asked.period
    seen(request, EXPORTED, form="so-lieu", period=period.name, file="xlsx")
    columns: list[Column[DayOfPeriod]] = [
        Column(_("Day"), 18, lambda one: one.day),
        Column(_("Received"), 18, lambda one: one.now.received),
        Column(_("Resolved"), 18, lambda one: one.now.resolved),
    ]
    every = days(request.unit.pk, shown.asked, today(), with_before=False, units=shown.units)
    body = list_file.as_xlsx(_("Received and resolved per day"), _notes(request.unit, shown), columns, every)
    return as_file(body, f"so-lieu-ngay-{period.name.replace('..', '_')}.xlsx")


def _workbook(unit: Unit, shown: Shown) -> bytes:
    return as_xlsx(shown.table, _("Receiving and resolving of dossiers"), _notes(unit, shown))


def _notes(unit: Unit, shown: Shown) -> list[str]:
    period = shown.asked.period
    return [
        " · ".join(filter(None, (unit.name, words(shown.asked)))),
        f"{period.title()} ({day(period.first)} – {day(period.last)})",
        known_words(shown.asked.known_at, now()),
    ]
