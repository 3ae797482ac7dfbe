"""Biểu mẫu: all forms that a unit draws up for a period, one at a time on the page, one or all as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import BELOW, Asked, asked
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.choices import panel
from motcua.boards.clock import now, today
from motcua.boards.closing.banner import as_closed, banner, present
from motcua.boards.downloads import DOCUMENTS, as_file
from motcua.boards.forms import Sheet, sheet_of
from motcua.catalogue.models import Unit
from motcua.closing.report import form_sources
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES
from motcua.registers.kinds_read import kind_of
from motcua.reports.errors import ReportRefused
from motcua.reports.filled import FilledForm, Number, Row
from motcua.reports.form import Form
from motcua.reports.form_files import forms
from motcua.reports.gather import Sources
from motcua.reports.pack import filled, pack
from motcua.reports.write import file_name
from motcua.rules.measures import MEASURES

ALL = "tat-ca"
"""In place of a form's name: all of them in one file."""


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The list of forms, each with what it shows."""
    wanted = asked(request, request.unit.pk)
    return render(request, "reports/forms.html", _frame(request, wanted))


@unit_page(SEE_FIGURES)
def one(request: UnitRequest, form: str) -> HttpResponse:
    """One form of the period; its numbers open what is behind them."""
    wanted = asked(request, request.unit.pk)
    open_to = _forms(request, wanted)
    if form not in open_to:
        raise Http404
    context = _frame(request, wanted) | {"name": form, "form": open_to[form]}
    try:
        drawn = as_closed(request, wanted)
        made, _data = filled(_sources(request, wanted), form)
        return render(request, "reports/one_form.html", context | {"sheet": _sheet(request, drawn, made)})
    except ReportRefused as error:
        return render(request, "reports/one_form.html", context | {"problem": str(error)}, status=409)


def _sources(request: UnitRequest, wanted: Asked) -> Sources:
    """Raises FiguresChanged."""
    return form_sources(request.unit, wanted.period, wanted.known_at, present(request))


def _sheet(request: UnitRequest, wanted: Asked, made: FilledForm) -> Sheet:
    return sheet_of(made, _linker(request, wanted, made.form))


@unit_page(SEE_FIGURES)
def download(request: UnitRequest, form: str, kind: str) -> HttpResponse:
    """A form, or all of them, as a file written now."""
    wanted = asked(request, request.unit.pk)
    names = list(_forms(request, wanted)) if form == ALL else [form]
    if kind not in DOCUMENTS or not set(names) <= set(_forms(request, wanted)):
        raise Http404
    try:
        sources = _sources(request, wanted)
        body = pack([filled(sources, name) for name in names], kind)
    except ReportRefused as error:
        context = _frame(request, wanted) | {"problem": str(error)}
        return render(request, "reports/forms.html", context, status=409)
    seen(request, EXPORTED, form="bieu-mau" if form == ALL else form, period=wanted.period.name, file=kind)
    title = "bieu-mau" if form == ALL else form
    name = f"{title}-{file_name(request.unit)}-{wanted.period.name.replace('..', '_')}.{kind}"
    return as_file(body, name)


def _frame(request: UnitRequest, wanted: Asked) -> dict[str, Any]:
    problems = list[str]()
    return {
        "asked": wanted,
        "closed": banner(request, wanted),
        **panel(wanted.period, today()),
        "now": now(),
        "show": "forms",
        "kinds": DOCUMENTS,
        "forms": _forms(request, wanted, problems),
        "all": ALL,
        "problems": problems,
    }


def _forms(request: UnitRequest, wanted: Asked, problems: list[str] | None = None) -> dict[str, Form]:
    """The unit's forms; lists of dossiers only for those who may see dossiers."""
    found = forms(request.unit.kind, wanted.period.last, [] if problems is None else problems)
    may = SEE_DOSSIERS in request.rights
    return {name: form for name, form in found.items() if may or not form.is_list}


def _linker(request: UnitRequest, wanted: Asked, form: Form) -> Callable[[Number, Row], str]:
    """The address behind a number: dossiers of the unit it belongs to, or entries of a register."""
    may, whole = SEE_DOSSIERS in request.rights, request.unit.kind == Unit.Kind.PROVINCE

    def link(number: Number, row: Row) -> str:
        unit = number.unit if whole else request.unit.pk
        if not number.value:
            return ""
        if may and all(name in MEASURES for name in number.measures):
            systems = None if number.systems is None else ",".join(map(str, number.systems))
            place, over = (request.unit.pk, number.level or BELOW) if unit is None else (unit, "")
            query = replace(wanted, over=over).query(
                measure=",".join(number.measures), field=number.field, system=systems
            )
            return f"{reverse('dossiers', args=[place])}?{query}"
        return "" if unit is None else _register(unit, wanted, form, number, row)

    return link


def _register(unit: int, wanted: Asked, form: Form, number: Number, row: Row) -> str:
    """The entries of a register that a number of a row counts; empty where it comes from no register."""
    source = number.measures[0].partition(".")[0]
    try:
        kind = kind_of(source)
    except KeyError:
        return ""
    asks: dict[str, str] = {"measure": ",".join(name.partition(".")[2] for name in number.measures)}
    if row.kind == "field" and form.rows not in ("unit", "total"):
        asks |= {"by": form.rows.rpartition(".")[2], "row": row.label}
    return f"{reverse('registers-one', args=[unit, kind.key])}?{wanted.query(**asks)}"
