"""Making and reading tokens; a token is shown once and never stored."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.api.models import Token
from motcua.boards.clock import today
from motcua.catalogue.rows import first_with
from motcua.people.models import User
from motcua.people.policies import PRINT, RIGHTS, SEE_DOSSIERS, SEE_FIGURES, SEE_PERSON

CATALOGUE, DOSSIERS, PERSONS, ACT, STATEMENTS = "catalogue", "dossiers", "persons", "act", "statements"
SCOPES = (CATALOGUE, DOSSIERS, PERSONS, ACT, STATEMENTS)
LONGEST_DAYS = 366
_BITS = 32

_ACTING = frozenset().union(*RIGHTS.values()) - {SEE_FIGURES, SEE_DOSSIERS, SEE_PERSON, PRINT}
RIGHTS_OF_SCOPE: dict[str, frozenset[str]] = {
    CATALOGUE: frozenset(),
    DOSSIERS: frozenset({SEE_DOSSIERS}),
    PERSONS: frozenset({SEE_PERSON}),
    ACT: _ACTING,
    STATEMENTS: frozenset({SEE_FIGURES}),
}
"""What of a person's rights each scope lets through."""


class UnknownScope(ValueError):
    """A scope that there is not; its text names those there are."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"Không có phạm vi “{scope}”. Dùng: {', '.join(SCOPES)}.")


def make_token(user: User, name: str, scopes: Iterable[str], since: date, days: int) -> str:
    """A new token of a person, in force for so many days from a local day on; shown here and never again.

    Raises UnknownScope, and ValueError for more than a year.
    """
    wanted = list(scopes)
    for scope in wanted:
        if scope not in SCOPES:
            raise UnknownScope(scope)
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"Mã truy cập có hiệu lực từ 1 đến {LONGEST_DAYS} ngày.")
    token = secrets.token_urlsafe(_BITS)
    Token.objects.create(
        user=user, name=name[:100], digest=_digest(token), scopes=" ".join(wanted), since=since,
        until=since + timedelta(days=days - 1),
    )  # fmt: skip
    return token


def _digest(token: str) -> str:
    # A token is random and long, so that a plain digest cannot be tried out.
    return hashlib.sha256(token.encode()).hexdigest()


class ByToken(HttpBearer):
    """Lets a request in by the token in its header; the scope that an address asks for is checked there."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token in force, with its person; None for any other."""
        found, day = first_with(Token, ["user"], "own.digest = %s", [_digest(token)]), today()
        if found is None or found.revoked or not found.user.is_active:
            return None
        return found if found.since <= day <= found.until else None
