"""Setting a connection up, and what stands in outbox and inbox of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import writing
from motcua.exchange.models import InMessage, Lane, Link, OutMessage
from motcua.exchange.wire.envelope import Addresses, Shape
from motcua.people.audit import Subject, record, register
from motcua.rules.instants import Instant

CONNECTED = register("exchange.connected", _("Changed the connection to the portal"), ("enabled",))


class BadLink(ValueError):
    """Settings of a connection that cannot be; the message says what to write instead."""


@dataclass(frozen=True)
class Settings:
    """What a connection is set up with; secrets are names only."""

    base: str
    code: str
    shape: str = Shape.ADAPTER.value
    enabled: bool = True
    dstcode: str = ""
    secret: str = ""
    secret_in: str = ""
    secret_pay: str = ""
    months: bool = False
    addresses: Mapping[str, str] = field(default_factory=dict)


def connect(unit: Unit, wanted: Settings, by: int | None, now: Instant) -> Link:
    """Set the connection of a unit up or change it; written into the access log. Raises BadLink."""
    _check(wanted)
    values = {
        "base": wanted.base.rstrip("/"), "code": wanted.code, "shape": wanted.shape, "enabled": wanted.enabled,
        "dstcode": wanted.dstcode, "secret": wanted.secret, "secret_in": wanted.secret_in,
        "secret_pay": wanted.secret_pay, "tells_months": wanted.months, "addresses": dict(wanted.addresses), "changed_at": now, "changed_by_id": by,
        "failures": 0, "rests_until": None, "error": "",
    }  # fmt: skip
    with writing():
        link, _made = Link.objects.update_or_create(unit=unit, defaults=values)
        record(unit.pk, by, CONNECTED, Subject("unit", unit.pk), now, {"enabled": wanted.enabled})
    return link


def _check(wanted: Settings) -> None:
    parts = urlsplit(wanted.base)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.username or parts.query:
        raise BadLink(
            f"Địa chỉ “{wanted.base}” không dùng được. Viết như https://cong.example/VXPAdapter/RestService."
        )
    if wanted.shape not in set(Shape):
        raise BadLink(f"Không có dạng “{wanted.shape}”. Dùng: {', '.join(Shape)}.")
    if not wanted.code.strip():
        raise BadLink("Thiếu mã định danh của đơn vị trên Cổng (madonvi).")
    unknown = set(wanted.addresses) - set(Addresses.__dataclass_fields__)
    if unknown:
        known = ", ".join(Addresses.__dataclass_fields__)
        raise BadLink(f"Không có địa chỉ “{min(unknown)}”. Có: {known}.")


@dataclass(frozen=True)
class Standing:
    """How many messages of a connection stand where; `waiting` dossiers have something to send."""

    waiting: int
    queued: int
    sent: int
    refused: int
    taken: int
    held: int
    not_taken: int


def standing(link: Link) -> Standing:
    """Outbox and inbox of a connection, counted."""
    out = OutMessage.objects.filter(lane__link=link).values_list("status").annotate(n=Count("pk"))
    came = InMessage.objects.filter(link=link).values_list("status").annotate(n=Count("pk"))
    sent, taken = dict(out), dict(came)
    return Standing(
        Lane.objects.filter(link=link, next_at__isnull=False).count(),
        *(sent.get(status, 0) for status in OutMessage.Status.values),
        *(taken.get(status, 0) for status in InMessage.Status.values),
    )
