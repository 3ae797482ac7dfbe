"""Due instants of reported dossiers: as their system states them, else by our own clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import numpy as np
import polars as pl

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.terms import TermVersion, in_force, terms
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import due as clock_due
from motcua.rules.clock_bulk import NEVER, NO_TERM, UNIT_CODES, PauseColumns, due_bulk
from motcua.rules.instants import Instant, date_of
from motcua.rules.instants import local_day as local_day_of
from motcua.rules.moves import Clock, due_of
from motcua.rules.moves_bulk import local_day
from motcua.rules.report import OUTCOMES, Report, acts_of
from motcua.rules.terms import Due, Extension, Pause, Term

_FOUND = pl.Schema({"row": pl.UInt32, "ours": pl.Int64, "exact": pl.Boolean})
_TERM = {"amount": pl.Int64, "unit_code": pl.Int64}


def with_dues(reports: pl.DataFrame, unit: int) -> pl.DataFrame:
    """Fill `due` where no system states one, and add `by_instant` (null where a stated one decides by itself).

    `reports` have the columns of a report and `procedure_id`; the calendar is that of the unit. Adds `stated`.
    """
    reports = reports.with_columns(by_instant=pl.lit(None, pl.Boolean), stated=pl.col("due").is_not_null())
    wanting = ~pl.col("stated") & pl.col("received").is_not_null() & pl.col("procedure_id").is_not_null()
    rows = reports.with_row_index("row").filter(wanting)
    if rows.is_empty():
        return reports
    found = pl.concat([_in_columns(rows.filter(pl.col("pauses").is_null()), unit), _one_by_one(rows, unit)])
    joined = reports.with_row_index("row").join(found, on="row", how="left", maintain_order="left")
    filled = joined.with_columns(
        due=pl.coalesce("due", "ours"), by_instant=pl.coalesce("by_instant", "exact")
    )
    return filled.drop("row", "ours", "exact")


def _in_columns(rows: pl.DataFrame, unit: int) -> pl.DataFrame:
    timed = rows.hstack(_terms_of(rows)).filter(pl.col("unit_code") != NO_TERM)
    received, amount, code = timed["received"], timed["amount"], timed["unit_code"]
    found = due_bulk(received, amount, code, calendar_of(unit), pauses=_pauses(timed))
    columns = {"ours": pl.Series(found.instants), "exact": pl.Series(found.by_instant)}
    return timed.select("row").with_columns(**columns).filter(pl.col("ours") != NEVER).cast(_FOUND)


def _one_by_one(rows: pl.DataFrame, unit: int) -> pl.DataFrame:
    """Dossiers with several pauses."""
    found: list[tuple[int, int, bool]] = []
    calendar = calendar_of(unit)
    for row in rows.filter(pl.col("pauses").is_not_null()).iter_rows(named=True):
        due = due_of(acts_of(as_told(row)), clock_of(row["procedure_id"], calendar))
        if due is not None:
            found.append((row["row"], due.instant, due.by_instant))
    return pl.DataFrame(found, schema=_FOUND, orient="row")


def as_told(row: dict[str, Any]) -> Report:
    """A row as the report it was, without a due instant that our own clock filled in."""
    return cast(Report, row if row["stated"] else row | {"due": None})


def clock_of(procedure: int | None, calendar: WorkingCalendar) -> Clock:
    """The clock of dossiers of a procedure in a calendar."""

    def clock(received: Instant, pauses: Sequence[Pause], extensions: Sequence[Extension]) -> Due | None:
        versions = terms([procedure]).get(procedure, []) if procedure is not None else []
        term = term_on(versions, date_of(local_day_of(received)))
        return clock_due(received, term, calendar, pauses=pauses, extensions=extensions)

    return clock


def _terms_of(rows: pl.DataFrame) -> pl.DataFrame:
    versions = terms(rows["procedure_id"].unique().to_list())
    days = rows.select("procedure_id", day=local_day(pl.col("received")))
    seen = days.unique()
    found = [
        _coded(term_on(versions.get(procedure, []), date_of(day))) for procedure, day in seen.iter_rows()
    ]
    coded = seen.hstack(pl.DataFrame(found, schema=_TERM, orient="row"))
    return days.join(coded, on=["procedure_id", "day"], how="left", maintain_order="left").select(list(_TERM))


def term_on(versions: list[TermVersion], on: date) -> Term | None:
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
