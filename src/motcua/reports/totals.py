"""The total row of a form, straight from a statement."""

from __future__ import annotations

from motcua.ledger.statement import Statement
from motcua.reports.form_files import load

OFFICIAL = "II.06b-official"


def official_totals(made: Statement) -> dict[str, int]:
    """Columns (3) to (13) of form II.06b in the official layout, by their printed numbers."""
    columns = [column for column in load(OFFICIAL).columns if column.measures]
    return {str(column.number): sum(made.totals(tuple(column.measures)).values()) for column in columns}
