"""Printing the forms of a dossier; what was printed by whom stands in the access log."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.downloads import as_file
from motcua.boards.slips.fill import NoSuchForm, fill
from motcua.casework.actor import Actor
from motcua.casework.case import look_at
from motcua.casework.refusals import NotPermitted
from motcua.people.audit import Subject, register
from motcua.people.policies import PRINT
from motcua.reports.printed.render import render

PRINTED = register(
    "dossier.printed", _("Printed a form of a dossier"), ("form",), lambda told: str(told["form"])
)
KINDS = ("pdf", "docx")


@unit_page(PRINT)
def slip(request: UnitRequest, dossier: int, form: str, kind: str) -> HttpResponse:
    """A form of a dossier as PDF, shown in the browser, or as DOCX; 404 where the dossier has none."""
    if kind not in KINDS:
        raise Http404
    try:
        case = look_at(dossier, Actor(request.user.pk, request.unit.pk, request.rights), now())
        content = render(fill(case, form), kind)
    except (NotPermitted, NoSuchForm) as error:
        raise Http404 from error
    seen(request, PRINTED, Subject("dossier", dossier), form=form)
    return as_file(content, f"{case.dossier.code}-mau-{form}.{kind}", inline=kind == "pdf")
