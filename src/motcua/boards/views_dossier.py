"""One dossier: state, clock, history, what each system says, and its moves in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import read
from motcua.boards.clock import now
from motcua.boards.compared import compared
from motcua.boards.desk.views_own import own_page
from motcua.boards.dossier_parts import days_off, moves_of
from motcua.boards.findings.beside import beside
from motcua.boards.standing import standing
from motcua.boards.words import GROUNDS, STATES
from motcua.casework.models import Work
from motcua.casework.words import ENTRIES
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.reception_terms import ReceptionTerms
from motcua.dossiers.history import Entry, history
from motcua.dossiers.models import Dossier, Person
from motcua.people.policies import SEE_DOSSIERS, SEE_PERSON
from motcua.rules.explain import Line, explain
from motcua.rules.instants import local_day
from motcua.rules.terms import ClockError, OnResume, Pause


@dataclass(frozen=True)
class Happened:
    """A journal entry in words."""

    label: str
    entry: Entry


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest, dossier: int) -> HttpResponse:
    """Everything that is known of a dossier; 404 for one of another unit, whose existence is private."""
    if Work.objects.filter(pk=dossier).exists():
        return own_page(request, dossier)
    related = Dossier.objects.select_related("cell__procedure", "cell__field", "authority", "issuer")
    found = get_object_or_404(related, pk=dossier, unit=request.unit)
    read(request, found.pk)
    return render(request, "dossiers/one.html", _context(request, found))


def _context(request: UnitRequest, dossier: Dossier) -> dict[str, Any]:
    contents = SEE_PERSON in request.rights
    told = history(dossier.pk)
    sightings = sorted(told.sightings(), key=lambda entry: entry.system_key != dossier.authority_id)
    calendar = calendar_of(request.unit.pk)
    return {
        "dossier": dossier,
        "standing": standing(dossier, now(), calendar),
        "person": Person.objects.filter(pk=dossier.pk).first() if contents else None,
        "contents": contents,
        "sightings": sightings,
        "facts": compared(sightings, contents),
        "stated_by": _stated_by(dossier, sightings),
        "explained": explained(dossier, sightings[:1]),
        "journal": [Happened(_label(entry), entry) for entry in reversed(told.entries)],
        "moves": moves_of(dossier.pk, now()),
        "beside": beside(request.unit.pk, dossier, request.rights, now()),
    }


def _label(entry: Entry) -> str:
    return str(STATES.get(entry.body.get("state", ""), ENTRIES.get(entry.kind, entry.kind)))


def _stated_by(dossier: Dossier, sightings: Sequence[Entry]) -> str:
    """The system that states the due date that counts, empty where none does."""
    lead = sightings[0] if sightings else None
    return lead.system if lead is not None and lead.body.get("due") is not None else ""


def explained(dossier: Dossier, lead: Sequence[Entry]) -> list[Line]:
    """How the due date follows from the procedure's term; nothing where no term is known."""
    cell = dossier.cell
    if dossier.received_at is None or cell.procedure_id is None:
        return []
    day = local_day(dossier.received_at)
    span = ReceptionTerms(dossier.unit_id, [cell.procedure_id]).on(cell.procedure_id, cell.channel, day)
    if span is None or span.term is None:
        return []
    pauses = _pauses(lead[0].body, span.on_resume) if lead else []
    calendar, names = calendar_of(dossier.unit_id), days_off(dossier)
    try:
        return explain(dossier.received_at, span.term, calendar, span.rules, pauses=pauses, names=names)
    except ClockError:
        return []


def _pauses(body: dict[str, Any], on_resume: OnResume) -> list[Pause]:
    told = [(one["begin"], one["end"], one["ground"]) for one in body.get("pauses") or []]
    if body.get("paused") is not None:
        told.append((body["paused"], body.get("resumed"), body.get("ground") or "suspension"))
    return [Pause(begin, end, on_resume, str(GROUNDS.get(ground, ground))) for begin, end, ground in told]
