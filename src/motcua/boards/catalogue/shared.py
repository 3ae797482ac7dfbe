"""Who may change what all units share: the catalogue itself, and the calendar of every unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now, today
from motcua.catalogue.changes import Author
from motcua.catalogue.models import Unit
from motcua.catalogue.units import below
from motcua.people.policies import MANAGE_CATALOGUE, rights_everywhere
from motcua.rules.instants import Day, day_of


def may_share(request: UnitRequest) -> bool:
    """Whether the reader may change what all units share: who manages the catalogue at the top of all units in use.

    Where they stand in several provinces, the top is each of those, for who manages all of them.
    """
    if MANAGE_CATALOGUE not in request.rights:
        return False
    in_use = set(Unit.objects.filter(added=True).values_list("pk", flat=True))
    if in_use <= set(below(request.unit, today())):
        return True
    held = rights_everywhere(request.user, today()) if request.unit.kind == Unit.Kind.PROVINCE else {}
    return all(MANAGE_CATALOGUE in held.get(unit, ()) for unit in in_use)


def shared_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """For views that change what all units share; answers 403 to whoever may not."""

    @unit_page(MANAGE_CATALOGUE)
    @wraps(view)
    def page(request: UnitRequest, **rest: Any) -> HttpResponse:
        if not may_share(request):
            raise PermissionDenied(MANAGE_CATALOGUE)
        return view(request, **rest)

    return page


def author(request: UnitRequest, source: str = "") -> Author:
    """Who asks, now, on this ground."""
    return Author(now(), request.user.pk, source.strip())


def this_day() -> Day:
    """The present local day, as a number."""
    return day_of(today())


def asked_day(text: str) -> date | None:
    """A day written in an address or a form as 2026-07-01; None where it is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
