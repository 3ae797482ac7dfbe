"""Sự cố hệ thống: recorded with a picture of the screen, followed by others, and the dossiers that they touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.findings.audited import EVIDENCE_OPENED, INCIDENT_KEPT, TOUCHED
from motcua.boards.findings.choice import whole
from motcua.boards.findings.files import shown, taken
from motcua.boards.findings.typed import instant_in
from motcua.boards.sent_once import key_of, sent_once
from motcua.boards.standing import standing
from motcua.boards.written import iso, number
from motcua.casework.once import Answer
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import System
from motcua.catalogue.systems import system as system_named
from motcua.dossiers.models import Dossier
from motcua.findings.explaining import IncidentTold, NotRecorded, incidents_of, report
from motcua.findings.models import Incident
from motcua.findings.systems import systems_of
from motcua.findings.told import PORTAL
from motcua.findings.touched import Because, carried_over, confirm, confirmations, proposed
from motcua.people.audit import Acting
from motcua.people.policies import EXPLAIN, SEE_DOSSIERS, SEE_PERSON

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BECAUSE: dict[Because, StrPromise] = {
    Because.DUE: gettext_lazy("Was due meanwhile"),
    Because.ACT: gettext_lazy("Something was done on it meanwhile"),
    Because.CHOSEN: gettext_lazy("Added by a person"),
}


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The incidents that the unit recorded, the latest first."""
    held = list(incidents_of(request.unit.pk)[:200])
    said = confirmations([one.pk for one in held])
    counts = {one.pk: sum(yes and pk == one.pk for (pk, _), yes in said.items()) for one in held}
    context = {"incidents": [(one, counts[one.pk]) for one in held], "explains": EXPLAIN in request.rights}
    return render(request, "findings/incidents.html", context)


@unit_page(EXPLAIN)
def record(request: UnitRequest) -> HttpResponse:
    """The form for an incident; posted, it is recorded. `replaces` names the one that it follows."""
    old = _replaced(request)
    if request.method != "POST":
        return _form(request, old, {})
    try:
        kept = sent_once(request, lambda: _record(request, old))["incident"]
    except NotRecorded as error:
        return _form(request, old, {error.field: str(error)})
    if kept is None:
        return redirect("findings-incidents", request.unit.pk)
    return redirect("findings-incident", request.unit.pk, kept)


def _record(request: UnitRequest, old: Incident | None) -> Answer:
    """Record what the form says; the answer names the incident, None where one was withdrawn."""
    acting = Acting(request.user.pk, now())
    made = report(request.unit, _told(request, old), acting)
    if old is not None:
        carried_over(old, made, acting)
    seen(request, INCIDENT_KEPT, incident=made.pk, replaces=None if old is None else old.pk)
    if not made.symptom:
        messages.success(request, _("Withdrawn; what was said stays in the file."))
        return {"incident": None}
    messages.success(request, _("Recorded. Say now which dossiers it touched."))
    return {"incident": made.pk}


def _told(request: UnitRequest, old: Incident | None) -> IncidentTold:
    withdrawn = bool(request.POST.get("withdraw")) and old is not None
    if withdrawn and old is not None:
        return IncidentTold(old.system, old.begin, old.end, "", None, old)
    text = request.POST.get("system", "")
    found = System.objects.filter(pk=int(text)).first() if whole(text) else None
    if found is None:
        raise NotRecorded("system", _("Choose a system of the list."))
    begin = instant_in(request.POST.get("begin", ""), "begin")
    if begin is None:
        raise NotRecorded("begin", _("Say since when."))
    end = instant_in(request.POST.get("end", ""), "end")
    symptom = request.POST.get("symptom", "").replace("\r\n", "\n").strip()
    if not symptom:
        raise NotRecorded("symptom", _("Say what was seen: slow, refused, could not sign in…"))
    return IncidentTold(found, begin, end, symptom, taken(request), old)


def _replaced(request: UnitRequest) -> Incident | None:
    text = request.POST.get("replaces", "") or request.GET.get("replaces", "")
    return get_object_or_404(Incident, pk=int(text), unit=request.unit) if whole(text) else None


def _form(request: UnitRequest, old: Incident | None, problems: dict[str, str]) -> HttpResponse:
    typed = request.POST if request.method == "POST" else {}
    context = {
        "old": old, "problems": problems, "key": key_of(request), "systems": [*systems_of(request.unit.pk), system_named(PORTAL)],
        "system": str(typed.get("system", old.system_id if old else "")),
        "begin": typed.get("begin", iso(old.begin) if old else ""),
        "end": typed.get("end", iso(old.end) if old else ""),
        "symptom": typed.get("symptom", old.symptom if old else ""),
    }  # fmt: skip
    return render(request, "findings/incident_form.html", context, status=422 if problems else 200)


@unit_page(SEE_DOSSIERS)
def one(request: UnitRequest, incident: int) -> HttpResponse:
    """An incident with the dossiers that it may have touched."""
    found = get_object_or_404(incidents_of(request.unit.pk), pk=incident)
    present, calendar = now(), calendar_of(request.unit.pk)
    rows = proposed(found, present)
    context = {
        "incident": found,
        "rows": [(row, BECAUSE[row.because], standing(row.dossier, present, calendar)) for row in rows],
        "waiting": sum(row.confirmed is None for row in rows),
        "explains": EXPLAIN in request.rights,
    }
    return render(request, "findings/incident.html", context)


@require_POST
@unit_page(EXPLAIN)
def touched(request: UnitRequest, incident: int) -> HttpResponse:
    """Say of the ticked dossiers, or of one by its code, whether the incident touched them."""
    found = get_object_or_404(incidents_of(request.unit.pk), pk=incident)
    keys = [int(key) for key in request.POST.getlist("dossier") if whole(key)]
    code = request.POST.get("code", "").strip()
    if code:
        keys += list(Dossier.objects.filter(unit=request.unit, code=code).values_list("pk", flat=True))
    if not keys:
        messages.error(
            request,
            _("The unit has no dossier with this code.") if code else _("Tick at least one dossier first."),
        )
        return redirect("findings-incident", request.unit.pk, found.pk)
    count = confirm(found, keys, request.POST.get("yes") != "0", Acting(request.user.pk, now()))
    seen(request, TOUCHED, incident=found.pk, dossiers=count)
    said = ngettext("%(n)s dossier marked.", "%(n)s dossiers marked.", count) % {"n": number(count)}
    messages.success(request, said)
    return redirect("findings-incident", request.unit.pk, found.pk)


@unit_page(SEE_PERSON)
def screenshot(request: UnitRequest, incident: int) -> HttpResponseBase:
    """The picture of the screen of an incident."""
    found = get_object_or_404(Incident.objects.select_related("file"), pk=incident, unit=request.unit)
    answer = shown(found.file, f"su-co-{found.pk}")
    seen(request, EVIDENCE_OPENED, incident=found.pk)
    return answer
