"""Reception that does not depend on territory: where the citizen was helped, who received, who resolves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.boards.counter.typed import Typed
from motcua.catalogue.models import Unit
from motcua.people.models import Grant


@dataclass(frozen=True)
class Places:
    """Units (key and name) that a reception may name beside the one that receives.

    `helping` are all of the province; `resolving` only those where somebody works in this system, for elsewhere a
    dossier would wait for nobody.
    """

    helping: tuple[tuple[int, str], ...]
    resolving: tuple[tuple[int, str], ...]


def places_of(unit: Unit) -> Places:
    """The other units of a unit's province, by name."""
    others = Unit.objects.filter(province=unit.province).exclude(pk=unit.pk).order_by("folded", "pk")
    listed = list(others.values_list("pk", "name"))
    peopled = set(Grant.objects.filter(unit__in=[pk for pk, _name in listed]).values_list("unit", flat=True))
    return Places(tuple(listed), tuple(one for one in listed if one[0] in peopled))


def unit_of(typed: Typed, name: str, known: tuple[tuple[int, str], ...]) -> int | None:
    """The unit that a field names, None where it is left empty; what is not in the list is an error."""
    key = typed.number(name, 10**15)
    if key and key not in dict(known):
        typed.wrong(name)
        return None
    return key or None


def resolving(values: Mapping[str, str], places: Places) -> int | None:
    """The unit that resolves, as a form or an address names it; None for the one that receives and for what is none."""
    key = values.get("resolved_by", "")
    known = dict(places.resolving)
    return int(key) if key.isascii() and key.isdigit() and len(key) < 16 and int(key) in known else None
