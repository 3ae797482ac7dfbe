"""Which system has the word on a dossier: the one configured for its field, the one that issued its code, or
provisionally whoever reports it. Within a system the report that went further is right, then the later one."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from motcua.rules.report import PROGRESS, RANK, State

CONFIGURED, ISSUER, PROVISIONAL = 2, 1, 0


_ROW = "row of all"
ORDER = ("progress", "as_of", "happened", "rank")
"""What decides between two reports of one system, the first that differs."""


def with_order(reports: pl.DataFrame) -> pl.DataFrame:
    """Add `progress`, and for reports of the same instant `happened` (last pause or resumption) and `rank`."""
    progress = pl.col("state").replace_strict(_numbers(PROGRESS), return_dtype=pl.Int64)
    rank = pl.col("state").replace_strict(_numbers(RANK), default=0, return_dtype=pl.Int64)
    ended = progress >= PROGRESS[State.REFUSED]
    # Among endings a corrected time may be an earlier one, so only the later news decides there.
    happened = pl.when(ended).then(0).otherwise(pl.max_horizontal("paused", "resumed").fill_null(0))
    return reports.with_columns(progress=progress, rank=rank, happened=happened)


def _numbers(by_state: Mapping[State, int]) -> dict[str, int]:
    return {state.value: number for state, number in by_state.items()}


def not_behind(before: str) -> pl.Expr:
    """Whether a report is not older news than one whose columns of ORDER carry the prefix `before`."""
    result = pl.lit(value=True)
    for name in reversed(ORDER):
        mine, other = pl.col(name), pl.col(before + name)
        result = (mine > other) | ((mine == other) & result)
    return result


def latest(reports: pl.DataFrame, keys: list[str], ties: list[str]) -> pl.DataFrame:
    """For each key the report that went further, then the later one, then the last by `ties`."""
    # Few are told more than once, and to order all by everything, long texts too, takes its time.
    named = reports.select(keys).with_row_index(_ROW)
    several = named.select(keys).is_duplicated()
    told = reports.filter(several).with_columns(named[_ROW].filter(several))
    ordered = told.sort([*keys, *ORDER, *ties], nulls_last=False, maintain_order=True)
    chosen = ordered.unique(keys, keep="last", maintain_order=True).select(named.columns)
    return reports[pl.concat([named.filter(~several), chosen]).sort(keys, nulls_last=False)[_ROW]]


def speaking(reports: pl.DataFrame, authorities: Mapping[int, int]) -> pl.DataFrame:
    """For each dossier (`key`) the report of the system that has the authority.

    `reports` has one row for each dossier and system: `key`, `system` and `issuer` (keys of systems),
    `field_id` and the columns of ORDER; `authorities` gives the system configured for a field, by their keys.
    """
    configured = pl.col("field_id").replace_strict(dict(authorities), default=None, return_dtype=pl.Int64)
    rank = (
        pl.when(configured == pl.col("system"))
        .then(CONFIGURED)
        .when(pl.col("issuer") == pl.col("system"))
        .then(ISSUER)
        .otherwise(PROVISIONAL)
    )
    order = ["key", "authority", *ORDER, "system"]
    return reports.with_columns(authority=rank).sort(order).unique("key", keep="last", maintain_order=True)
