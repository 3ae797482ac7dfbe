"""An act on a dossier: its form, and carrying it out once however often it is sent."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import read as read_dossier
from motcua.boards.clock import now
from motcua.boards.desk.act_fields import asked_by
from motcua.boards.desk.act_form import ActForm, form_for, read, tell_refusal
from motcua.boards.desk.act_given import given
from motcua.boards.desk.own_dossier import asked_of
from motcua.boards.desk.words import GRAVE
from motcua.boards.written import moment
from motcua.casework.actor import Actor
from motcua.casework.acts import ACTS
from motcua.casework.case import Case, expect, look_at
from motcua.casework.models import Transfer, Work
from motcua.casework.offered import offered
from motcua.casework.once import answered, once
from motcua.casework.perform import CaseAct, perform
from motcua.casework.refusals import NotPermitted, Refused
from motcua.people.policies import SEE_PERSON

LONGEST_KEY = 80
CHOSEN_FROM = frozenset({"entry", "fee", "paper", "task"})
"""Fields whose choices are contents of the dossier, so that opening the form is reading it."""


@unit_page(SEE_PERSON)
def act_page(request: UnitRequest, dossier: int, act: str) -> HttpResponse:
    """GET shows the form of an act, POST carries it out; 404 for what is not there for this person.

    What is sent again after it was done, by a double click or the back button, is not told as an error.
    """
    try:
        return _act_page(request, dossier, act)
    except Http404:
        if _was_done(request, dossier, act):
            return _again(request, _desk(request))
        if request.method == "POST" and (gone := _gone(request, dossier)):
            messages.warning(request, gone)
            return _onward(request, _desk(request))
        raise


def _gone(request: UnitRequest, dossier: int) -> str:
    """Why a dossier that was on its way to this unit is not to be seen here any more; empty where it never was."""
    asked = Transfer.objects.filter(dossier=dossier, target=request.unit).order_by("-pk").first()
    if asked is None:
        return ""
    return _("The dossier no longer waits for this unit: %(status)s, %(moment)s.") % {
        "status": asked.get_status_display(),
        "moment": moment(asked.answered_at),
    }


def _act_page(request: UnitRequest, dossier: int, act: str) -> HttpResponse:
    actor = Actor(request.user.pk, request.unit.pk, request.rights)
    kind, case = _found(dossier, act, actor)
    if request.method != "POST":
        if CHOSEN_FROM & {asked.name for asked in asked_by(kind)}:
            read_dossier(request, dossier)
        return _answer(request, case, form_for(kind, case), kind in offered(case))
    form = form_for(kind, case, {name: str(value) for name, value in request.POST.items()})
    try:
        stated = read(form, given(request, form, case))
        if stated is not None:
            return _carry_out(request, case, stated, actor)
    except Refused as error:
        tell_refusal(form, error)
    if not form.problem and _was_done(request, dossier, act):
        return _again(request, _place(request, case))
    _tell_change(request, form, case)
    return _answer(request, case, form, possible=True, status=422)


def _tell_change(request: UnitRequest, form: ActForm, case: Case) -> None:
    """Say what has changed meanwhile, where a field is wrong only because of that: who was chosen is gone from a list."""
    if form.problem:
        return
    try:
        expect(case, _number(request.POST.get("seq", "")))
    except Refused as error:
        tell_refusal(form, error)


def _found(dossier: int, act: str, actor: Actor) -> tuple[type[CaseAct], Case]:
    if act not in ACTS:
        raise Http404
    try:
        return ACTS[act], look_at(dossier, actor, now())
    except NotPermitted as error:
        raise Http404 from error


def _carry_out(request: UnitRequest, case: Case, stated: CaseAct, actor: Actor) -> HttpResponse:
    key = request.POST.get("key", "")[:LONGEST_KEY] or secrets.token_urlsafe(12)
    seq, present = _number(request.POST.get("seq", "")), now()

    def act() -> dict[str, Any]:
        done = perform(stated, case.dossier.pk, actor, present, seq=seq)
        return {"dossier": done.dossier, "act": stated.name}

    # What was sent stands in the key's digest: the same form sent again is the same act.
    once(request.user.pk, key, {"act": stated.name, "seq": seq, "stated": repr(stated)}, present, act)
    messages.success(request, _("Done: %(act)s.") % {"act": stated.label})
    return _onward(request, _place(request, case))


def _was_done(request: UnitRequest, dossier: int, act: str) -> bool:
    """Whether this very form has been carried out already."""
    key = request.POST.get("key", "") if request.method == "POST" else ""
    return bool(key) and answered(request.user.pk, key) == {"dossier": dossier, "act": act}


def _again(request: UnitRequest, place: str) -> HttpResponse:
    messages.info(
        request, _("This had been recorded already when it was sent again. Nothing was recorded twice.")
    )
    return _onward(request, place)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _place(request: UnitRequest, case: Case) -> str:
    """The dossier, or the list of one's work where the dossier has left for another unit."""
    now_at = Work.objects.filter(pk=case.dossier.pk).values_list("unit", "received_by").first() or ()
    stays = request.unit.pk in now_at
    return reverse("dossiers-one", args=[request.unit.pk, case.dossier.pk]) if stays else _desk(request)


def _onward(request: UnitRequest, place: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = place
        return answer
    return HttpResponseRedirect(place)


def _desk(request: UnitRequest) -> str:
    return reverse("desk", args=[request.unit.pk])


def _answer(
    request: UnitRequest, case: Case, form: ActForm, possible: bool, status: int = 200
) -> HttpResponse:
    context = {
        "case": case,
        "dossier": case.dossier,
        "form": form,
        "possible": possible,
        "grave": form.act.name in GRAVE,
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
        "warning": _warning(form.act, case),
    }
    if request.headers.get("HX-Request"):
        return render(request, "desk/act.html", context, status=status)
    asked = asked_of(case)
    if asked["second"] or asked["on_its_way"]:
        read_dossier(request, case.dossier.pk)
    return render(request, "desk/act_page.html", context | asked, status=status)


def _warning(act: type[CaseAct], case: Case) -> str:
    if act.name == "request-supplement" and case.work.supplements:
        return _(
            "A supplement has been requested before. By the national index a dossier with a second request "
            "counts as late."
        )
    return ""
