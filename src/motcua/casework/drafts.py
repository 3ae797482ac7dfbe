"""Drafts: what somebody has typed into a form is kept while typing, until the act is done or it is thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.casework.models import Draft
from motcua.casework.refusals import Refused
from motcua.catalogue.quick import later
from motcua.catalogue.writing import deleted
from motcua.rules.instants import MS_PER_DAY, Instant

LARGEST = 200_000
KEPT_DAYS = 30


def save(user: int, unit: int, key: str, values: Mapping[str, Any], now: Instant) -> None:
    """Keep the values of a form; raises Refused where they are larger than any honest form."""
    if len(json.dumps(values)) > LARGEST:
        raise Refused("draft-too-large", _("This is too long to be kept as a draft."))
    Draft.objects.update_or_create(
        user_id=user, unit_id=unit, key=key[:80], defaults={"values": dict(values), "saved_at": now}
    )


def find(user: int, unit: int, key: str) -> dict[str, Any]:
    """The values of a person's draft, empty where there is none."""
    found = Draft.objects.filter(user=user, unit=unit, key=key[:80]).values_list("values", flat=True).first()
    return dict(found) if found else {}


def drop(user: int, unit: int, key: str) -> None:
    """Throw a draft away."""
    later(
        "DELETE FROM casework_draft WHERE user_id = %s AND unit_id = %s AND key = %s", [user, unit, key[:80]]
    )


def drop_old(now: Instant) -> int:
    """Throw away what nobody has touched for a month; gives how many."""
    old = Draft.objects.filter(saved_at__lt=now - KEPT_DAYS * MS_PER_DAY)
    return deleted(old)
