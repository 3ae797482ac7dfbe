"""What the pages of people share: the units they are about, the person of the address, and who acts."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.boards.access import UnitRequest
from motcua.boards.clock import now, today
from motcua.boards.people.roster import at_work
from motcua.catalogue.departments import departments
from motcua.catalogue.models import Unit
from motcua.people.accounts import may_manage
from motcua.people.audit import Acting
from motcua.people.models import Grant, User


def places(request: UnitRequest) -> list[Unit]:
    """The unit of the page and its departments."""
    return [request.unit, *departments(request.unit, today())]


def acting(request: UnitRequest) -> Acting:
    """Whoever asks, now."""
    return Acting(request.user.pk, now())


def person(request: UnitRequest, key: int) -> User:
    """Somebody who holds or held a role here; 404 for others, whose accounts are none of this unit's business."""
    found = get_object_or_404(User, pk=key)
    if not Grant.objects.filter(user=found, unit__in=places(request)).exists():
        raise Http404
    return found


def own(request: UnitRequest, key: int) -> User:
    """The same, where everything the account holds is this manager's to manage; 403 where it is not."""
    found = person(request, key)
    if not may_manage(request.user, found, today()):
        raise PermissionDenied("account holds more elsewhere")
    return found


def place(request: UnitRequest, key: str) -> Unit:
    """The unit or department with this key."""
    return next(unit for unit in places(request) if str(unit.pk) == key)


@dataclass(frozen=True)
class Tab:
    """A page of people in the row of tabs."""

    name: str
    current: bool


TABS = ("people", "people-delegations", "people-signing", "people-departments")


def tabs(current: str) -> list[Tab]:
    """The pages of people, one of them open."""
    return [Tab(name, name == current) for name in TABS]


def colleagues(request: UnitRequest) -> list[User]:
    """Those who work in the unit or one of its departments today."""
    return at_work(places(request), today())
