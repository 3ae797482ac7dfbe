"""Filling a superior's file, what every figure of a filled one is and was, and the files themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.clock import now
from motcua.boards.downloads import as_file
from motcua.boards.superior.shared import FILLED, SUBJECT, closed, file_page
from motcua.boards.superior.told import lines
from motcua.people.audit import Subject
from motcua.people.policies import SEE_FIGURES, WRITE_REPORT
from motcua.reports.errors import ReportRefused
from motcua.reports.models import SuperiorFile, SuperiorFill
from motcua.reports.superior import kept
from motcua.reports.superior.spots import Spot
from motcua.rules.periods import BadPeriod, parse


@require_POST
@file_page(WRITE_REPORT)
def fill(request: UnitRequest, file: SuperiorFile) -> HttpResponse:
    """Fill the version in use for a period."""
    try:
        period = parse(request.POST.get("period", ""))
        made = kept.fill(request.unit, kept.in_use(file), period, request.user.pk, now(), closed(request))
    except (ReportRefused, BadPeriod) as refused:
        messages.error(request, str(refused))
        return redirect("reports-superior-one", request.unit.pk, file.pk)
    seen(request, FILLED, Subject(SUBJECT, file.pk), period=period.name, numbers=len(made.figures))
    return redirect("reports-superior-filled", request.unit.pk, file.pk, made.pk)


@file_page(SEE_FIGURES)
def page(request: UnitRequest, file: SuperiorFile, fill: int) -> HttpResponse:
    """Figure by figure: what stood there, what stands there now, what it means, the dossiers behind it."""
    made = _of(file, fill)
    context = {
        "file": file,
        "fill": made,
        "period": parse(made.period),
        "lines": lines(request, made.figures),
        "unbound": _unbound(made),
    }
    return render(request, "superior/filled.html", context)


def _unbound(made: SuperiorFill) -> list[Spot]:
    """The numbers of the file that stay as they were brought, blanks and days aside."""
    filled = {one["key"] for one in made.figures}
    try:
        spots = kept.opened(made.version).shown.spots.values()
    except ReportRefused:
        return []
    return [one for one in spots if one.key not in filled and one.text.strip() and one.style.kind != "date"]


@file_page(SEE_FIGURES)
def download(request: UnitRequest, file: SuperiorFile, fill: int) -> HttpResponse:
    """The filled file."""
    made = _of(file, fill)
    try:
        body = kept.filled(made)
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect("reports-superior-filled", request.unit.pk, file.pk, made.pk)
    seen(request, EXPORTED, form="cap-tren", period=made.period, file=made.version.kind)
    stem = made.version.kept.name.rpartition(".")[0] or "tep"
    return as_file(body, f"{stem}-{made.period.replace('..', '_')}.{made.version.kind}")


@file_page(SEE_FIGURES)
def original(request: UnitRequest, file: SuperiorFile, number: int) -> HttpResponse:
    """A version as it was brought."""
    version = file.versions.select_related("kept").filter(number=number).first()
    if version is None:
        raise Http404
    try:
        body = kept.content_of(version)
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect("reports-superior", request.unit.pk)
    seen(request, EXPORTED, form="cap-tren", file=version.kind)
    stem = version.kept.name.rpartition(".")[0] or "tep"
    return as_file(body, f"{stem}.{version.kind}")


def _of(file: SuperiorFile, key: int) -> SuperiorFill:
    found = SuperiorFill.objects.select_related("version__kept", "filled_by").filter(
        version__file=file, pk=key
    )
    made = found.first()
    if made is None:
        raise Http404
    return made
