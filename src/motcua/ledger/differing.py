"""Which dossiers stand otherwise in a period's figures than was known at an earlier instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from motcua.ledger.lists import EVER
from motcua.ledger.named_sql import rows
from motcua.rules.instants import Instant, day_of
from motcua.rules.measures import MEASURES, Cell, figures
from motcua.rules.periods import Period

Place = tuple[int, int, int]
"""Unit, field and system (keys)."""

NAMES = tuple(MEASURES)

Figures = dict[str, int]


@dataclass(frozen=True)
class Changed:
    """A dossier (key) whose figures differ: by unit, field and system, all measures, as known then and now."""

    dossier: int
    then: dict[Place, Figures]
    now: dict[Place, Figures]

    def total(self, now: bool) -> Figures:
        """All its figures, wherever they stand."""
        places = (self.now if now else self.then).values()
        return {name: sum(values[name] for values in places) for name in NAMES}


def changed(units: Sequence[int], period: Period, then: Instant, now: Instant | None = None) -> list[Changed]:
    """The dossiers of units (keys) whose figures of a period are others than they were known at `then`.

    `then` and `now` are milliseconds UTC, `now` None for all that is known. Dossiers of which something was recorded
    that changes no figure of the period are left out.
    """
    values = {
        "units": list(units),
        "first_day": day_of(period.first),
        "end_day": day_of(period.last) + 1,
        "then": then,
        "now": EVER if now is None else now,
    }
    found = []
    for dossier, moves in groupby(rows("changed_since", values), key=lambda row: row[0]):
        one = _compared(dossier, list(moves))
        if one.then != one.now:
            found.append(one)
    return found


def _compared(dossier: int, moves: list[tuple[Any, ...]]) -> Changed:
    then = [(row[1], Cell(*row[2:13])) for row in moves if row[11] or row[12]]
    now = [(row[1], Cell(*(row[2:11] + row[13:15]))) for row in moves if row[13] or row[14]]
    return Changed(dossier, _placed(then), _placed(now))


def _placed(cells: list[tuple[int, Cell]]) -> dict[Place, Figures]:
    groups: defaultdict[Place, list[Cell]] = defaultdict(list)
    for unit, cell in cells:
        groups[unit, cell.field, cell.system].append(cell)
    placed = {place: figures(some, NAMES) for place, some in groups.items()}
    return {place: values for place, values in placed.items() if any(values.values())}
