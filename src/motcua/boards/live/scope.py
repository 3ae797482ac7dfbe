"""Whose dossiers a board shows: those of a unit, of a department within it, of all communes below a province."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.boards.access import UnitRequest
from motcua.boards.clock import today
from motcua.catalogue.models import Unit
from motcua.catalogue.units import above, below
from motcua.people.scopes import narrowed


@dataclass(frozen=True)
class Scope:
    """Keys of the units that resolve; of a department only what it works on; `many`: a board of boards."""

    units: tuple[int, ...]
    department: int | None = None
    many: bool = False


def scope_of(request: UnitRequest, right: str) -> Scope:
    """What the board of a request's unit covers, as far as the reader has `right` there."""
    day, whole = today(), whole_scope(request.unit)
    return Scope(narrowed(request.user, right, day, set(whole.units)), many=True) if whole.many else whole


def whole_scope(unit: Unit) -> Scope:
    """What the board of a unit covers for those who may see all of it."""
    day = today()
    if unit.kind == Unit.Kind.DEPARTMENT:
        superiors = above(unit.pk, day)
        return Scope((superiors[0],) if superiors else (), unit.pk)
    if unit.kind == Unit.Kind.COMMUNE:
        return Scope((unit.pk,))
    places = Unit.objects.filter(pk__in=below(unit, day)).exclude(kind=Unit.Kind.DEPARTMENT)
    return Scope(tuple(sorted(places.values_list("pk", flat=True))), many=True)
