"""What is compared: pairs of systems with their period, and what is settled about each system."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.findings.audited import AGREED
from motcua.boards.findings.choice import whole
from motcua.catalogue.models import System
from motcua.catalogue.systems import system as system_named
from motcua.dossiers.cells import OWN
from motcua.findings.alone import RHYTHM_DAYS
from motcua.findings.keep import reconcile
from motcua.findings.models import Pair, SystemRule
from motcua.findings.settle import NotSettled, pair_up, part, settle_system
from motcua.findings.systems import systems_of
from motcua.findings.told import PORTAL
from motcua.findings.words import CENTRE
from motcua.people.audit import Acting
from motcua.people.policies import RECONCILE
from motcua.rules.instants import date_of, day_of


@unit_page(RECONCILE)
def page(request: UnitRequest) -> HttpResponse:
    """The pairs and the systems of the unit; posted, a pair is added or a system settled."""
    if request.method != "POST":
        return _shown(request)
    try:
        (_add if "left" in request.POST else _settle)(request)
    except NotSettled as error:
        messages.error(request, str(error))
        return _shown(request, status=422)
    return redirect("findings-rules", request.unit.pk)


def _shown(request: UnitRequest, status: int = 200) -> HttpResponse:
    """The page, with what has been typed and was not taken."""
    rules = {rule.system_id: rule for rule in SystemRule.objects.filter(unit=request.unit)}
    listed = systems_of(request.unit.pk)
    pairs = (
        Pair.objects.filter(unit=request.unit, ended_at=None).select_related("left", "right").order_by("pk")
    )
    context = {
        "pairs": [
            (pair, date_of(pair.first), None if pair.last is None else date_of(pair.last)) for pair in pairs
        ],
        "systems": [(one, rules.get(one.pk)) for one in listed if one.key != OWN],
        "choices": [*listed, system_named(PORTAL)],
        "centres": list(CENTRE.items()),
        "usual": RHYTHM_DAYS,
        "typed": request.POST,
    }
    return render(request, "findings/rules.html", context, status=status)


def _add(request: UnitRequest) -> None:
    left, right = (_system(request.POST.get(name, "")) for name in ("left", "right"))
    first, last = (_day(request.POST.get(name, "")) for name in ("first", "last"))
    if first is None:
        raise NotSettled(_("Give the first day of reception."))
    acting = Acting(request.user.pk, now())
    pair = pair_up(request.unit, left, right, first, last, acting)
    done = reconcile(request.unit.pk, acting.at, request.user.pk)
    seen(request, AGREED, pair=pair.pk)
    told = _("The pair is compared from now on; %(found)s findings in all.")
    messages.success(request, told % {"found": done.found})


def _settle(request: UnitRequest) -> None:
    found = _system(request.POST.get("system", ""))
    days = request.POST.get("rhythm", "").strip()
    if days and not (days.isascii() and days.isdecimal() and len(days) < 6):
        raise NotSettled(_("Give a number of days from 1 to 365."))
    settle_system(request.unit, found, int(days) if days else None, request.POST.get("centre", ""))
    seen(request, AGREED, system=found.pk)
    messages.success(request, _("Saved. It holds from the next comparison on."))


def _system(text: str) -> System:
    found = System.objects.filter(pk=int(text)).first() if whole(text) else None
    if found is None:
        raise NotSettled(_("Choose a system of the list."))
    return found


def _day(text: str) -> int | None:
    try:
        return day_of(date.fromisoformat(text)) if text else None
    except ValueError as error:
        raise NotSettled(_("This is no day.")) from error


@require_POST
@unit_page(RECONCILE)
def end(request: UnitRequest, pair: int) -> HttpResponse:
    """Compare a pair no longer."""
    found = get_object_or_404(Pair, pk=pair, unit=request.unit)
    acting = Acting(request.user.pk, now())
    part(found, acting)
    reconcile(request.unit.pk, acting.at, request.user.pk)
    seen(request, AGREED, pair=found.pk)
    messages.success(request, _("The pair is compared no longer; its findings are closed."))
    return redirect("findings-rules", request.unit.pk)
