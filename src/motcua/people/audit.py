"""The access log (nhật ký truy cập): every act, and every reading of a dossier's contents, leaves one line.

A kind of line is registered with its label, the details it may carry and how they are told; anything else is
refused, so that personal data do not slip in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rows import add_later, new
from motcua.people.models import AuditEntry, Role
from motcua.rules.instants import Instant

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHOLE = 0
"""In place of a unit's key: what belongs to no unit."""

Value: TypeAlias = int | str | bool | Sequence[int] | Sequence[str] | None
Details: TypeAlias = Mapping[str, Value]
Tell: TypeAlias = Callable[[Details], str]

_request: ContextVar[str] = ContextVar("audit_request", default="")


@dataclass(frozen=True)
class Subject:
    """What a line is about: `kind` («dossier», «user») and its key."""

    kind: str
    key: int


@dataclass(frozen=True)
class Acting:
    """Who acts (the key of an account; None: the command line), and the present, milliseconds UTC."""

    actor: int | None
    at: Instant


@dataclass(frozen=True)
class Action:
    """A kind of line; `keys` are the details it may carry, `tell` puts them into words."""

    kind: str
    label: StrOrPromise
    keys: frozenset[str]
    tell: Tell


class UnknownAction(LookupError):
    """A line of a kind that nobody registered, or with a detail that its kind does not have."""


_actions: dict[str, Action] = {}


def register(kind: str, label: StrOrPromise, keys: Sequence[str] = (), tell: Tell | None = None) -> str:
    """Make a kind of line known; gives `kind` back, so that it can stand in a constant.

    Details hold keys, counts, words of our own and the ground of an act, nothing else that people type. Without
    `tell` they are not shown.
    Raises ValueError where the kind is taken by another label.
    """
    taken = _actions.get(kind)
    if taken is not None and taken.label != label:
        raise ValueError(f"the kind {kind} is taken")
    _actions[kind] = Action(kind, label, frozenset(keys), tell or _nothing)
    return kind


def actions() -> Mapping[str, Action]:
    """All kinds that are registered, by their name."""
    return dict(_actions)


def record(
    unit: int,
    actor: int | None,
    kind: str,
    subject: Subject | None,
    at: Instant,
    details: Details | None = None,
) -> None:
    """Write a line: one INSERT, inside the transaction of the act that it tells of.

    `unit` and `actor` are keys, WHOLE and None where there is none; `at` is the present, milliseconds UTC. Raises
    UnknownAction where the kind is not registered or a detail is none of its own.
    """
    action = _actions.get(kind)
    told = dict(details or {})
    if action is None or not action.keys >= told.keys():
        raise UnknownAction(f"{kind} with {sorted(told)} is not registered")
    entry = new(
        AuditEntry, unit=unit, actor=actor, kind=kind, at=at, request=_request.get(), details=told,
        subject_kind=subject.kind if subject else "", subject=subject.key if subject else None,
    )  # fmt: skip
    add_later(entry)


@contextmanager
def request(name: str) -> Iterator[None]:
    """All lines written inside carry this name of the request."""
    token = _request.set(name)
    try:
        yield
    finally:
        _request.reset(token)


def _nothing(_details: Details) -> str:
    return ""


def _ground(details: Details) -> str:
    return str(details.get("ground") or "")


def _days_and_ground(details: Details) -> str:
    since, until = (_day(details.get(key)) for key in ("since", "until"))
    days = f"{since or '…'} – {until or '…'}" if since else until
    role = str(dict(Role.choices).get(str(details.get("role")), ""))
    return " · ".join(one for one in (role, days, _ground(details)) if one)


def _day(value: Value) -> str:
    """A day as it stands in details (2026-06-14), as people write it (14/6/2026)."""
    return "/".join(str(int(part)) for part in reversed(str(value).split("-"))) if value else ""


SIGNED_IN = register("sign.in", _("Signed in"))
SIGNED_OUT = register("sign.out", _("Signed out"))
SIGN_IN_FAILED = register("sign.failed", _("Failed to sign in"))
ACCOUNT_ADDED = register("account.added", _("Added an account"))
ACCOUNT_CHANGED = register("account.changed", _("Changed an account"))
ACCOUNT_CLOSED = register("account.closed", _("Closed an account"))
ACCOUNT_OPENED = register("account.opened", _("Opened an account again"))
PASSWORD_RESET = register("account.password_reset", _("Reset a password"))
PASSWORD_CHANGED = register("account.password_changed", _("Changed the own password"))
_GIVEN = ("since", "until", "ground")
GRANTED = register("grant.given", _("Granted a role"), ("grant", "role", *_GIVEN), _days_and_ground)
WITHDRAWN = register(
    "grant.withdrawn", _("Withdrew a role"), ("grant", "role", "until", "ground"), _days_and_ground
)
DELEGATED = register("delegation.made", _("Delegated"), ("delegation", "giver", *_GIVEN), _days_and_ground)
REVOKED = register(
    "delegation.revoked", _("Took a delegation back"), ("delegation", "giver", "until"), _days_and_ground
)
AUTHORISED = register("signing.given", _("Gave authority to sign"), ("authority", *_GIVEN), _days_and_ground)
UNAUTHORISED = register(
    "signing.ended", _("Ended an authority to sign"), ("authority", "until"), _days_and_ground
)
LEFT = register(
    "post.left", _("Ended a post"), ("successor", "handed_over", "until", "ground"), _days_and_ground
)
UNIT_ADDED = register("unit.added", _("Added a department"))
