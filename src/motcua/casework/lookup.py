"""Looking a dossier up without an account: by its code and a second fact that its applicant knows.

A wrong code, a wrong fact and a dossier that is not there have one answer, and few of them may be had in an hour:
nobody can try out codes or numbers, or learn that a dossier exists.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import connection

from motcua.casework.models import Applicant, LookUpCount, Work
from motcua.dossiers.models import Dossier, Person
from motcua.rules.instants import MS_PER_HOUR, Instant

DIGITS = 4
MOST_BY_ADDRESS, MOST_BY_CODE = 20, 6
"""Tries that fail, in an hour, from one address and on one code."""


class TooMany(Exception):
    """Too many tries have failed within the hour."""


@dataclass(frozen=True)
class Found:
    """A dossier for its applicant: `name` is covered but for the initials and the last word."""

    dossier: Dossier
    work: Work | None
    name: str


def look_up(code: str, digits: str, address: str, now: Instant) -> Found | None:
    """The dossier of a code whose applicant's identity or telephone number ends with the digits.

    None for everything else. Raises TooMany.
    """
    keys = [(_key("address", address), MOST_BY_ADDRESS), (_key("code", code), MOST_BY_CODE)]
    hour = now // MS_PER_HOUR
    if any(_failed(key, hour) >= most for key, most in keys):
        raise TooMany
    found = _matching(code, digits)
    if found is None:
        for key, _most in keys:
            _count(key, hour)
    return found


def _matching(code: str, digits: str) -> Found | None:
    dossiers = Dossier.objects.filter(code=code).select_related("cell__procedure", "unit", "authority")
    for dossier in dossiers.order_by("pk")[:3]:
        person = Person.objects.filter(pk=dossier.pk).first()
        numbers = [person.phone if person else "", *_numbers(dossier.pk)]
        if any(_ends_with(number, digits) for number in numbers):
            work = Work.objects.filter(pk=dossier.pk).first()
            return Found(dossier, work, masked(person.name if person else ""))
    return None


def _numbers(dossier: int) -> list[str]:
    beside = Applicant.objects.filter(pk=dossier)
    return [number for row in beside.values_list("id_number", "filer_phone") for number in row]


def _ends_with(number: str, digits: str) -> bool:
    plain = "".join(char for char in number if char.isalnum())
    return len(plain) >= 2 * DIGITS and hmac.compare_digest(plain[-DIGITS:].encode(), digits.encode())


def masked(name: str) -> str:
    """«Nguyễn Văn Đức» as «N. V. Đức»; an organisation's long name by its last word too."""
    words = name.split()
    return " ".join([*(f"{word[0]}." for word in words[:-1]), *words[-1:]])


def _key(kind: str, value: str) -> str:
    """A key from which neither address nor code can be read back."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{value}".encode(), sha256).hexdigest()


def _failed(key: str, hour: int) -> int:
    rows = LookUpCount.objects.filter(key=key, hour=hour).values_list("failed", flat=True)
    return rows.first() or 0


_COUNT = """
INSERT INTO casework_lookupcount (key, hour, failed) VALUES (%s, %s, 1)
ON CONFLICT (key, hour) DO UPDATE SET failed = casework_lookupcount.failed + 1
"""


def _count(key: str, hour: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, hour])
    LookUpCount.objects.filter(key=key, hour__lt=hour - 1).delete()
