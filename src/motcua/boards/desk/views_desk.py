"""My work: the morning list, and the assignment of several dossiers at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now, today
from motcua.boards.desk.act_choices import officers
from motcua.boards.desk.morning import morning, whole_part
from motcua.boards.desk.rows import Part
from motcua.boards.desk.team import team
from motcua.boards.freshness import STALE_DAYS
from motcua.casework.actor import Actor
from motcua.casework.acts import Assign
from motcua.casework.models import Work
from motcua.casework.perform import perform
from motcua.casework.refusals import Refused
from motcua.catalogue.steady import steady
from motcua.people.policies import APPROVE, ASSIGN, SEE_DOSSIERS

MOST_AT_ONCE = 200


@unit_page(SEE_DOSSIERS)
def desk(request: UnitRequest) -> HttpResponse:
    """All that waits for the person who asks."""
    with steady():
        parts = morning(_actor(request), now())
    return _shown(request, parts, oversees=APPROVE in request.rights)


@unit_page(SEE_DOSSIERS)
def one_part(request: UnitRequest, key: str) -> HttpResponse:
    """All of one part of the list."""
    with steady():
        part = whole_part(key, _actor(request), now())
    if part is None:
        raise Http404
    return _shown(request, [part] if part.rows else [], alone=True)


def _actor(request: UnitRequest) -> Actor:
    return Actor(request.user.pk, request.unit.pk, request.rights)


def _shown(request: UnitRequest, parts: list[Part], **told: bool) -> HttpResponse:
    assigning = ASSIGN in request.rights and any(part.key == "assign" for part in parts)
    people = officers(request.unit.pk, today()) if assigning else []
    context = {"parts": parts, "officers": people, "stale_days": STALE_DAYS}
    return render(request, "desk/desk.html", context | told)


@unit_page(APPROVE)
def by_officer(request: UnitRequest) -> HttpResponse:
    """The unit by officer: as part of the list when it is scrolled to, else as a page of its own."""
    with steady():
        found = team(_actor(request), now())
    template = "desk/team.html" if request.headers.get("HX-Request") else "desk/team_page.html"
    return render(request, template, {"team": found, "stale_days": STALE_DAYS})


@require_POST
@unit_page(ASSIGN)
def assign_many(request: UnitRequest) -> HttpResponse:
    """Give several dossiers to one officer; each that cannot be given is named with its reason."""
    actor = _actor(request)
    chosen = [int(key) for key in request.POST.getlist("dossier")[:MOST_AT_ONCE] if _is_key(key)]
    officer = request.POST.get("officer", "")
    if not chosen or not _is_key(officer):
        messages.error(request, _("Tick the dossiers and choose an officer."))
        return redirect("desk", request.unit.pk)
    done = sum(_assign(request, dossier, int(officer), actor) for dossier in chosen)
    words = ngettext("%(n)s dossier assigned.", "%(n)s dossiers assigned.", done) % {"n": done}
    if done:
        messages.success(request, words)
    return redirect("desk", request.unit.pk)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _assign(request: UnitRequest, dossier: int, officer: int, actor: Actor) -> bool:
    try:
        perform(Assign(officer), dossier, actor, now())
    except Refused as error:
        code = (
            Work.objects.filter(pk=dossier, unit=actor.unit).values_list("dossier__code", flat=True).first()
        )
        messages.error(request, f"{code or '–'}: {error.message}")
        return False
    return True
