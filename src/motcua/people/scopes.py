"""Where a person may do what, asked once a request: keys of units, for lists that filter by `unit_id IN (…)`.

A list asks for these keys and leaves the rest to an index; nothing is decided row by row.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Model, QuerySet

from motcua.people.models import User
from motcua.people.policies import allowed

Listed = TypeVar("Listed", bound=Model)
Keys = tuple[int, ...]

_KEPT = "_units_by_right"

_ROLES_BELOW = """
WITH RECURSIVE held(unit_id, role) AS (
    SELECT unit_id, role FROM people_grant
    WHERE user_id = %s AND since <= %s AND (until IS NULL OR until >= %s)
    UNION
    SELECT link.unit_id, held.role FROM held
    JOIN catalogue_unitparent AS link ON link.parent_id = held.unit_id
    WHERE link.since = (
        SELECT MAX(latest.since) FROM catalogue_unitparent AS latest
        WHERE latest.unit_id = link.unit_id AND latest.since <= %s
    )
)
SELECT unit_id, role FROM held
"""


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
    if not user.is_authenticated or not user.is_active:
        return {}
    kept: dict[date, dict[str, Keys]] = user.__dict__.setdefault(_KEPT, {})
    if day not in kept:
        kept[day] = _asked(user.pk, day)
    return kept[day]


def _asked(user: int, day: date) -> dict[str, Keys]:
    roles: dict[int, set[str]] = {}
    for unit, role in _roles_below(user, day):
        roles.setdefault(unit, set()).add(role)
    found: dict[str, list[int]] = {}
    for unit in sorted(roles):
        for right in allowed(roles[unit]):
            found.setdefault(right, []).append(unit)
    return {right: tuple(units) for right, units in found.items()}


def _roles_below(user: int, day: date) -> list[tuple[int, str]]:
    on = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(_ROLES_BELOW, [user, on, on, on])
        return cursor.fetchall()
