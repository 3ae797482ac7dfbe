"""The body of a reported act: written from columns, read back into columns, never migrated."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from motcua.rules.report import BODY_VERSION

INSTANTS = ("lodged", "received", "due", "finished", "returned", "paused", "resumed")
WORDS = ("state", "ground", "procedure", "procedure_name", "field", "reason", "department", "officer")
NUMBERS = ("channel", "level", "digitised", "fee", "paid_online")
PAUSES = pl.List(pl.Struct({"begin": pl.Int64, "end": pl.Int64, "ground": pl.String}))

SCHEMA: dict[str, pl.DataType] = {
    **{name: pl.Int64() for name in INSTANTS},
    **{name: pl.String() for name in WORDS},
    **{name: pl.Int64() for name in NUMBERS},
    "pauses": PAUSES,
}
"""The columns of a report, in the order in which they are written; keys are never renamed."""


def with_bodies(reports: pl.DataFrame) -> pl.DataFrame:
    """Add `body`, the JSON text of each report."""
    return reports.with_columns(body=pl.struct(list(SCHEMA)).struct.json_encode())


def read_bodies(bodies: pl.Series) -> pl.DataFrame:
    """The columns of bodies of version 1."""
    return bodies.str.json_decode(pl.Struct(SCHEMA)).struct.unnest().select(list(SCHEMA))


def as_report(body: str, version: int = BODY_VERSION) -> dict[str, Any]:
    """One body as a mapping with the keys of `Report`."""
    report = json.loads(body)
    if report.get("pauses") is None:
        report.pop("pauses", None)
    return report
