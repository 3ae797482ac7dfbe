"""Trả kết quả: what is ready and not handed over, found by code, name or identity number; several at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now
from motcua.boards.desk.words import WAYS
from motcua.casework.actor import Actor
from motcua.casework.acts import ReturnResult
from motcua.casework.acts.return_result import Way
from motcua.casework.models import Applicant, Work
from motcua.casework.perform import perform
from motcua.casework.refusals import Refused
from motcua.catalogue.fields import fold
from motcua.dossiers.models import Person
from motcua.people.policies import RECEIVE
from motcua.rules.accounts import WITH_RESULT

MOST = 50


@unit_page(RECEIVE)
def page(request: UnitRequest) -> HttpResponse:
    """GET lists what is ready, POST narrows it (`q`) or hands over what is ticked (`dossier`).

    What is looked for may be a name or a number, so it travels in the body and never in an address.
    """
    if "way" in request.POST:
        return _hand_over(request)
    return _list(request)


def _list(request: UnitRequest, problems: Sequence[str] = ()) -> HttpResponse:
    """The list; after a refusal with what was typed, so that nothing has to be typed twice."""
    words = request.POST.get("q", "").strip()[:120]
    found = list(_ready(request.unit.pk, words)[: MOST + 1])
    names = dict(Person.objects.filter(pk__in=[work.pk for work in found]).values_list("pk", "name"))
    rows = [(work, names.get(work.pk, "")) for work in found[:MOST]]
    context = {
        "rows": rows, "more": len(found) > MOST, "words": words, "ways": WAYS.items(), "problems": problems,
        "ticked": {int(key) for key in request.POST.getlist("dossier") if _is_key(key)}, "typed": request.POST,
    }  # fmt: skip
    return render(request, "counter/return.html", context, status=422 if problems else 200)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _ready(unit: int, words: str) -> QuerySet[Work]:
    works = Work.objects.filter(unit=unit, open=True, state__in=WITH_RESULT).select_related(
        "dossier", "procedure"
    )
    if not words:
        return works.order_by("ready_at")
    if any(char.isalpha() for char in words) and "-" not in words:
        return works.filter(dossier__person__folded__contains=fold(words)).order_by("ready_at")
    numbered = Applicant.objects.filter(unit=unit, id_number=words).values("pk")
    by_code = works.filter(dossier__code__endswith=words.upper())
    return (works.filter(pk__in=numbered) | by_code).order_by("ready_at")


def _hand_over(request: UnitRequest) -> HttpResponse:
    actor = Actor(request.user.pk, request.unit.pk, request.rights)
    chosen = [int(key) for key in request.POST.getlist("dossier")[:MOST] if _is_key(key)]
    if not chosen:
        return _list(request, [_("Tick the results that are handed over.")])
    way = request.POST.get("way", "")
    act = ReturnResult(request.POST.get("evidence", ""), Way(way) if way in list(Way) else Way.COUNTER)
    problems = [problem for dossier in chosen if (problem := _one(act, dossier, actor))]
    if done := len(chosen) - len(problems):
        words = ngettext("%(n)s result handed over.", "%(n)s results handed over.", done) % {"n": done}
        messages.success(request, words)
    return _list(request, problems) if problems else redirect("return", request.unit.pk)


def _one(act: ReturnResult, dossier: int, actor: Actor) -> str:
    """What speaks against handing one over; nothing where it has been done."""
    try:
        perform(act, dossier, actor, now())
    except Refused as error:
        code = (
            Work.objects.filter(pk=dossier, unit=actor.unit).values_list("dossier__code", flat=True).first()
        )
        return _("%(code)s: %(reason)s") % {"code": code or "–", "reason": error.message}
    return ""
