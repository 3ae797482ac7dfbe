"""The words of two sides on the same dossiers, beside each other."""

from __future__ import annotations

import polars as pl

from motcua.findings.told import Told
from motcua.rules.reconcile_bulk import SAID

KEPT = ("key", "left", "right", "as_of", "changed")


def beside(told: Told, left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Words of two sides on the same dossiers: key, code, left, right, as_of, changed, and what each says."""
    mine = left.select(
        "key", left="system", changed=_changed(), **{f"l_{name}": pl.col(name) for name in SAID}
    )
    theirs = right.select("key", "as_of", right="system", **{f"r_{name}": pl.col(name) for name in SAID})
    named = mine.join(theirs, on="key").join(told.heads.select("key", "code"), on="key")
    return named.select(*KEPT, "code", *(f"{side}_{name}" for side in "lr" for name in SAID))


def _changed() -> pl.Expr:
    """When a word last changed, as far as it tells."""
    return pl.coalesce("finished", "received")
