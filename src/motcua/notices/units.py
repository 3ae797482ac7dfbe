"""A unit and the units above it, nearest first: settings and texts are taken from the first that has any."""

from __future__ import annotations

from motcua.catalogue.models import UnitParent
from motcua.rules.instants import Instant, date_of, local_day


def and_above(unit: int, now: Instant) -> list[int]:
    """The unit, its parent, that one's parent, by the parents in force on the local day of an instant."""
    day, found = date_of(local_day(now)), [unit]
    while True:
        links = UnitParent.objects.filter(unit=found[-1], since__lte=day).order_by("-since")
        parent = links.values_list("parent_id", flat=True).first()
        if parent is None or parent in found:
            return found
        found.append(parent)
