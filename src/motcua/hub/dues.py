"""Due instants of reported dossiers: as their system states them, else by our own clock."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.terms import TermVersion, in_force, terms
from motcua.rules.clock_bulk import NEVER, NO_TERM, UNIT_CODES, PauseColumns, due_bulk
from motcua.rules.instants import date_of
from motcua.rules.moves_bulk import local_day
from motcua.rules.report import OUTCOMES
from motcua.rules.terms import Term

_TERM = {"amount": pl.Int64, "unit_code": pl.Int64}


def with_dues(reports: pl.DataFrame, unit: int) -> pl.DataFrame:
    """Fill `due` where no system states one, and add `by_instant` (null where a stated one decides by itself).

    `reports` have the columns of a report and `procedure_id`; the calendar is that of the unit.
    """
    reports = reports.with_columns(by_instant=pl.lit(None, pl.Boolean), stated=pl.col("due").is_not_null())
    wanting = (
        pl.col("due").is_null() & pl.col("received").is_not_null() & pl.col("procedure_id").is_not_null()
    )
    rows = reports.with_row_index("row").filter(wanting)
    if rows.is_empty():
        return reports
    timed = rows.hstack(_terms_of(rows)).filter(pl.col("unit_code") != NO_TERM)
    found = due_bulk(
        timed["received"], timed["amount"], timed["unit_code"], calendar_of(unit), pauses=_pauses(timed)
    )
    filled = timed.select("row").with_columns(
        ours=pl.Series(found.instants), ours_by_instant=pl.Series(found.by_instant)
    )
    joined = reports.with_row_index("row").join(
        filled.filter(pl.col("ours") != NEVER), on="row", how="left", maintain_order="left"
    )
    return joined.with_columns(
        due=pl.coalesce("due", "ours"), by_instant=pl.coalesce("by_instant", "ours_by_instant")
    ).drop("row", "ours", "ours_by_instant")


def _terms_of(rows: pl.DataFrame) -> pl.DataFrame:
    versions = terms(rows["procedure_id"].unique().to_list())
    days = rows.select("procedure_id", day=local_day(pl.col("received")))
    seen = days.unique()
    found = [
        _coded(_in_force(versions.get(procedure, []), date_of(day))) for procedure, day in seen.iter_rows()
    ]
    coded = seen.hstack(pl.DataFrame(found, schema=_TERM, orient="row"))
    return days.join(coded, on=["procedure_id", "day"], how="left", maintain_order="left").select(list(_TERM))


def _in_force(versions: list[TermVersion], on: date) -> Term | None:
    """The term that held on a day; before the first version that is known, the first."""
    return in_force(versions, max(on, versions[0].since)) if versions else None


def _coded(term: Term | None) -> tuple[int, int]:
    return (term.amount, UNIT_CODES[term.unit]) if term else (1, NO_TERM)


def _pauses(rows: pl.DataFrame) -> PauseColumns:
    """A pause not ended when the dossier was finished ends with it."""
    ended = pl.col("state").is_in([state.value for state in OUTCOMES])
    end = pl.coalesce("resumed", pl.when(ended).then("finished"), pl.lit(NEVER))
    columns = rows.select(begin=pl.col("paused").fill_null(NEVER), end=end)
    begin, until = columns["begin"].to_numpy(), columns["end"].to_numpy()
    return PauseColumns(begin, until, np.zeros(len(begin), dtype=bool))
