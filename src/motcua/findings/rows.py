"""Findings as rows: their columns, and what makes two of them the same finding."""

from __future__ import annotations

import hashlib

import polars as pl

SCHEMA = {
    "kind": pl.String, "key": pl.Int64, "other": pl.Int64, "code": pl.String, "left": pl.Int64, "right": pl.Int64,
    "ours": pl.String, "theirs": pl.String, "guess": pl.String,
}  # fmt: skip
COLUMNS = list(SCHEMA)
"""Key of the dossier (null where it is not here), of the second one where there is one, and the systems."""


def row_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of a finding with their types, texts that are missing as empty ones."""
    texts = ("ours", "theirs", "guess")
    return frame.with_columns(pl.col(texts).fill_null("")).select(
        pl.col(name).cast(kind) for name, kind in SCHEMA.items()
    )


def nothing() -> pl.DataFrame:
    """No finding."""
    return pl.DataFrame(schema=SCHEMA)


def identified(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `identity`: kind, dossiers and systems; of what is not here, its code."""
    about = pl.coalesce(
        pl.col("key").cast(pl.String), pl.col("code").map_elements(_short, return_dtype=pl.String)
    )
    other = pl.col("other").cast(pl.String).fill_null("")
    return rows.with_columns(identity=pl.concat_str("kind", about, other, "left", "right", separator=":"))


def _short(code: str) -> str:
    """A code as part of an identity; one of any length, as it stands in quarantine, by its digest."""
    return code if len(code) <= 60 else hashlib.sha256(code.encode()).hexdigest()[:40]
