"""Giải trình: the late dossiers of a period with all that explains them, and the documents ready to sign."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import asked
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.choices import panel
from motcua.boards.clock import now, today
from motcua.boards.downloads import DOCUMENTS, as_file
from motcua.boards.standing import Standing, standing
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import System
from motcua.findings.documents import NothingToWrite, incidents_in, late_list, letter
from motcua.findings.explaining import incidents_of
from motcua.findings.late import Late, late_dossiers, lateness
from motcua.people.policies import EXPLAIN, SEE_DOSSIERS, SEE_PERSON
from motcua.reports.printed.render import render as printed
from motcua.rules.periods import Period

MOST = 500


@dataclass(frozen=True)
class Row:
    """A late dossier, by how much it is late, and how it stands."""

    late: Late
    lateness: str
    standing: Standing


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The late dossiers of a period, those that nobody has explained first where the address asks for them alone."""
    wanted, present, calendar = asked(request, request.unit.pk), now(), calendar_of(request.unit.pk)
    every = late_dossiers(request.unit, wanted.period, present)
    only = request.GET.get("only") == "unexplained"
    rows = [row for row in every if not (only and row.explained)]
    context = {
        "asked": wanted, **panel(wanted.period, today()), "only": only,
        "rows": [Row(row, lateness(row.days), standing(row.dossier, present, calendar)) for row in rows[:MOST]],
        "more": max(len(rows) - MOST, 0), "all": len(every),
        "unexplained": sum(not row.explained for row in every),
        "touched": sum(bool(row.incidents) for row in every),
        "apologised": sum(row.apologised_at is not None for row in every),
        "letters": _letters(request, wanted.period), "explains": EXPLAIN in request.rights,
        "documents": DOCUMENTS, "persons": SEE_PERSON in request.rights,
    }  # fmt: skip
    return render(request, "findings/explain.html", context)


def _letters(request: UnitRequest, period: Period) -> list[System]:
    """The systems that failed in the period."""
    systems = {one.system_id: one.system for one in incidents_of(request.unit.pk)}
    return [one for one in systems.values() if incidents_in(request.unit, one, period)]


@unit_page(EXPLAIN)
def file(request: UnitRequest, kind: str) -> HttpResponse:
    """The list of late dossiers as a document; 404 for another kind of file."""
    if kind not in DOCUMENTS:
        raise Http404
    period = asked(request, request.unit.pk).period
    content = printed(late_list(request.unit, period, now()), kind)
    seen(request, EXPORTED, form="giai-trinh", period=period.name, file=kind)
    return as_file(content, f"giai-trinh-{period.name.replace('..', '-')}.{kind}")


@unit_page(EXPLAIN)
def to_owner(request: UnitRequest, system: int, kind: str) -> HttpResponse:
    """The letter to the owner of a system; 404 for another kind of file and where there was no incident."""
    if kind not in ("docx", "pdf"):
        raise Http404
    found, period = get_object_or_404(System, pk=system), asked(request, request.unit.pk).period
    try:
        content = printed(letter(request.unit, found, period, now()), kind)
    except NothingToWrite as error:
        raise Http404 from error
    seen(request, EXPORTED, form="cong-van-su-co", period=period.name, file=kind)
    return as_file(content, f"cong-van-su-co-{found.pk}-{period.name.replace('..', '-')}.{kind}")
