"""Due instants of reported dossiers: as their system states them, else by our own clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np
import polars as pl

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.reception_terms import ReceptionTerms, TermSpan
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import due as clock_due
from motcua.rules.clock_bulk import NEVER, NO_TERM, UNIT_CODES, PauseColumns, due_bulk
from motcua.rules.instants import Instant
from motcua.rules.instants import local_day as local_day_of
from motcua.rules.moves import Clock, due_of
from motcua.rules.moves_bulk import local_day
from motcua.rules.report import OUTCOMES, Report, acts_of
from motcua.rules.terms import Due, Extension, OnResume, Pause, TermRules

_FOUND = pl.Schema({"row": pl.UInt32, "ours": pl.Int64, "exact": pl.Boolean})
_TERM = {
    "amount": pl.Int64, "unit_code": pl.Int64, "cut_off": pl.Int64, "counted": pl.Boolean, "restarts": pl.Boolean,
}  # fmt: skip
_RULES = ["cut_off", "counted"]
_WITHOUT = (1, NO_TERM, None, False, False)


def with_dues(reports: pl.DataFrame, unit: int, known_at: Instant) -> pl.DataFrame:
    """Fill `due` where no system states one, and add `by_instant` (null where a stated one decides by itself).

    `reports` have the columns of a report and `procedure_id`; the term is the one in force in the unit on the day of
    reception, the calendar that of the unit as it was known at an instant. Adds `stated`.
    """
    reports = reports.with_columns(by_instant=pl.lit(None, pl.Boolean), stated=pl.col("due").is_not_null())
    wanting = ~pl.col("stated") & pl.col("received").is_not_null() & pl.col("procedure_id").is_not_null()
    rows = reports.with_row_index("row").filter(wanting)
    if rows.is_empty():
        return reports
    terms, calendar = terms_of(rows, unit), calendar_of(unit, known_at)
    found = pl.concat(
        [*_in_columns(rows.filter(pl.col("pauses").is_null()), terms, calendar), _one_by_one(rows, terms, calendar)]
    )  # fmt: skip
    joined = reports.with_row_index("row").join(found, on="row", how="left", maintain_order="left")
    filled = joined.with_columns(
        due=pl.coalesce("due", "ours"), by_instant=pl.coalesce("by_instant", "exact")
    )
    return filled.drop("row", "ours", "exact")


def terms_of(reports: pl.DataFrame, unit: int) -> ReceptionTerms:
    """The terms of all procedures that reports name."""
    return ReceptionTerms(unit, reports["procedure_id"].drop_nulls().unique().to_list())


def _in_columns(rows: pl.DataFrame, terms: ReceptionTerms, calendar: WorkingCalendar) -> list[pl.DataFrame]:
    timed = rows.hstack(_terms(rows, terms)).filter(pl.col("unit_code") != NO_TERM)
    return [_counted_alike(some, calendar) for some in timed.partition_by(_RULES, maintain_order=True)]


def _counted_alike(timed: pl.DataFrame, calendar: WorkingCalendar) -> pl.DataFrame:
    """Dossiers whose procedures have one set of rules of counting."""
    received, amount, code = timed["received"], timed["amount"], timed["unit_code"]
    rules = TermRules(*timed.select(_RULES).row(0))
    found = due_bulk(received, amount, code, calendar, rules, _pauses(timed))
    columns = {"ours": pl.Series(found.instants), "exact": pl.Series(found.by_instant)}
    return timed.select("row").with_columns(**columns).filter(pl.col("ours") != NEVER).cast(_FOUND)


def _one_by_one(rows: pl.DataFrame, terms: ReceptionTerms, calendar: WorkingCalendar) -> pl.DataFrame:
    """Dossiers with several pauses."""
    found: list[tuple[int, int, bool]] = []
    for row in rows.filter(pl.col("pauses").is_not_null()).iter_rows(named=True):
        due = due_of(acts_of(as_told(row)), clock_of(row, terms, calendar))
        if due is not None:
            found.append((row["row"], due.instant, due.by_instant))
    return pl.DataFrame(found, schema=_FOUND, orient="row")


def as_told(row: dict[str, Any]) -> Report:
    """A row as the report it was, without a due instant that our own clock filled in."""
    return cast(Report, row if row["stated"] else row | {"due": None})


def clock_of(row: dict[str, Any], terms: ReceptionTerms, calendar: WorkingCalendar) -> Clock:
    """The clock of a dossier by its procedure and channel in a calendar."""

    def clock(received: Instant, pauses: Sequence[Pause], extensions: Sequence[Extension]) -> Due | None:
        span = span_of(row, terms, received)
        if span is None:
            return None
        held = [replace(pause, on_resume=span.on_resume) for pause in pauses]
        return clock_due(received, span.term, calendar, span.rules, held, extensions)

    return clock


def span_of(row: dict[str, Any], terms: ReceptionTerms, received: Instant) -> TermSpan | None:
    """What holds for a dossier received at an instant; None where its procedure or all terms of it are unknown."""
    if row["procedure_id"] is None:
        return None
    return terms.on(row["procedure_id"], row["channel"], local_day_of(received))


def _terms(rows: pl.DataFrame, terms: ReceptionTerms) -> pl.DataFrame:
    days = rows.select("procedure_id", "channel", day=local_day(pl.col("received")))
    seen = days.unique()
    found = [_coded(terms.on(*key)) for key in seen.iter_rows()]
    coded = seen.hstack(pl.DataFrame(found, schema=_TERM, orient="row"))
    return days.join(coded, on=days.columns, how="left", maintain_order="left").select(list(_TERM))


def _coded(span: TermSpan | None) -> tuple[int, int, int | None, bool, bool]:
    if span is None or span.term is None:
        return _WITHOUT
    rules, restarts = span.rules, span.on_resume is OnResume.RESTART
    return (
        span.term.amount, UNIT_CODES[span.term.unit], rules.cut_off_minute, rules.count_reception_day, restarts,
    )  # fmt: skip


def _pauses(rows: pl.DataFrame) -> PauseColumns:
    """A pause not ended when the dossier was finished ends with it."""
    ended = pl.col("state").is_in([state.value for state in OUTCOMES])
    end = pl.coalesce("resumed", pl.when(ended).then("finished"), pl.lit(NEVER))
    columns = rows.select(begin=pl.col("paused").fill_null(NEVER), end=end)
    restarts = rows["restarts"].to_numpy().astype(np.bool_)
    return PauseColumns(columns["begin"].to_numpy(), columns["end"].to_numpy(), restarts)
