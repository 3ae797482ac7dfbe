"""Bảng niêm yết: the catalogue as sheets for the notice board, by field, with a QR code for each procedure."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.catalogue.listing import whole
from motcua.boards.catalogue.shared import asked_day
from motcua.boards.clock import today
from motcua.boards.downloads import as_file
from motcua.catalogue.names import field_names
from motcua.people.policies import SEE_FIGURES
from motcua.reports.errors import ReportRefused
from motcua.reports.printed.catalogue import notice_sheets
from motcua.reports.printed.installation import installation
from motcua.reports.printed.render import render_all
from motcua.reports.write import file_name

KINDS = ("pdf", "docx")


@unit_page(SEE_FIGURES)
def page(request: UnitRequest, kind: str) -> HttpResponse:
    """The sheets of a day, of one field (`field`) or of all, as one file; where there is nothing the list says why."""
    if kind not in KINDS:
        raise Http404
    on, printing = asked_day(request.GET.get("on", "")) or today(), installation()
    field = field_names(on).get(whole(request.GET.get("field", "")) or 0)
    try:
        sheets = notice_sheets(request.unit, on, field, printing.procedure_url)
    except ReportRefused as error:
        messages.error(request, str(error))
        return redirect("catalogue", request.unit.pk)
    return as_file(render_all(sheets, kind, printing), f"niem-yet-{file_name(request.unit)}-{on}.{kind}")
