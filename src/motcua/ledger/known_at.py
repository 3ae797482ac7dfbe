"""Whole units at an earlier instant, as it was known then: what `rolled` tells of now, read from the moves.

Roll-ups hold what is known now, so an earlier knowledge costs a walk over the units' moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.ledger.named_sql import rows
from motcua.ledger.rolled import Minute
from motcua.rules.accounts import Account
from motcua.rules.instants import Day, Instant


def states(units: Sequence[int], at: Minute, known_at: Instant) -> dict[int, Counter[Account]]:
    """How many dossiers each unit (key) had in each account in a minute, as known at an instant (milliseconds UTC)."""
    found: defaultdict[int, Counter[Account]] = defaultdict(Counter)
    for unit, origin, target, n in rows("unit_states_known_at", _asked(units, at, known_at)):
        found[unit][Account(target)] += n
        found[unit][Account(origin)] -= n
    return dict(found)


def ahead(units: Sequence[int], at: Minute, last: Day, known_at: Instant) -> Mapping[tuple[int, Day], int]:
    """How many dossiers of each unit were due on each local day up to `last` and became overdue after a minute."""
    values = _asked(units, at, known_at) | {"last_day": last}
    return {(unit, day): n for unit, day, n in rows("unit_ahead_known_at", values)}


def _asked(units: Sequence[int], at: Minute, known_at: Instant) -> dict[str, Any]:
    return {"units": list(units), "day": at.day, "instant": at.instant, "known_at": known_at}
