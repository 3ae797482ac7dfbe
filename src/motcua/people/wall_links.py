"""Links that show a unit's board without a sign-in: signed, so that none can be guessed, and ended when somebody says so."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.writing import writing
from motcua.people.audit import Subject, record, register
from motcua.people.models import User, WallLink
from motcua.rules.instants import Instant, date_of, local_day

LONGEST_DAYS = 366
LONGEST_PLACE = 100
MADE = register("wall.made", _("Made a link to the wall screen"))
ENDED = register("wall.ended", _("Ended a link to the wall screen"))
_SUBJECT = "wall_link"


class LinkRefused(ValueError):
    """A link that is not made; says why."""


def make(unit: int, place: str, days: int, by: User, now: Instant) -> WallLink:
    """A link of a unit for so many days from today on; raises LinkRefused for more than a year or without a place."""
    if not place.strip():
        raise LinkRefused("Ghi nơi đặt màn hình.")
    if len(place.strip()) > LONGEST_PLACE:
        raise LinkRefused(f"Nơi đặt màn hình dài quá; nhiều nhất {LONGEST_PLACE} ký tự.")
    if not 1 <= days <= LONGEST_DAYS:
        raise LinkRefused(f"Đường dẫn có hiệu lực từ 1 đến {LONGEST_DAYS} ngày.")
    until = date_of(local_day(now)) + timedelta(days=days - 1)
    with writing():
        made = WallLink.objects.create(
            unit_id=unit, place=place.strip(), until=until, made_by=by, made_at=now
        )
        record(unit, by.pk, MADE, Subject(_SUBJECT, made.pk), now)
    return made


def end(link: WallLink, by: User, now: Instant) -> None:
    """End a link at once; one that has ended stays as it is."""
    with writing():
        if WallLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now):
            record(link.unit_id, by.pk, ENDED, Subject(_SUBJECT, link.pk), now)


def signed(link: WallLink) -> str:
    """What stands in the address of a link. It can be told again at any time: nothing secret is kept."""
    return _signer().sign(str(link.pk))


def found(text: str, day: date) -> WallLink | None:
    """The link of an address that is in force on a local day; None for any other text."""
    try:
        key = _signer().unsign(text)
    except BadSignature:
        return None
    links = WallLink.objects.select_related("unit__province")
    return links.filter(pk=int(key), ended_at=None, until__gte=day).first()


def _signer() -> Signer:
    return Signer(sep=".", salt="motcua.wall")
