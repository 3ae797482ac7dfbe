"""What flowed in a department: the ledger knows units, so its moves are told apart by who works on their dossiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from motcua.boards.live.choice import Choice
from motcua.boards.live.rows import PACKAGE
from motcua.boards.live.scope import Scope
from motcua.ledger.daily import RESOLVED, Flows
from motcua.ledger.named_sql import rows
from motcua.rules.accounts import NOT_RECEIVED, OPEN
from motcua.rules.instants import Day

_MOVES = {"received": (sorted(NOT_RECEIVED), sorted(OPEN)), "resolved": (sorted(OPEN), sorted(RESOLVED))}


def department_flows(scope: Scope, choice: Choice, first: Day, last: Day) -> Mapping[Day, Flows]:
    """What a department received and resolved on each day, both included; a dossier counts where it is now."""
    values = _narrowed(scope, choice) | {
        "first_day": first, "end_day": last + 1, "outside": sorted(NOT_RECEIVED), "open": sorted(OPEN),
        "resolved": sorted(RESOLVED),
    }  # fmt: skip
    return {day: Flows(*counts) for day, *counts in rows("department_flows", values, PACKAGE)}


def department_flowed(scope: Scope, choice: Choice, flow: str, day: Day) -> list[int]:
    """The dossiers behind what flowed on a day; one that counts twice stands twice."""
    origins, targets = _MOVES[flow]
    values = _narrowed(scope, choice) | {"day": day, "origins": origins, "targets": targets}
    found: Counter[int] = Counter(dict(rows("department_flowed", values, PACKAGE)))
    return sorted(found.elements())


def _narrowed(scope: Scope, choice: Choice) -> dict[str, Any]:
    return {
        "units": list(scope.units), "department": scope.department or 0,
        "any_system": int(choice.system is None), "system": choice.system or 0,
        "any_field": int(choice.field is None), "field": choice.field or 0,
    }  # fmt: skip
