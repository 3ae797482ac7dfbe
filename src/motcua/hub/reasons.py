"""What the words of a reason tell: a supplement, a payment, a withdrawal, a refusal, another suspension."""

from __future__ import annotations

import polars as pl

from motcua.hub.vocabulary import load


def classes(reasons: pl.Series) -> pl.Series:
    """The class of each reason, null where the words tell nothing."""
    vocabulary = load()
    known = {text: vocabulary.value("reason", text) for text in reasons.drop_nulls().unique()}
    return reasons.replace_strict(known, default=None, return_dtype=pl.String).alias("reason_class")
