"""Đối chiếu: where other systems say otherwise, as a page and as a spreadsheet."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.downloads import as_file
from motcua.boards.words import STATES
from motcua.boards.written import NONE, moment
from motcua.casework.models import Work
from motcua.exchange import reconcile as portal
from motcua.hub.reconcile import Finding, findings
from motcua.people.policies import IMPORT
from motcua.rules.reconcile import Difference
from motcua.rules.report import State

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST = 500
KINDS: dict[Difference, StrPromise] = {
    Difference.NOT_THERE: gettext_lazy("Here, and not there"),
    Difference.NOT_HERE: gettext_lazy("There, and not taken here"),
    Difference.STATE: gettext_lazy("Another state"),
    Difference.RETURNED: gettext_lazy("Handed over in one of them only"),
    Difference.RECEIVED: gettext_lazy("Another day of reception"),
    Difference.DUE: gettext_lazy("Another due day"),
    Difference.FINISHED: gettext_lazy("Another day of the result"),
}
"""Each kind of difference in words."""


@dataclass(frozen=True)
class Line:
    """A difference in words; `dossier` is its key, None where it is not here."""

    dossier: int | None
    code: str
    system: str
    kind: str
    ours: str
    theirs: str
    since: int


@unit_page(IMPORT)
def page(request: UnitRequest) -> HttpResponse:
    """The differences of the unit, the latest known first; narrowed to one kind by `kind`."""
    found = _found(request)
    kind = request.GET.get("kind", "")
    counts = [(one.value, KINDS[one], sum(f.differs.kind is one for f in found)) for one in Difference]
    shown = [one for one in found if not kind or one.differs.kind == kind]
    context = {
        "lines": [_line(one) for one in shown[:MOST]],
        "more": max(len(shown) - MOST, 0),
        "counts": [one for one in counts if one[2]],
        "kind": kind,
        "all": len(found),
    }
    return render(request, "exchange/reconciled.html", context)


@unit_page(IMPORT)
def file(request: UnitRequest) -> HttpResponse:
    """All differences as a workbook."""
    lines = [_line(one) for one in _found(request)]
    seen(request, EXPORTED, form="doi-chieu", file="xlsx")
    return as_file(_workbook(lines), "doi-chieu.xlsx")


def _found(request: UnitRequest) -> list[Finding]:
    own = Work.objects.filter(unit=request.unit, returned_at__isnull=False)
    returned = frozenset(own.values_list("pk", flat=True))
    unit = request.unit.pk
    both = [*portal.findings(unit, returned), *findings(unit, returned)]
    return sorted(both, key=lambda one: (-one.since, one.code))


def _line(one: Finding) -> Line:
    ours, theirs = (_said(value) for value in (one.differs.ours, one.differs.theirs))
    if one.differs.kind is Difference.NOT_THERE:
        theirs = NONE
    if one.differs.kind is Difference.NOT_HERE:
        ours = NONE
    return Line(one.dossier, one.code, one.system, str(KINDS[one.differs.kind]), ours, theirs, one.since)


def _said(value: State | int) -> str:
    return str(STATES[value]) if isinstance(value, State) else moment(value)


def _workbook(lines: list[Line]) -> bytes:
    kept = io.BytesIO()
    heads = (_("Dossier"), _("Other system"), _("Difference"), _("Here"), _("There"), _("Known since"))
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Reconciliation")[:31])
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 5, 26)
        bold = book.add_format({"bold": True})
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        for row, one in enumerate(lines, 1):
            cells = (one.code, one.system, one.kind, one.ours, one.theirs, moment(one.since))
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    return kept.getvalue()
