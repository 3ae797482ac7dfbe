"""The door of every address: the unit it names, the scope it needs, the rights that are left."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.errors import HttpError

from motcua.api.models import Token
from motcua.api.problems import Unknown
from motcua.api.tokens import RIGHTS_OF_SCOPE
from motcua.boards.clock import today
from motcua.casework.actor import Actor
from motcua.catalogue.models import Unit
from motcua.catalogue.units import UnknownUnit, find_unit
from motcua.people.policies import rights


class ApiRequest(HttpRequest):
    """A request that a token let in."""

    auth: Token


def need(request: ApiRequest, scope: str) -> None:
    """Refuse a token without the scope; 403."""
    if scope not in request.auth.scopes.split():
        raise HttpError(403, f"scope {scope}")


def enter(request: ApiRequest, unit: str, scope: str, right: str | None = None) -> tuple[Unit, Actor]:
    """The unit of a code and the token's person as actor there. Raises Unknown where he may not even look."""
    need(request, scope)
    try:
        found = find_unit(unit)
    except UnknownUnit as error:
        raise Unknown from error
    own = rights(request.auth.user, found, today())
    held = own & _let_through(request.auth)
    if not own or (right is not None and right not in held):
        raise Unknown
    return found, Actor(request.auth.user_id, found.pk, held)


def _let_through(token: Token) -> frozenset[str]:
    """What the token's scopes let through of its person's rights."""
    return frozenset[str]().union(*(RIGHTS_OF_SCOPE[scope] for scope in token.scopes.split()))
