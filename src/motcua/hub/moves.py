"""From the reports that have the authority to the moves and the latest state of each dossier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from motcua.catalogue.calendars import calendar_of
from motcua.hub.dues import as_told, clock_of, terms_of
from motcua.rules.accounts import Account
from motcua.rules.instants import Instant
from motcua.rules.moves import moves
from motcua.rules.moves_bulk import moves_of
from motcua.rules.report import acts_of

_SCHEMA = {"key": pl.Int64, "from_account": pl.Int16, "to_account": pl.Int16, "effect_at": pl.Int64}


def wanted(reports: pl.DataFrame, unit: int, known_at: Instant) -> pl.DataFrame:
    """The moves of a unit's reports (one for each dossier): dossier, cell, accounts, effect_at, n.

    `reports` come from `with_dues`, for the same unit and instant.
    """
    simple = reports.filter(pl.col("pauses").is_null())
    storied = reports.filter(pl.col("pauses").is_not_null())
    found = pl.concat(
        [
            moves_of(simple),
            pl.DataFrame(list(_one_by_one(storied, unit, known_at)), schema=_SCHEMA, orient="row"),
        ]
    )
    cells = reports.select(pl.col("key"), "cell")
    named = found.join(cells, on="key", how="left", maintain_order="left")
    return named.rename({"key": "dossier"}).with_columns(n=pl.lit(1, pl.Int16))


def _one_by_one(reports: pl.DataFrame, unit: int, known_at: Instant) -> Iterator[tuple[Any, ...]]:
    if reports.is_empty():
        return
    terms, calendar = terms_of(reports, unit), calendar_of(unit, known_at)
    for row in reports.iter_rows(named=True):
        for move in moves(acts_of(as_told(row)), clock_of(row, terms, calendar)):
            yield row["key"], int(move.from_account), int(move.to_account), move.effect_at


def latest_state(moved: pl.DataFrame) -> pl.DataFrame:
    """The account in which each dossier stands, the move into overdue that was posted ahead left out."""
    ahead = (pl.col("to_account") == int(Account.OVERDUE)) & (pl.col("from_account") == int(Account.IN_TERM))
    order = moved.filter(~ahead).with_columns(rank=pl.col("to_account")).sort("dossier", "effect_at", "rank")
    return order.group_by("dossier", maintain_order=True).agg(state=pl.col("to_account").last())
