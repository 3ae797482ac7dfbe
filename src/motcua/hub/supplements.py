"""Supplement requests in the national exchange's list: a dossier may have stood still more than once."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from motcua.hub.bodies import PAUSES
from motcua.hub.times import instants


def with_supplements(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `pauses`; where a list of supplement requests is given, the last one fills paused and resumed."""
    told = frame["supplements"].fill_null("[]")
    empty = told.is_in(["[]", "", "null"])
    if empty.all():
        return frame.with_columns(pauses=pl.lit(None, PAUSES))
    found = [[] if none else _pauses(text) for none, text in zip(empty, told, strict=True)]
    last = [pauses[-1] if pauses else {"begin": None, "end": None} for pauses in found]
    earlier = [pauses[:-1] or None for pauses in found]
    begun = pl.Series("begun", [pause["begin"] for pause in last], dtype=pl.Int64)
    ended = pl.Series("ended", [pause["end"] for pause in last], dtype=pl.Int64)
    listed = begun.is_not_null()
    return frame.with_columns(
        pauses=pl.Series("pauses", earlier, dtype=PAUSES),
        paused=pl.when(listed).then(begun).otherwise(pl.col("paused")),
        resumed=pl.when(listed).then(ended).otherwise(pl.col("resumed")),
        reason_class=pl.when(listed).then(pl.lit("supplement")).otherwise(pl.col("reason_class")),
    )


def _pauses(text: str) -> list[dict[str, Any]]:
    try:
        listed = json.loads(text)
    except ValueError:
        return []
    if not isinstance(listed, list):
        return []
    found = [_pause(entry) for entry in listed if isinstance(entry, dict)]
    return sorted((pause for pause in found if pause["begin"] is not None), key=lambda pause: pause["begin"])


def _pause(entry: dict[str, Any]) -> dict[str, Any]:
    times = [str(entry.get(key) or "") for key in ("NgayBoSung", "NgayTiepNhanBoSung")]
    begin, end = instants(pl.Series("times", times, dtype=pl.String)).to_list()
    return {"begin": begin, "end": end, "ground": "supplement"}
