"""Đối chiếu: what systems differ in, to be filtered, settled many at once, and taken as a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.clock import now, today
from motcua.boards.downloads import as_file
from motcua.boards.findings.audited import SETTLED
from motcua.boards.findings.choice import AGES, NOBODY, STATES, Choice, choice_of, whole
from motcua.boards.findings.lines import RELATED, lines
from motcua.boards.findings.workbook import workbook
from motcua.boards.written import number
from motcua.catalogue.departments import departments
from motcua.catalogue.models import System
from motcua.findings.keep import COMPARED, last_recount, of_period, reconcile
from motcua.findings.models import Finding, Recount
from motcua.findings.settle import NotSettled, Settlement, settle
from motcua.findings.words import CAUSES, KINDS, share
from motcua.people.audit import Acting
from motcua.people.models import Grant, User
from motcua.people.policies import IMPORT, RECONCILE, SEE_DOSSIERS
from motcua.rules.reconcile import Difference

PAGE = 50
MOST_SETTLED = 500


@dataclass(frozen=True)
class Agreed:
    """On how many of so many dossiers all systems agree."""

    agreeing: int
    known: int

    @property
    def share(self) -> str:
        """As a percentage."""
        return share(self.agreeing, self.known)


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The findings that an address asks for, the oldest first."""
    choice, present = choice_of(request), now()
    chosen = choice.of(request.unit.pk, request.user.pk, present).order_by("first_seen", "pk")
    start = int(after) if whole(after := request.GET.get("after", "")) and len(after) < 8 else 0
    total, shown = chosen.count(), list(chosen.select_related(*RELATED)[start : start + PAGE])
    recount = last_recount(request.unit.pk)
    context = {
        **_filters(request, choice),
        "choice": choice, "lines": lines(shown, present), "total": total, "first": start + 1, "last": start + len(shown),
        "next": start + PAGE if start + PAGE < total else None,
        "preceding": max(start - PAGE, 0) if start else None,
        "recount": recount, "agreed": _agreed(request, choice, recount) if recount else None,
        "open": Finding.objects.filter(unit=request.unit, state=Finding.State.OPEN).count(),
        "settles": RECONCILE in request.rights, "exchange": IMPORT in request.rights,
    }  # fmt: skip
    return render(request, "findings/page.html", context)


def _filters(request: UnitRequest, choice: Choice) -> dict[str, Any]:
    """What can be chosen, as far as the unit has such findings."""
    unit = request.unit
    kinds = Counter(choice.of(unit.pk, request.user.pk, now(), but="kind").values_list("kind", flat=True))
    there = Finding.objects.filter(unit=unit)
    names = dict(System.objects.values_list("pk", "name"))
    pairs = sorted(set(there.values_list("left", "right")))
    people = officers(request)
    return {
        "kinds": [(kind.value, KINDS[kind], kinds[kind.value]) for kind in Difference if kinds[kind.value]],
        "all_kinds": sum(kinds.values()),
        "pairs": [(f"{left}-{right}", f"{names[left]} – {names[right]}") for left, right in pairs],
        "owners": [("me", _("Me")), (NOBODY, _("Nobody")), *people],
        "people": people,
        "departments": [(one.pk, one.name) for one in departments(unit, today())],
        "ages": AGES, "states": _states(), "causes": list(CAUSES.items()),
    }  # fmt: skip


def _agreed(request: UnitRequest, choice: Choice, recount: Recount) -> Agreed:
    """On how many dossiers all systems agree: of all, or of those received in the period that is asked for."""
    if choice.period is None:
        return Agreed(recount.agreeing, recount.known)
    known, apart = of_period(request.unit.pk, choice.period)
    return Agreed(known - apart, known)


def _states() -> list[tuple[str, str]]:
    words = {"": _("Open"), "explained": _("Explained"), "closed": _("Closed"), "all": _("All")}
    return [(state, words[state]) for state in STATES]


def officers(request: UnitRequest) -> list[tuple[str, str]]:
    """The accounts with a role in the unit itself: key and name."""
    lasts = Q(until=None) | Q(until__gte=today())
    held = Grant.objects.filter(lasts, unit=request.unit, since__lte=today(), user__is_active=True)
    users = User.objects.filter(pk__in=held.values("user")).order_by(F("full_name"), "username")
    return [(str(user.pk), user.get_full_name()) for user in users]


@unit_page(SEE_DOSSIERS)
def file(request: UnitRequest) -> HttpResponse:
    """All findings that an address asks for, as a workbook."""
    present = now()
    chosen = choice_of(request).of(request.unit.pk, request.user.pk, present)
    found = lines(chosen.select_related(*RELATED).order_by("first_seen", "pk"), present)
    seen(request, EXPORTED, form="doi-chieu", file="xlsx")
    return as_file(workbook(found, request.unit.name, last_recount(request.unit.pk)), "doi-chieu.xlsx")


@require_POST
@unit_page(RECONCILE)
def compare(request: UnitRequest) -> HttpResponse:
    """Compare the unit's systems now."""
    done = reconcile(request.unit.pk, now(), request.user.pk)
    seen(request, COMPARED, found=done.found, opened=done.opened, closed=done.closed)
    told = _("Compared: %(found)s findings, %(opened)s new, %(closed)s closed by themselves.")
    figures = {name: number(getattr(done, name)) for name in ("found", "opened", "closed")}
    messages.success(request, told % figures)
    return redirect("findings", request.unit.pk)


@require_POST
@unit_page(RECONCILE)
def settle_many(request: UnitRequest) -> HttpResponse:
    """Give the ticked findings to somebody, correct their cause, explain them."""
    ticked = [int(key) for key in request.POST.getlist("finding") if whole(key)][:MOST_SETTLED]
    if not ticked:
        messages.error(request, _("Tick at least one finding first."))
        return back(request)
    try:
        count = settle(request.unit, ticked, _settlement(request), Acting(request.user.pk, now()))
    except NotSettled as error:
        messages.error(request, str(error))
        return back(request)
    seen(request, SETTLED, findings=count)
    said = ngettext("%(n)s finding settled.", "%(n)s findings settled.", count) % {"n": number(count)}
    messages.success(request, said)
    return back(request)


def _settlement(request: UnitRequest) -> Settlement:
    """What was chosen; an empty field leaves a thing as it is, «none» takes it away."""
    text = " ".join(request.POST.get("text", "").split())[:2000]
    return Settlement(
        owner=_key(request.POST.get("owner", "")),
        department=_key(request.POST.get("department", "")),
        cause=_cause(request.POST.get("cause", "")),
        text="" if request.POST.get("reopen") else text or None,
    )


def _key(text: str) -> int | None:
    return 0 if text == NOBODY else int(text) if whole(text) else None


def _cause(text: str) -> str | None:
    return "" if text == NOBODY else text or None


def back(request: UnitRequest) -> HttpResponse:
    """To the list as it was filtered."""
    query = request.POST.get("query", "")
    address = reverse("findings", args=[request.unit.pk])
    return HttpResponseRedirect(f"{address}?{query}" if query.isprintable() else address)
