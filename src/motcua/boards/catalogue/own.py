"""A unit's own terms and lanes: set from a day on, ended on a day."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.catalogue.listing import whole
from motcua.boards.catalogue.one import one_context
from motcua.boards.catalogue.shared import asked_day, author
from motcua.catalogue.changes import CatalogueError
from motcua.catalogue.models import Procedure, UnitTerm
from motcua.catalogue.unit_terms import end_unit_term, set_unit_term
from motcua.catalogue.versions import NotInForce
from motcua.people.policies import MANAGE_CATALOGUE
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import Term, TermRules, TermUnit

_MOST = 3650
Chosen = TypeVar("Chosen", Lane, Channel)


@require_POST
@unit_page(MANAGE_CATALOGUE)
def set_own(request: UnitRequest, procedure: int) -> HttpResponse:
    """Give the unit its own term, or open a lane, from a day on."""
    found = get_object_or_404(Procedure, pk=procedure)
    try:
        _set(request, found)
    except (CatalogueError, NotInForce) as error:
        return _refused(request, found, str(error))
    messages.success(request, _("Saved. It counts for dossiers received from that day on."))
    return redirect("catalogue-one", request.unit.pk, procedure)


def _set(request: UnitRequest, procedure: Procedure) -> None:
    """Raises CatalogueError, NotInForce."""
    since = asked_day(request.POST.get("since", ""))
    if since is None:
        raise CatalogueError(_("Write the day from which it applies."))
    lane, channel = _choice(request, "lane", Lane), _choice(request, "channel", Channel)
    rules = TermRules(minute_of(request.POST.get("cut_off", "")), bool(request.POST.get("count_day")))
    set_unit_term(
        request.unit,
        procedure,
        _term(request),
        since,
        author(request, request.POST.get("decision", "")),
        channel=channel,
        lane=lane or Lane.ORDINARY,
        rules=rules if lane else TermRules(),
    )


def _choice(request: UnitRequest, name: str, kind: type[Chosen]) -> Chosen | None:
    """The chosen lane or channel; None where nothing, or something unknown, was chosen."""
    number = whole(request.POST.get(name, ""))
    return kind(number) if number in set(kind) else None


def _term(request: UnitRequest) -> Term | None:
    """Raises CatalogueError."""
    written = request.POST.get("amount", "").strip()
    if not written:
        return None
    amount, unit = whole(written), request.POST.get("unit_of_term", "")
    if amount is None or not 1 <= amount <= _MOST or unit not in set(TermUnit):
        raise CatalogueError(_("Write the term as a whole number, 1 or more."))
    return Term(amount, TermUnit(unit))


def minute_of(text: str) -> int | None:
    """A time of a form ("15:00") as the minute of the day; None where there is none."""
    hour, _colon, minute = text.strip().partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and hour.isascii() and minute.isascii()):
        return None
    found = int(hour[:2]) * 60 + int(minute[:2])
    return found if found < 24 * 60 else None


@require_POST
@unit_page(MANAGE_CATALOGUE)
def end_own(request: UnitRequest, procedure: int, own: int) -> HttpResponse:
    """End a term or a lane of this unit."""
    row = get_object_or_404(UnitTerm, pk=own, procedure=procedure, unit=request.unit)
    try:
        until = asked_day(request.POST.get("until", ""))
        if until is None:
            raise CatalogueError(_("Write the first day on which it no longer applies."))
        end_unit_term(row, until, author(request))
    except CatalogueError as error:
        return _refused(request, row.procedure, str(error))
    messages.success(request, _("Ended. The published term counts from that day on."))
    return redirect("catalogue-one", request.unit.pk, procedure)


def _refused(request: UnitRequest, procedure: Procedure, problem: str) -> HttpResponse:
    context = one_context(request, procedure) | {"problem": problem, "typed": request.POST}
    return render(request, "catalogue/one.html", context, status=409)
