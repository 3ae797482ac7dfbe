"""What is already known of the dossiers that an import names."""

from __future__ import annotations

import polars as pl

from motcua.dossiers.bulk import select_in
from motcua.hub.authority import with_order
from motcua.hub.bodies import read_bodies

DOSSIERS = {
    "code": pl.String, "issuer": pl.Int64, "key": pl.Int64, "unit": pl.Int64, "cell": pl.Int64,
    "authority": pl.Int64,
}  # fmt: skip
REPORTS = {
    "key": pl.Int64, "system": pl.Int64, "as_of": pl.Int64,
    "recorded": pl.Int64, "act": pl.Int64, "body": pl.String,
}  # fmt: skip


def dossiers_with(codes: list[str]) -> pl.DataFrame:
    """The dossiers with these codes: code, issuer, key, unit, cell, authority."""
    found = select_in(
        "SELECT code, issuer_id, id, unit_id, cell_id, authority_id FROM dossiers_dossier WHERE code IN ({})",
        codes,
    )
    return pl.DataFrame(found, schema=DOSSIERS, orient="row")


def reports_on(dossiers: list[int]) -> pl.DataFrame:
    """All reports on these dossiers with their columns read, one row for each journal entry."""
    found = select_in(
        "SELECT dossier_id, system_id, as_of, recorded_at, id, body FROM dossiers_act "
        "WHERE kind = 'reported' AND dossier_id IN ({})",
        dossiers,
    )
    frame = pl.DataFrame(found, schema=REPORTS, orient="row")
    return with_order(frame.hstack(read_bodies(frame["body"])))


def redated(dossiers: list[int]) -> pl.DataFrame:
    """When a changed calendar moved the due instants of these dossiers: key, recorded."""
    found = select_in(
        "SELECT dossier_id, recorded_at FROM dossiers_act WHERE kind = 'redated' AND dossier_id IN ({})",
        dossiers,
    )
    return pl.DataFrame(found, schema={"key": pl.Int64, "recorded": pl.Int64}, orient="row")
