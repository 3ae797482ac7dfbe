"""Báo cáo: the forms of a period, the sections that a person writes, and the finished files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import Asked, asked
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.choices import panel
from motcua.boards.clock import now, today
from motcua.boards.closing.banner import banner, present
from motcua.boards.downloads import DOCUMENTS, as_file
from motcua.boards.forms import LAYOUTS, sheet
from motcua.boards.views_statement import list_address
from motcua.catalogue.models import Unit
from motcua.closing.report import report_data
from motcua.people.policies import SEE_FIGURES, WRITE_REPORT
from motcua.reports.adjusted import adjustments
from motcua.reports.collect import agency_of
from motcua.reports.data import ReportData
from motcua.reports.document import Block
from motcua.reports.errors import ReportRefused
from motcua.reports.models import ReportSection
from motcua.reports.narrative import titles
from motcua.reports.outline import KEYS, LINES, Heading, Part, Text, name_for, outline
from motcua.reports.render import body
from motcua.reports.render import render as files
from motcua.reports.write import file_name

LONGEST = 20_000


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """A form of the period, or the sections to write."""
    wanted = asked(request, request.unit.pk)
    show = request.GET.get("show", "official")
    if show != "text" and request.unit.kind == Unit.Kind.PROVINCE:
        # A province resolves nothing itself: its forms add up its communes.
        query = wanted.query(present=1 if present(request) else None)
        return redirect(f"{reverse('reports-forms', args=[request.unit.pk])}?{query}")
    if show == "text" and WRITE_REPORT in request.rights:
        return render(
            request, "reports/text.html", _frame(request, wanted, "text") | _sections(request, wanted)
        )
    show = show if show in LAYOUTS else "official"
    return render(request, "reports/form.html", _frame(request, wanted, show) | _form(request, wanted, show))


def _frame(request: UnitRequest, wanted: Asked, show: str) -> dict[str, Any]:
    return {
        "asked": wanted,
        **panel(wanted.period, today()),
        "now": now(),
        "show": show,
        "kinds": DOCUMENTS,
        "closed": banner(request, wanted),
    }


def _data(request: UnitRequest, wanted: Asked) -> ReportData:
    """Of a closed period as it was closed, unless the address asks for another knowledge; raises ReportRefused."""
    return report_data(request.unit, wanted.period, wanted.known_at, present(request))


def _form(request: UnitRequest, wanted: Asked, show: str) -> dict[str, Any]:
    try:
        data = _data(request, wanted)
        known = replace(wanted, known_at=data.known_at)
        return {"sheet": sheet(show, data, known, list_address(request)), "adjusted": adjustments(data)}
    except ReportRefused as error:
        return {"problem": str(error)}


def _sections(request: UnitRequest, wanted: Asked) -> dict[str, Any]:
    kept = ReportSection.objects.filter(unit=request.unit, period=wanted.period.name).select_related(
        "changed_by"
    )
    texts = {section.key: section for section in kept}
    agency = agency_of(request.unit, wanted.period.last)
    told = outline(name_for(agency, wanted.period))
    parts = [
        (
            title,
            [
                (_label(heading, text), heading.number, text, texts.get(text.key))
                for heading, text in _below(part)
            ],
        )
        for title, part in zip(titles(told, agency, wanted.period), told.parts, strict=True)
    ]
    lines = [(line, texts.get(line.key)) for line in LINES]
    return {"parts": parts, "lines": lines} | _written(request, wanted)


def _below(part: Part) -> list[tuple[Heading, Text]]:
    return [(heading, text) for heading in part.sections for text in heading.texts]


def _label(heading: Heading, text: Text) -> str:
    """What a text is called beside its place to write: as its heading where that has no other text."""
    return heading.title if len(heading.texts) == 1 and heading.title else text.label


@require_POST
@unit_page(WRITE_REPORT)
def section(request: UnitRequest, key: str) -> HttpResponse:
    """Keep the text of a section, as it is typed or by its button."""
    if key not in KEYS:
        raise Http404
    wanted = asked(request, request.unit.pk)
    text = request.POST.get("text", "").replace("\r\n", "\n")[:LONGEST]
    kept, _made = ReportSection.objects.update_or_create(
        unit=request.unit,
        period=wanted.period.name,
        key=key,
        defaults={"text": text, "changed_by": request.user},
    )
    if request.headers.get("HX-Request"):
        answer = render(request, "reports/saved.html", {"section": kept})
        answer["HX-Trigger"] = "section-kept"
        return answer
    return redirect(f"{request.path.rsplit('/muc/', 1)[0]}?{wanted.query(show='text')}#{key}")


@unit_page(WRITE_REPORT)
def draft(request: UnitRequest) -> HttpResponse:
    """The report's text as it stands, for the column beside the sections."""
    return render(request, "reports/draft.html", _written(request, asked(request, request.unit.pk)))


def _written(request: UnitRequest, wanted: Asked) -> dict[str, Any]:
    """The text of the report, and the unit's own template where it is written from one."""
    try:
        data = _data(request, wanted)
        return {"blocks": body(data), "own": data.template}
    except ReportRefused as error:
        return {"blocks": (Block("gap", f"[{error}]"),)}


@unit_page(SEE_FIGURES)
def download(request: UnitRequest, kind: str) -> HttpResponse:
    """The report as a file of one kind, written now."""
    if kind not in DOCUMENTS:
        raise Http404
    wanted = asked(request, request.unit.pk)
    try:
        content = files(_data(request, wanted), (kind,))[kind]
    except ReportRefused as error:
        return render(
            request,
            "reports/form.html",
            _frame(request, wanted, "official") | {"problem": str(error)},
            status=409,
        )
    seen(request, EXPORTED, form="bao-cao", period=wanted.period.name, file=kind)
    name = f"bao-cao-{file_name(request.unit)}-{wanted.period.name.replace('..', '_')}.{kind}"
    return as_file(content, name)
