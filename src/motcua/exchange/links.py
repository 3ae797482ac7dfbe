"""Which connection serves a unit, and its secrets."""

from __future__ import annotations

from collections.abc import Collection

from motcua.catalogue.quick import run
from motcua.catalogue.rows import columns, every, read
from motcua.exchange.models import Link
from motcua.exchange.wire.envelope import Addresses
from motcua.people.secrets import MissingSecret, kept
from motcua.rules.instants import Instant, date_of, local_day

PREFIX = "MOTCUA_EXCHANGE_SECRET_"


class BadSecret(ValueError):
    """A secret for signing in that is not written `name:password`."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Giá trị của {PREFIX}{name} phải viết “tên đăng nhập:mật khẩu”.")


_NEAREST = f"""
WITH RECURSIVE above(unit_id, steps) AS (
    SELECT CAST(%(unit)s AS BIGINT), 0
    UNION
    SELECT up.parent_id, above.steps + 1 FROM above
    JOIN catalogue_unitparent AS up ON up.unit_id = above.unit_id
    WHERE above.steps < 16 AND up.since = (
        SELECT MAX(latest.since) FROM catalogue_unitparent AS latest
        WHERE latest.unit_id = up.unit_id AND latest.since <= %(day)s
    )
)
SELECT {columns(Link, "own")} FROM above JOIN exchange_link AS own ON own.unit_id = above.unit_id
WHERE own.enabled ORDER BY above.steps LIMIT 1
"""  # noqa: S608 - names are our own


def link_of(unit: int, at: Instant) -> Link | None:
    """The connection that is switched on for a unit (key): its own, else that of the nearest above it."""
    own = {link.unit_id: link for link in every(Link, "enabled = %s", [True])}
    if unit in own or not own:
        return own.get(unit)
    found = run(_NEAREST, {"unit": unit, "day": date_of(local_day(at)).isoformat()})
    return read(Link, found[0]) if found else None


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
