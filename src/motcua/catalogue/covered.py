"""Whose work a unit's figures count: its own, of a province what all units below it resolve."""

from __future__ import annotations

from datetime import date

from motcua.catalogue.models import Unit
from motcua.catalogue.units import below


def covered(unit: Unit, on: date) -> list[int]:
    """Keys of the units whose work a unit reports on a local day (the last one of a period)."""
    return below(unit, on) if unit.kind == Unit.Kind.PROVINCE else [unit.pk]
