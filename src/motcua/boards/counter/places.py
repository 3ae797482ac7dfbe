"""Reception that does not depend on territory: where the citizen was helped, who received, who resolves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeAlias

from motcua.boards.counter.typed import Typed
from motcua.catalogue.models import Unit
from motcua.people.models import Grant

Named: TypeAlias = tuple[tuple[int, str], ...]
"""Units, each with its key and its name."""


class Places:
    """Units of a unit's province that a reception may name beside the one that receives; looked up when asked for.

    Most receptions name none, and there are a hundred in a province.
    """

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    @cached_property
    def helping(self) -> Named:
        """All others of the province, by name."""
        others = Unit.objects.filter(province=self._unit.province).exclude(pk=self._unit.pk)
        return tuple(others.order_by("folded", "pk").values_list("pk", "name"))

    @cached_property
    def resolving(self) -> Named:
        """Those where somebody works in this system: elsewhere a dossier would wait for nobody."""
        there = Grant.objects.filter(unit__province=self._unit.province)
        peopled = set(there.values_list("unit", flat=True).distinct())
        return tuple(one for one in self.helping if one[0] in peopled)


def unit_of(typed: Typed, name: str, known: Callable[[], Named]) -> int | None:
    """The unit that a field names, None where it is left empty; what is not among the known ones is an error."""
    key = typed.number(name, 10**15)
    if key and key not in dict(known()):
        typed.wrong(name)
        return None
    return key or None


def resolving(values: Mapping[str, str], places: Places) -> int | None:
    """The unit that resolves, as a form or an address names it; None for the one that receives and for what is none."""
    key = values.get("resolved_by", "")
    named = int(key) if key.isascii() and key.isdigit() and len(key) < 16 else 0
    return named if named and named in dict(places.resolving) else None
