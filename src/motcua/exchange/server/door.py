"""The door of the operations: who has signed in, for which connection. Whoever has not learns nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

from django.core import signing
from django.http import HttpRequest

from motcua.catalogue.rows import first_with
from motcua.exchange.links import BadSecret, sign_in_of
from motcua.exchange.models import Link
from motcua.people.secrets import MissingSecret

HOURS = 1
_SALT = "motcua.exchange.session"


class NoEntry(Exception):
    """Nobody who may ask."""


def sign_in(user: str, password: str) -> str:
    """A session for the connection with this name and password, in force for an hour. Raises NoEntry."""
    link = link_with(user, password)
    return signing.dumps([link.pk, _mark(link)], salt=_SALT)


def link_in(session: str) -> Link:
    """The connection of a session; one that has ended, or whose secret was changed, is none. Raises NoEntry."""
    try:
        pk, mark = signing.loads(session, salt=_SALT, max_age=HOURS * 3600)
        link = first_with(Link, ["unit"], "own.id = %s AND own.enabled = %s", (int(pk), True))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NoEntry from error
    if link is None:
        raise NoEntry
    if not hmac.compare_digest(str(mark), _mark(link)):
        raise NoEntry
    return link


def given_in_header(request: HttpRequest) -> tuple[str, str] | None:
    """Name and password that a request brings itself (Basic); None where it brings none. Raises NoEntry."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise NoEntry from error
    return user, password


def session_in_header(request: HttpRequest) -> str:
    """The session that a request brings in its header (Bearer); empty where it brings none."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if kind.lower() == "bearer" else ""


def link_with(user: str, password: str) -> Link:
    """The connection with this name and password. Raises NoEntry."""
    for link in Link.objects.filter(enabled=True).exclude(secret_in="").select_related("unit"):
        try:
            wanted = sign_in_of(link.secret_in)
        except (MissingSecret, BadSecret):
            continue
        if hmac.compare_digest(f"{wanted[0]}:{wanted[1]}".encode(), f"{user}:{password}".encode()):
            return link
    raise NoEntry


def _mark(link: Link) -> str:
    """Changes with the secret, so that sessions end with it."""
    try:
        user, password = sign_in_of(link.secret_in)
    except (MissingSecret, BadSecret) as error:
        raise NoEntry from error
    return hashlib.sha256(f"{user}:{password}".encode()).hexdigest()[:16]
