"""A unit and the units above it, nearest first: settings and texts are taken from the first that has any."""

from __future__ import annotations

from motcua.catalogue.models import Unit
from motcua.people.held import lineage
from motcua.rules.instants import Instant, date_of, local_day


def and_above(unit: int, now: Instant) -> list[int]:
    """Keys of the unit and of those above it on the local day of an instant, the nearest first."""
    return lineage(Unit(pk=unit), date_of(local_day(now)))
