"""Which system has the word on a dossier: the one configured for its field, the one that issued its code, or
provisionally whoever reports it. Within a system the report that went further is right, then the later one."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

CONFIGURED, ISSUER, PROVISIONAL = 2, 1, 0


def latest(reports: pl.DataFrame, keys: list[str], ties: list[str]) -> pl.DataFrame:
    """For each key the report that went further, then the later one, then the last by `ties`."""
    ordered = reports.sort([*keys, "progress", "as_of", *ties], nulls_last=False, maintain_order=True)
    return ordered.unique(keys, keep="last", maintain_order=True)


def speaking(reports: pl.DataFrame, authorities: Mapping[int, int]) -> pl.DataFrame:
    """For each dossier (`key`) the report of the system that has the authority.

    `reports` has one row for each dossier and system: `key`, `system` and `issuer` (keys of systems),
    `field_id`, `progress`, `as_of`; `authorities` gives the system configured for a field, by their keys.
    """
    configured = pl.col("field_id").replace_strict(dict(authorities), default=None, return_dtype=pl.Int64)
    rank = (
        pl.when(configured == pl.col("system"))
        .then(CONFIGURED)
        .when(pl.col("issuer") == pl.col("system"))
        .then(ISSUER)
        .otherwise(PROVISIONAL)
    )
    order = ["key", "rank", "progress", "as_of", "system"]
    return reports.with_columns(rank=rank).sort(order).unique("key", keep="last", maintain_order=True)
