"""Units in which somebody works in this system: elsewhere a dossier would wait for nobody."""

from __future__ import annotations

from datetime import date

from motcua.people.in_force import in_force
from motcua.people.models import Grant
from motcua.people.policies import RIGHTS


def peopled(province: int, right: str, on: date) -> frozenset[int]:
    """The units of a province (keys) in which an account holds a role with a right on a local day, granted there."""
    roles = [role for role, given in RIGHTS.items() if right in given]
    held = Grant.objects.filter(in_force(on), role__in=roles)
    there = held.filter(unit__province=province, user__is_active=True)
    return frozenset(there.values_list("unit", flat=True))
