"""How old the newest data of each system are: what nobody sent for long is how dossiers get missed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max

from motcua.hub.models import ImportFile
from motcua.rules.instants import Instant, local_day

STALE_DAYS = 3
"""Older than so many days, the state of dossiers is not what it is today."""


@dataclass(frozen=True)
class Newest:
    """Up to when a system's data reach, and how many days ago that was."""

    system: str
    as_of: Instant
    days: int


def stale(unit: int, now: Instant) -> list[Newest]:
    """The systems of a unit whose newest data are older than `STALE_DAYS`, the oldest first."""
    files = ImportFile.objects.filter(run__unit=unit, as_of__isnull=False)
    newest = files.values_list("system__name").annotate(last=Max("as_of")).order_by("last")
    found = [Newest(name, last, local_day(now) - local_day(last)) for name, last in newest]
    return [one for one in found if one.days > STALE_DAYS]
