"""What a person holds on a day: roles, what others have delegated, what may be signed. One statement each way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from motcua.catalogue.models import Unit
from motcua.catalogue.quick import ask


@dataclass(frozen=True)
class Held:
    """A role, or some rights; `giver` is the key of whoever delegated them, None where they are the person's own."""

    role: str
    rights: frozenset[str]
    giver: int | None = None


_GIVEN = """
given(unit_id, role, rights, giver_id) AS (
    SELECT unit_id, role, '', CAST(NULL AS BIGINT) FROM people_grant
    WHERE user_id = %(user)s AND since <= %(day)s AND (until IS NULL OR until >= %(day)s)
    UNION ALL
    SELECT passed.unit_id, passed.role, passed.rights, passed.giver_id FROM people_delegation AS passed
    JOIN people_user AS giver ON giver.id = passed.giver_id
    WHERE passed.taker_id = %(user)s AND passed.since <= %(day)s AND passed.until >= %(day)s
      AND (passed.revoked_on IS NULL OR passed.revoked_on > %(day)s) AND giver.is_active
    UNION ALL
    SELECT unit_id, '', 'decide', CAST(NULL AS BIGINT) FROM people_signingauthority
    WHERE user_id = %(user)s AND since <= %(day)s AND (until IS NULL OR until >= %(day)s)
)"""

_IN_FORCE = """
    link.since = (
        SELECT MAX(latest.since) FROM catalogue_unitparent AS latest
        WHERE latest.unit_id = link.unit_id AND latest.since <= %(day)s
    )"""

_ABOVE = f"""
above(unit_id, steps) AS (
    SELECT CAST(%(unit)s AS BIGINT), 0
    UNION
    SELECT link.parent_id, above.steps + 1 FROM above
    JOIN catalogue_unitparent AS link ON link.unit_id = above.unit_id
    WHERE above.steps < 16 AND {_IN_FORCE}
)"""  # noqa: S608

_IN_UNIT = f"""
WITH RECURSIVE {_GIVEN}, {_ABOVE}
SELECT DISTINCT given.role, given.rights, given.giver_id FROM given
JOIN above ON above.unit_id = given.unit_id
"""  # noqa: S608

_BELOW = f"""
WITH RECURSIVE {_GIVEN}, held(unit_id, role, rights, giver_id) AS (
    SELECT unit_id, role, rights, giver_id FROM given
    UNION
    SELECT link.unit_id, held.role, held.rights, held.giver_id FROM held
    JOIN catalogue_unitparent AS link ON link.parent_id = held.unit_id
    WHERE {_IN_FORCE}
)
SELECT unit_id, role, rights, giver_id FROM held
"""  # noqa: S608

_LINEAGE = f"WITH RECURSIVE {_ABOVE} SELECT unit_id FROM above ORDER BY steps"  # noqa: S608


def held_in(user: int, unit: int, day: date) -> list[Held]:
    """All that a user holds in a unit on a local day, there or above it."""
    return [_held(*row) for row in _rows(_IN_UNIT, user=user, unit=unit, day=day)]


def held_everywhere(user: int, day: date) -> dict[int, list[Held]]:
    """The same for every unit in which a user holds anything, by the key of the unit."""
    found: dict[int, list[Held]] = {}
    for unit, *rest in _rows(_BELOW, user=user, day=day):
        found.setdefault(unit, []).append(_held(*rest))
    return found


def lineage(unit: Unit, day: date) -> list[int]:
    """Keys of a unit and of all units above it on a local day, the nearest first."""
    return [row[0] for row in _rows(_LINEAGE, unit=unit.pk, day=day)]


def chosen_above(statement: str, unit: int, day: date) -> list[tuple[Any, ...]]:
    """What a statement gives that begins with the table `above` (unit_id, steps): a unit and those above it."""
    return _rows(f"WITH RECURSIVE {_ABOVE} {statement}", unit=unit, day=day)


def _held(role: str, rights: str, giver: int | None) -> Held:
    return Held(role, frozenset(rights.split()), giver)


def _rows(sql: str, *, day: date, **keys: int) -> list[tuple[Any, ...]]:
    # SQLite takes dates as text only, PostgreSQL takes them as they are.
    return ask(sql, {"day": connection.ops.adapt_datefield_value(day), **keys})
