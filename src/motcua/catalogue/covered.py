"""Whose work a unit's figures count: its own, of a province what all units below it resolve."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from motcua.catalogue.models import Unit, UnitParent
from motcua.catalogue.units import below


def covered(unit: Unit, on: date) -> list[int]:
    """Keys of the units whose work a unit reports on a local day (the last one of a period)."""
    return below(unit, on) if unit.kind == Unit.Kind.PROVINCE else [unit.pk]


def levels(units: Collection[int], on: date) -> dict[int, str]:
    """Of which level (province, commune) each of these units is; a department is of that of the unit it belongs to."""
    links = UnitParent.objects.filter(unit__in=units, since__lte=on).order_by("since")
    parents = dict(links.values_list("unit_id", "parent_id"))
    communes = Unit.objects.filter(pk__in=units, kind=Unit.Kind.COMMUNE)
    commune = set(communes.values_list("pk", flat=True))
    return {key: "commune" if {key, parents.get(key)} & commune else "province" for key in units}
