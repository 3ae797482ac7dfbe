"""Đôn đốc: reminding whoever has a dossier, from a list of the board; the reminders, how often, and the answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.listed import lines
from motcua.boards.live import views_list
from motcua.boards.live.board import board_of
from motcua.boards.live.scope import scope_of
from motcua.catalogue.calendars import calendar_of
from motcua.notices.models import Urge
from motcua.notices.urging import LONGEST_ANSWER, Urging, answer, urge
from motcua.people.audit import Details, register
from motcua.people.policies import SEE_DOSSIERS, SEE_PERSON, URGE

MOST_AT_ONCE = 200
SHOWN = 200
LONGEST = 500


@dataclass(frozen=True)
class Typed:
    """An answer that was not kept: of which reminder, what was written, what is wrong with it."""

    key: int
    text: str
    problem: str


NOTHING = Typed(0, "", "")


def _count(told: Details) -> str:
    n = int(str(told["count"]))
    return ngettext("%(n)s dossier", "%(n)s dossiers", n) % {"n": n}


URGED = register("dossier.urged", gettext_lazy("Reminded of dossiers"), ("count",), _count)
ANSWERED = register("dossier.urge_answered", gettext_lazy("Answered a reminder"))


@require_POST
@unit_page(URGE)
def ask(request: UnitRequest) -> HttpResponseBase:
    """Remind of the dossiers that are ticked, each of whoever has it."""
    named = {int(key) for key in request.POST.getlist("dossier")[:MOST_AT_ONCE] if _is_key(key)}
    board = board_of(request, URGE)
    chosen = {row.dossier: row.officer for row in board.every if row.dossier in named}
    if not chosen:
        messages.error(request, _("Tick the dossiers that you want to remind of."))
        return redirect("board", request.unit.pk)
    text = " ".join(request.POST.get("text", "").split())
    if len(text) > LONGEST:
        messages.error(request, _("This is too long; at most %(most)s characters.") % {"most": LONGEST})
        again = views_list.page(request, unit=request.unit.pk)
        again.status_code = 422
        return again
    done = urge(chosen, Urging(request.user.pk, text, now()))
    seen(request, URGED, count=done)
    told = ngettext("%(n)s dossier reminded of.", "%(n)s dossiers reminded of.", done) % {"n": done}
    messages.success(request, told)
    if done < len(chosen):
        messages.info(request, _("What was reminded of within the hour was left out."))
    return redirect("board-urges", request.unit.pk)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The reminders of the unit: those not answered first, each with its number and the state of its dossier."""
    return _shown(request)


def _shown(request: UnitRequest, typed: Typed = NOTHING, status: int = 200) -> HttpResponse:
    """The page; an answer that cannot be kept stands in its field again."""
    units = scope_of(request, SEE_DOSSIERS).units
    every = Urge.objects.filter(unit__in=units).select_related("asked_by", "user", "answered_by", "unit")
    waiting = list(every.filter(answered_at=None).order_by("-asked_at", "-pk")[:SHOWN])
    answered = list(every.exclude(answered_at=None).order_by("-answered_at", "-pk")[:SHOWN])
    keys = list(dict.fromkeys(one.dossier_id for one in (*waiting, *answered)))
    known = {line.dossier.pk: line for line in lines(keys, now(), calendar_of(request.unit.pk))}
    context = {
        "waiting": [(one, known[one.dossier_id]) for one in waiting],
        "answered": [(one, known[one.dossier_id]) for one in answered],
        "answering": SEE_PERSON in request.rights,
        "typed": typed,
        "longest": LONGEST_ANSWER,
    }
    return render(request, "live/urges.html", context, status=status)


def _wrong(text: str) -> str:
    """What is wrong with an answer, empty where nothing is."""
    if not text:
        return _("Write an answer.")
    if len(text) > LONGEST_ANSWER:
        told = _("This has %(has)s characters; at most %(most)s are kept. Shorten it and send it again.")
        return told % {"has": len(text), "most": LONGEST_ANSWER}
    return ""


@require_POST
@unit_page(SEE_PERSON)
def reply(request: UnitRequest, key: int) -> HttpResponse:
    """Answer a reminder of a dossier of the unit; 404 for one of another unit."""
    found = Urge.objects.select_related("dossier__cell__procedure").filter(
        pk=key, unit__in=scope_of(request, SEE_PERSON).units
    )
    asked = found.first()
    if asked is None:
        raise Http404
    text = request.POST.get("answer", "").replace("\r\n", "\n").strip()
    if problem := _wrong(text):
        return _shown(request, Typed(key, text, problem), status=422)
    if answer(asked, text, request.user.pk, now()):
        seen(request, ANSWERED)
        messages.success(request, _("The answer has been kept, and whoever reminded is told."))
    else:
        messages.info(request, _("This reminder has been answered already."))
    return redirect("board-urges", request.unit.pk)
