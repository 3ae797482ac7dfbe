"""Rows that cannot be counted: kept with their reason, mended by a person, taken again."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from motcua.hub.models import QuarantinedRow

_INTERNAL = ("_row", "as_of", "sheet", "file", "system")


def rows_of(texts: pl.DataFrame, reports: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows with a reason: their canonical texts as read, sheet, row number and reason.

    `texts` and `reports` have the same rows in the same order.
    """
    bad = reports["why_not"].is_not_null()
    for values, why, sheet in zip(
        texts.filter(bad).iter_rows(named=True),
        reports.filter(bad)["why_not"],
        reports.filter(bad)["sheet"],
        strict=True,
    ):
        said = {name: text for name, text in values.items() if name not in _INTERNAL and text is not None}
        yield {"values": said, "row": values["_row"], "reason": why, "sheet": sheet}


def keep(
    unit: int, run: int, system: int, file_name: str, as_of: int, rows: Sequence[Mapping[str, Any]]
) -> int:
    """Put rows into quarantine that are not there yet; gives how many were new."""
    seen: Counter[str] = Counter()
    made = []
    for row in rows:
        text = json.dumps([system, row["reason"], row["values"]], ensure_ascii=False, sort_keys=True)
        seen[text] += 1
        digest = hashlib.sha256(f"{seen[text]}:{text}".encode()).hexdigest()
        made.append(
            QuarantinedRow(
                unit_id=unit,
                run_id=run,
                system_id=system,
                file_name=file_name,
                as_of=as_of,
                sheet=row["sheet"],
                row=row["row"],
                reason=row["reason"],
                values=row["values"],
                digest=digest,
            )  # fmt: skip
        )
    before = QuarantinedRow.objects.filter(unit=unit).count()
    QuarantinedRow.objects.bulk_create(made, ignore_conflicts=True)
    return QuarantinedRow.objects.filter(unit=unit).count() - before
