"""Facts beside a dossier: recorded with evidence, followed by others, never changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.findings.audited import EVIDENCE_OPENED, FACT_KEPT
from motcua.boards.findings.choice import whole
from motcua.boards.findings.files import shown, taken
from motcua.boards.findings.typed import instant_in
from motcua.boards.sent_once import key_of, sent_once
from motcua.boards.written import iso
from motcua.casework.once import Answer
from motcua.dossiers.models import Dossier
from motcua.findings.explaining import FactTold, NotRecorded, tell
from motcua.findings.models import Fact
from motcua.people.audit import Acting, Subject
from motcua.people.policies import EXPLAIN, SEE_PERSON


@unit_page(EXPLAIN)
def record(request: UnitRequest, dossier: int) -> HttpResponse:
    """The form for a fact beside a dossier of the unit; posted, it is recorded. `replaces` names the one that it follows."""
    found = get_object_or_404(Dossier, pk=dossier, unit=request.unit)
    old = _replaced(request, found)
    if request.method != "POST":
        return _form(request, found, old, {})
    try:
        sent_once(request, lambda: _record(request, found, old))
    except NotRecorded as error:
        return _form(request, found, old, {error.field: str(error)})
    return redirect("dossiers-one", request.unit.pk, found.pk)


def _record(request: UnitRequest, dossier: Dossier, old: Fact | None) -> Answer:
    told = FactTold(
        "" if request.POST.get("withdraw") else request.POST.get("text", "").replace("\r\n", "\n"),
        instant_in(request.POST.get("happened_at", ""), "happened_at"), taken(request), old,
    )  # fmt: skip
    made = tell(request.unit, dossier, told, Acting(request.user.pk, now()))
    replaces = None if old is None else old.pk
    seen(request, FACT_KEPT, Subject("dossier", dossier.pk), fact=made.pk, replaces=replaces)
    messages.success(
        request,
        _("Recorded beside the dossier.") if made.text else _("Withdrawn; what was said stays in the file."),
    )
    return {"fact": made.pk}


def _replaced(request: UnitRequest, dossier: Dossier) -> Fact | None:
    text = request.POST.get("replaces", "") or request.GET.get("replaces", "")
    if not whole(text):
        return None
    return get_object_or_404(Fact, pk=int(text), dossier=dossier)


def _form(request: UnitRequest, dossier: Dossier, old: Fact | None, problems: dict[str, str]) -> HttpResponse:
    typed = request.POST if request.method == "POST" else {}
    context = {
        "dossier": dossier, "old": old, "problems": problems, "key": key_of(request),
        "text": typed.get("text", old.text if old else ""),
        "happened_at": typed.get("happened_at", iso(old.happened_at) if old else ""),
    }  # fmt: skip
    return render(request, "findings/fact.html", context, status=422 if problems else 200)


@unit_page(SEE_PERSON)
def evidence(request: UnitRequest, fact: int) -> HttpResponseBase:
    """The evidence of a fact."""
    related = Fact.objects.select_related("file", "dossier")
    found = get_object_or_404(related, pk=fact, dossier__unit=request.unit)
    answer = shown(found.file, f"{found.dossier.code}-bang-chung-{found.pk}")
    seen(request, EVIDENCE_OPENED, Subject("dossier", found.dossier_id), fact=found.pk)
    return answer
