"""One import of a unit at a time, each later than the one before."""

from __future__ import annotations

from django.db.models import Max

from motcua.catalogue.models import Unit
from motcua.hub.models import ImportRun
from motcua.rules.instants import Instant


def after_all(unit: int, now: Instant) -> Instant:
    """Lock the unit's journal and give the instant of recording: `now`, or just after the last one.

    Who waited for the lock, or whose clock was set back, must not record before what is already known.
    """
    Unit.objects.select_for_update().get(pk=unit)
    last = ImportRun.objects.filter(unit=unit).aggregate(last=Max("recorded_at"))["last"]
    return now if last is None else max(now, last + 1)
