"""Which connection serves a unit, and its secrets."""

from __future__ import annotations

from collections.abc import Collection

from motcua.catalogue.rows import every
from motcua.catalogue.units import above
from motcua.exchange.models import Link
from motcua.exchange.wire.envelope import Addresses
from motcua.people.secrets import MissingSecret, kept
from motcua.rules.instants import Instant, date_of, local_day

PREFIX = "MOTCUA_EXCHANGE_SECRET_"


class BadSecret(ValueError):
    """A secret for signing in that is not written `name:password`."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Giá trị của {PREFIX}{name} phải viết “tên đăng nhập:mật khẩu”.")


def link_of(unit: int, at: Instant) -> Link | None:
    """The connection that is switched on for a unit (key): its own, else that of the nearest above it."""
    links = {link.unit_id: link for link in every(Link, "enabled = %s", [True])}
    return _nearest(unit, at, links) if links else None


def _nearest(unit: int, at: Instant, links: dict[int, Link]) -> Link | None:
    if unit in links:
        return links[unit]
    return next((links[one] for one in above(unit, date_of(local_day(at))) if one in links), None)


def addresses_of(link: Link) -> Addresses:
    """Where the operations of the other side are; what is not set is as usual."""
    known: Collection[str] = Addresses.__dataclass_fields__
    return Addresses(**{name: str(value) for name, value in link.addresses.items() if name in known})


def sign_in_of(name: str) -> tuple[str, str]:
    """User name and password of a secret; raises MissingSecret, BadSecret."""
    user, colon, password = secret(name).partition(":")
    if not (user and colon and password):
        raise BadSecret(name)
    return user, password


def secret(name: str) -> str:
    """A secret of a connection by its name; raises MissingSecret."""
    if not name:
        raise MissingSecret(PREFIX)
    return kept(PREFIX, name)
