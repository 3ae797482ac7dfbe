"""What was received and resolved on each day: the same moves that a statement sums over its period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from motcua.ledger.named_sql import rows
from motcua.rules.accounts import NOT_RECEIVED, OPEN, Account
from motcua.rules.instants import Day, Instant, day_of

RESOLVED = (Account.RESOLVED_EARLY, Account.RESOLVED_ON_TIME, Account.RESOLVED_LATE)
ALWAYS: Instant = 2**62
"""Later than anything that was ever recorded."""


class Flows(NamedTuple):
    """What was received and resolved on one day."""

    received: int
    resolved: int


def daily_flows(
    units: Sequence[int],
    first: date,
    last: date,
    known_at: Instant | None = None,
    system: int | None = None,
    field: int | None = None,
) -> dict[Day, Flows]:
    """The flows of these units (keys) by local day, both days included; days without any are left out.

    `known_at` (milliseconds UTC) gives them as they were known then, `system` and `field` (keys) those of one.
    """
    values = _asked(units, first, last, known_at) | {
        "any_system": int(system is None), "system": system or 0, "any_field": int(field is None), "field": field or 0,
    }  # fmt: skip
    return {day: Flows(received, resolved) for day, received, resolved in rows("daily_flows", values)}


def flows_known_at(
    units: Sequence[int], first: date, last: date, known_at: Instant
) -> dict[tuple[int, Day], Flows]:
    """The same of each of these units, as known at an instant, by unit and day."""
    values = _asked(units, first, last, known_at) | {"any_system": 1, "system": 0, "any_field": 1, "field": 0}
    found = rows("daily_flows", values, variant="by_unit")
    return {(unit, day): Flows(received, resolved) for unit, day, received, resolved in found}


def _asked(units: Sequence[int], first: date, last: date, known_at: Instant | None) -> dict[str, Any]:
    return {
        "units": list(units), "first_day": day_of(first), "end_day": day_of(last) + 1,
        "known_at": ALWAYS if known_at is None else known_at,
        "outside": sorted(NOT_RECEIVED), "open": sorted(OPEN), "resolved": RESOLVED,
    }  # fmt: skip
