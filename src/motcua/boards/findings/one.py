"""One finding: what each system says, its history, and the same dossier's other findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now, today
from motcua.boards.findings.choice import NOBODY
from motcua.boards.findings.lines import RELATED, line, lines
from motcua.boards.findings.page import officers
from motcua.catalogue.departments import departments
from motcua.catalogue.models import Unit
from motcua.findings.models import Finding, FindingEvent
from motcua.findings.words import CAUSES, EVENTS
from motcua.people.models import User
from motcua.people.policies import RECONCILE, SEE_DOSSIERS, SEE_PERSON
from motcua.rules.reconcile_causes import Cause

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Step:
    """Something that happened to a finding, in words."""

    label: StrPromise | str
    text: str
    who: str
    at: int


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest, finding: int) -> HttpResponse:
    """A finding of the unit; 404 for one of another unit."""
    found = get_object_or_404(Finding.objects.select_related(*RELATED), pk=finding, unit=request.unit)
    about = {"dossier": found.dossier_id} if found.dossier_id else {"code": found.code}
    others = Finding.objects.filter(unit=request.unit, **about).exclude(pk=found.pk)
    context = {
        "line": line(found, now()),
        "steps": _steps(found, SEE_PERSON in request.rights),
        "others": lines(others.select_related(*RELATED).order_by("first_seen", "pk"), now()),
        "settles": RECONCILE in request.rights and found.state != Finding.State.CLOSED,
        "people": officers(request),
        "departments": [(one.pk, one.name) for one in departments(request.unit, today())],
        "causes": list(CAUSES.items()),
        "nobody": NOBODY,
    }
    return render(request, "findings/one.html", context)


def _steps(found: Finding, persons: bool) -> list[Step]:
    """The history, the latest first; what people wrote may name somebody, and is shown to those who see persons."""
    events = list(found.events.order_by("-at", "-pk"))
    users = User.objects.in_bulk({one.actor for one in events if one.actor})
    return [Step(EVENTS[one.what], _text(one, persons), _who(users, one.actor), one.at) for one in events]


def _who(users: dict[int, User], actor: int | None) -> str:
    return users[actor].get_full_name() if actor in users else ""


def _text(event: FindingEvent, persons: bool) -> str:
    """What an event tells beside its label: a name, a cause, the words of an explanation."""
    kinds = FindingEvent.What
    if event.what == kinds.CAUSE:
        return str(CAUSES[Cause(event.text)]) if event.text else ""
    if event.what == kinds.OWNER and event.text:
        user = User.objects.filter(pk=event.text).first()
        return user.get_full_name() if user else ""
    if event.what == kinds.DEPARTMENT and event.text:
        return Unit.objects.filter(pk=event.text).values_list("name", flat=True).first() or ""
    return event.text if persons or not event.text else _("not shown to your role")
