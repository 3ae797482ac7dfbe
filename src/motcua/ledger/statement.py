"""The statement of a unit and period: opening stock, flows, closing stock, by field and dimension."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.ledger.named_sql import Value, rows
from motcua.rules.instants import Instant, day_of
from motcua.rules.measures import FACTS, IDENTITY, STATEMENT, Cell, check_identity, figures
from motcua.rules.periods import Period


@dataclass(frozen=True)
class Statement:
    """What one or several units had, received, closed and kept in a period, in cells."""

    period: Period
    known_at: Instant | None
    cells: tuple[Cell, ...]

    def totals(self, names: tuple[str, ...] = STATEMENT) -> dict[str, int]:
        """The figures over all fields."""
        return figures(self.cells, names)

    def facts(self) -> dict[str, int]:
        """Digitised, with fees, paid online, over the dossiers carried over and received."""
        return figures(self.cells, FACTS)

    def by(self, dimension: str, names: tuple[str, ...] = STATEMENT) -> dict[int, dict[str, int]]:
        """The figures for each value of `field`, `system`, `channel` or `level` that has any."""
        groups: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            groups[getattr(cell, dimension)].append(cell)
        found = {value: figures(cells, names) for value, cells in groups.items()}
        return {value: values for value, values in found.items() if any(values.values())}

    def only(self, **dimensions: int) -> Statement:
        """The part of it with these dimensions, such as `system=3`."""
        kept = tuple(c for c in self.cells if all(getattr(c, k) == v for k, v in dimensions.items()))
        return Statement(self.period, self.known_at, kept)

    def check(self) -> None:
        """Raise Unbalanced unless opening + received equals closed + closing in every field."""
        names = IDENTITY[0] + IDENTITY[1]
        for values in self.by("field", names).values():
            check_identity(values)


def statement(units: Sequence[int], period: Period, known_at: Instant | None = None) -> Statement:
    """The statement of these units (keys), as known now or at an instant (milliseconds UTC)."""
    found = _rows(units, period, known_at)
    return Statement(period, known_at, tuple(Cell(*row) for row in found))


def statements(units: Sequence[int], period: Period, known_at: Instant | None = None) -> dict[int, Statement]:
    """The statement of each of these units by its key, those without a dossier too; one question for all of them."""
    cells: dict[int, list[Cell]] = {unit: [] for unit in units}
    for unit, *row in _rows(units, period, known_at, "by_unit"):
        cells[unit].append(Cell(*row))
    return {unit: Statement(period, known_at, tuple(own)) for unit, own in cells.items()}


def _rows(
    units: Sequence[int], period: Period, known_at: Instant | None, variant: str = ""
) -> list[tuple[int, ...]]:
    first, end = day_of(period.first), day_of(period.last) + 1
    values: dict[str, Value] = {"units": list(units), "first_day": first, "end_day": end}
    if known_at is None:
        return rows("statement", values, variant=variant)
    return rows("statement_known_at", values | {"known_at": known_at}, variant=variant)
