"""Tiếp nhận: one page on which a dossier is taken in, by keyboard alone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import read, seen
from motcua.boards.clock import now, today
from motcua.boards.counter.again import typed_from, voided
from motcua.boards.counter.linked import lines_of, linked_to
from motcua.boards.counter.offer_part import chosen, offer_context
from motcua.boards.counter.places import Places, resolving, unit_of
from motcua.boards.counter.queue import MOST_READY, lodged, ready, taken_in_today
from motcua.boards.counter.typed import Typed, reception_of
from motcua.casework import drafts
from motcua.casework.actor import Actor
from motcua.casework.acts import AskCompletion, TurnAway
from motcua.casework.demands import reasoned
from motcua.casework.files import keep
from motcua.casework.models import Applicant, Fee, Work
from motcua.casework.once import once
from motcua.casework.perform import CaseAct, perform
from motcua.casework.reception import Reception, receive_here, receive_linked_here
from motcua.casework.refusals import Refused, Wanting
from motcua.catalogue.models import Procedure
from motcua.catalogue.search import procedures_for
from motcua.dossiers.models import Person
from motcua.people.audit import Subject, register
from motcua.people.policies import RECEIVE
from motcua.rules.accounts import Account
from motcua.rules.instants import day_of
from motcua.rules.measures import Channel

DRAFT = "reception"
ACCEPT, ASK, TURN = "accept", "ask", "turn"
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "key", "act"})


@unit_page(RECEIVE)
def page(request: UnitRequest) -> HttpResponse:
    """GET shows the form with the draft of whoever asks; POST takes the dossier in, once however often sent."""
    if request.method != "POST":
        kept = drafts.find(request.user.pk, request.unit.pk, DRAFT)
        return _form(request, Typed(kept), restored=True) if kept else _new_form(request)
    typed = Typed({name: str(value) for name, value in request.POST.items()})
    receptions = _stated(request, typed)
    if not receptions:
        return _form(request, typed, status=422)
    try:
        dossier = _take_in(request, typed, receptions)
    except Wanting as error:
        typed.errors[error.field] = error.message
        return _form(request, typed, status=422)
    except Refused as error:
        return _form(request, typed, problem=error.message, status=422)
    return redirect("counter-done", request.unit.pk, dossier)


def _new_form(request: UnitRequest) -> HttpResponse:
    """An empty form, or one with what an acceptance had that was voided (`tu`: the key of its dossier)."""
    named = request.GET.get("tu", "")
    known = named.isascii() and named.isdigit() and len(named) < 16
    before = voided(int(named), request.unit.pk) if known else None
    if before is None:
        return _form(request, Typed({}))
    read(request, before.pk)
    return _form(request, Typed(typed_from(before)), before=before.dossier.code)


def _stated(request: UnitRequest, typed: Typed) -> list[Reception]:
    """The dossier that was stated, and those of the same request; none where something is wrong."""
    first, places = reception_of(typed), Places(request.unit)
    unit_of(typed, "helped_at", lambda: places.helping)
    unit_of(typed, "resolved_by", lambda: places.resolving)
    if first is None or typed.errors:
        return []
    linked = linked_to(first, typed, request.unit.pk, places, now())
    if linked and typed.values.get("act", ACCEPT) != ACCEPT:
        typed.errors["linked-0-words"] = _(
            "A linked request is accepted as a whole. Take the procedures out, or accept all of them."
        )
    return [] if typed.errors else [first, *linked]


def _take_in(request: UnitRequest, typed: Typed, receptions: list[Reception]) -> int:
    actor = Actor(request.user.pk, request.unit.pk, request.rights)
    what, present = typed.values.get("act", ACCEPT), now()
    key = typed.values.get("key", "")[:80] or secrets.token_urlsafe(12)
    after = _after(typed, what)

    def act() -> dict[str, Any]:
        drafts.drop(request.user.pk, request.unit.pk, DRAFT)
        if len(receptions) > 1:
            return {"dossier": receive_linked_here(receptions, actor, present)[0].dossier}
        done = receive_here(receptions[0], actor, present, accept=what == ACCEPT)
        if after is not None:
            perform(after, done.dossier, actor, present)
        return {"dossier": done.dossier}

    stated = repr(receptions if len(receptions) > 1 else receptions[0])
    answer, _again = once(request.user.pk, key, {"act": what, "stated": stated}, present, act)
    return int(answer["dossier"])


def _after(typed: Typed, what: str) -> CaseAct | None:
    """What is done to a dossier that is not accepted: asked to be completed, or turned away."""
    if what == ASK:
        return AskCompletion(
            tuple(typed.values.get("missing", "").splitlines()), typed.values.get("reason", "")
        )
    if what == TURN:
        return TurnAway(reasoned(typed.values.get("reason", "")))
    return None


def _form(
    request: UnitRequest,
    typed: Typed,
    *,
    restored: bool = False,
    problem: str = "",
    before: str = "",
    status: int = 200,
) -> HttpResponse:
    unit, present = request.unit.pk, now()
    procedure, channel, lane = chosen(typed.values)
    found, places = Procedure.objects.filter(pk=procedure).first(), Places(request.unit)
    competent = resolving(typed.values, places) or unit
    part = offer_context(procedure, competent, channel, lane, present, typed.values) if found else {}
    context = {
        "typed": typed.values, "words": typed.values.get("procedure-words", ""), "errors": typed.errors, "problem_above": problem, "restored": restored, "before": before,
        "procedure": found, "channel": channel, "channels_all": [int(one) for one in Channel], "hows": Fee.How.choices,
        "kinds": Applicant.Kind.choices, "key": typed.values.get("key") or secrets.token_urlsafe(12),
        "lodged": lodged(unit, present), "today": taken_in_today(unit, present), "places": places,
        "ready": ready(unit), "most_ready": MOST_READY,
        "linked": lines_of(typed), "wrong": set(typed.errors), **part,
    }  # fmt: skip
    return render(request, "counter/reception.html", context, status=status)


@unit_page(RECEIVE)
def procedures(request: UnitRequest) -> HttpResponse:
    """Procedures that fit a few letters, as options of the field."""
    words = next((str(text) for name, text in request.GET.items() if name.endswith("words")), "")[:200]
    found = procedures_for(request.unit, words, day_of(today()), 12)
    return render(request, "counter/procedures.html", {"found": found, "words": words.strip()})


@unit_page(RECEIVE)
def offer(request: UnitRequest) -> HttpResponse:
    """Papers, fees, lanes and due date of the chosen procedure."""
    procedure, channel, lane = chosen(request.GET)
    if not Procedure.objects.filter(pk=procedure).exists():
        raise Http404
    unit = resolving(request.GET, Places(request.unit)) or request.unit.pk
    part = offer_context(procedure, unit, channel, lane, now(), request.GET)
    shown = "counter/linked_line.html" if request.GET.get("linked") else "counter/offer.html"
    return render(request, shown, {"hows": Fee.How.choices, "typed": {}, "errors": {}, **part})


APPLICANT_READ = register("applicant.read", gettext_lazy("Had an applicant's data filled in from a dossier"))


@require_POST
@unit_page(RECEIVE)
def applicant(request: UnitRequest) -> JsonResponse:
    """What is known of an identity number from dossiers of this unit; empty where it is new."""
    number = request.POST.get("id_number", "").strip()[:20]
    last = (
        Applicant.objects.filter(unit=request.unit, id_number=number).order_by("-pk").first()
        if number
        else None
    )
    person = Person.objects.filter(pk=last.pk).first() if last else None
    if last is None or person is None:
        return JsonResponse({})
    seen(request, APPLICANT_READ, Subject("dossier", last.pk))
    return JsonResponse(
        {
            "name": person.name,
            "phone": person.phone,
            "address": last.address,
            "email": last.email,
            "kind": last.kind,
        }
    )


@require_POST
@unit_page(RECEIVE)
def upload(request: UnitRequest) -> JsonResponse:
    """Keep a scan; 422 with the reason where it is not taken."""
    sent = request.FILES.get("file")
    if sent is None:
        return JsonResponse({"problem": _("No file was sent.")}, status=422)
    try:
        kept = keep(sent.name or "", sent.chunks(), request.unit.pk, request.user.pk, now())
    except Refused as error:
        return JsonResponse({"problem": error.message}, status=422)
    return JsonResponse({"file": kept.pk, "name": kept.name, "size": kept.size})


@require_POST
@unit_page(RECEIVE)
def draft(request: UnitRequest) -> HttpResponse:
    """Keep what is being typed; an empty form throws the draft away."""
    values = kept_values(request.POST)
    if not any(values.get(name) for name in ("procedure", "name", "id_number", "phone", "summary")):
        drafts.drop(request.user.pk, request.unit.pk, DRAFT)
        return HttpResponse(status=204)
    try:
        drafts.save(request.user.pk, request.unit.pk, DRAFT, values, now())
    except Refused as error:
        return JsonResponse({"problem": error.message}, status=422)
    return HttpResponse(status=204)


def kept_values(sent: Mapping[str, str]) -> dict[str, str]:
    """What of a reception form stands in its draft."""
    return {name: str(value) for name, value in sent.items() if name not in _NOT_KEPT and value}


@require_POST
@unit_page(RECEIVE)
def clear(request: UnitRequest) -> HttpResponse:
    """Throw the draft away and begin anew."""
    drafts.drop(request.user.pk, request.unit.pk, DRAFT)
    messages.success(request, _("The form is empty again."))
    return redirect("counter", request.unit.pk)


@unit_page(RECEIVE)
def done(request: UnitRequest, dossier: int) -> HttpResponse:
    """After reception: the code in large letters, the due date, what to print, and on to the next person."""
    work = (
        Work.objects.filter(pk=dossier, received_by=request.unit)
        .select_related("dossier", "procedure")
        .first()
    )
    if work is None:
        raise Http404
    context = {
        "work": work,
        "dossier": work.dossier,
        "linked": _linked(work),
        "slip": _SLIPS.get(work.state, "01"),
    }
    return render(request, "counter/done.html", context)


_SLIPS = {int(Account.LODGED): "", int(Account.LODGED_SUPPLEMENT): "02", int(Account.TURNED_AWAY): "03"}
"""The form that is handed to the person at the counter where the dossier was not accepted."""


def _linked(work: Work) -> list[Work]:
    """The other dossiers of the same request."""
    if work.request_id is None:
        return []
    others = Work.objects.filter(request=work.request_id).exclude(pk=work.pk).order_by("pk")
    return list(others.select_related("dossier", "procedure", "unit"))
