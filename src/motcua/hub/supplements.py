"""Supplement requests in the national exchange's list: a dossier may have stood still more than once."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from motcua.hub.bodies import PAUSES
from motcua.hub.times import instants
from motcua.rules.instants import Instant


def with_supplements(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `pauses`; where a list of supplement requests is given, the last one fills paused and resumed."""
    told = frame["supplements"].fill_null("[]")
    empty = told.is_in(["[]", "", "null"])
    if empty.all():
        return frame.with_columns(pauses=pl.lit(None, PAUSES))
    times = frame.select("received", "finished").iter_rows()
    found = [
        [] if none else within(_pauses(text), received, finished)
        for none, text, (received, finished) in zip(empty, told, times, strict=True)
    ]
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


def within(
    pauses: list[dict[str, Any]], received: Instant | None, finished: Instant | None
) -> list[dict[str, Any]]:
    """Pauses as they can have been: after reception, before the end, one after the other.

    An earlier request that shows no answer ended when the next was made; what overlaps is one pause.
    """
    kept: list[dict[str, Any]] = []
    for pause in pauses:
        begin, end = max(pause["begin"], received or 0), pause["end"]
        if (end is not None and end <= begin) or (finished is not None and begin > finished):
            continue
        end = end if finished is None or end is None else min(end, finished)
        if kept and kept[-1]["end"] is None:
            kept[-1]["end"] = begin
        if kept and begin <= kept[-1]["end"]:
            kept[-1]["end"] = None if end is None else max(end, kept[-1]["end"])
        else:
            kept.append({**pause, "begin": begin, "end": end})
    return kept
