"""Where a person may do what, asked once a request: keys of units, for lists that filter by `unit_id IN (…)`.

A list asks for these keys and leaves the rest to an index; nothing is decided row by row.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from motcua.people.models import User
from motcua.people.policies import rights_everywhere

Listed = TypeVar("Listed", bound=Model)
Keys = tuple[int, ...]

_KEPT = "_units_by_right"


def visible_units(user: User | AnonymousUser, day: date) -> Keys:
    """Keys of the units in which a user may do anything on a local day, in order; those below are among them.

    Kept with the user object, which lives as long as the request: asked again it costs nothing.
    """
    return tuple(sorted({unit for units in _by_right(user, day).values() for unit in units}))


def units_where(user: User | AnonymousUser, what: str, day: date) -> Keys:
    """Keys of the units in which a user may do `what` (a right of `policies`) on a local day, in order."""
    return _by_right(user, day).get(what, ())


def within(
    listed: QuerySet[Listed], user: User | AnonymousUser, what: str, day: date, field: str = "unit_id"
) -> QuerySet[Listed]:
    """Of a list only what belongs to units in which the user may do `what`; `field` holds the unit's key."""
    return listed.filter(**{f"{field}__in": units_where(user, what, day)})


def narrowed(user: User | AnonymousUser, what: str, day: date, units: Collection[int]) -> Keys:
    """Of some units those in which the user may do `what` on a local day, in order."""
    return tuple(key for key in units_where(user, what, day) if key in units)


def _by_right(user: User | AnonymousUser, day: date) -> dict[str, Keys]:
    kept: dict[date, dict[str, Keys]] = user.__dict__.setdefault(_KEPT, {})
    if day not in kept:
        kept[day] = _asked(user, day)
    return kept[day]


def _asked(user: User | AnonymousUser, day: date) -> dict[str, Keys]:
    found: dict[str, list[int]] = {}
    for unit, given in sorted(rights_everywhere(user, day).items()):
        for right in given:
            found.setdefault(right, []).append(unit)
    return {right: tuple(units) for right, units in found.items()}
