"""The door of every page of a unit: who may pass, and with which rights."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from motcua.boards.clock import today
from motcua.catalogue.models import Unit
from motcua.catalogue.rows import first_with
from motcua.people.models import User
from motcua.people.policies import rights

UnitView: TypeAlias = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in: the frame of the site lets no other pass."""

    user: User


class UnitRequest(SignedInRequest):
    """A request that has passed the door: `unit` is open to `user`, who has these `rights` there."""

    unit: Unit
    rights: frozenset[str]


def unit_page(what: str) -> Callable[[UnitView], Callable[..., HttpResponseBase]]:
    """For views of a unit, called with `request.unit`; answers 403 to whoever may not do `what` there."""

    def door(view: UnitView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def page(request: UnitRequest, unit: int, **rest: Any) -> HttpResponseBase:
            found = unit_of(unit)
            if found is None:
                raise Http404
            request.unit, request.rights = found, rights(request.user, found, today())
            if what not in request.rights:
                raise PermissionDenied(what)
            return view(request, **rest)

        return page

    return door


def unit_of(key: int) -> Unit | None:
    """The unit of a key with its province; None where there is none."""
    return first_with(Unit, ["province"], "own.id = %s", [key])
