"""Rows that cannot be counted: kept with their reason, mended by a person, taken again."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from motcua.dossiers.bulk import writing
from motcua.hub.dimensions import Catalogue
from motcua.hub.errors import ExportError
from motcua.hub.locking import after_all
from motcua.hub.models import ImportRun, QuarantinedRow
from motcua.hub.record import record
from motcua.hub.sources import own_codes_of
from motcua.hub.typed import typed
from motcua.hub.words import REASONS
from motcua.rules.instants import Instant

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
) -> set[str]:
    """Put rows into quarantine that are not there yet; gives the digests of all of them."""
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
            )
        )
    QuarantinedRow.objects.bulk_create(made, ignore_conflicts=True)
    return {row.digest for row in made}


class StillBad(ExportError):
    """A mended row that still cannot be counted; `reason` is why."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason], "Sửa lại giá trị rồi nhận lại; dòng này vẫn được giữ.")
        self.reason = reason


def mend(row: QuarantinedRow, values: Mapping[str, str], by: int | None, now: Instant) -> None:
    """Take a row again with mended values (canonical column to text), as learned at `now`.

    Raises StillBad where it still cannot be counted; nothing is changed then. `by` is the account's key.
    """
    said = {name: text for name, text in values.items() if text}
    frame = pl.DataFrame(
        {**{name: [text] for name, text in said.items()}, "_row": [row.row], "sheet": [row.sheet]}
    )
    reports = typed(frame.with_columns(as_of=pl.lit(row.as_of)), (), Catalogue().knows)
    if (reason := reports["why_not"][0]) is not None:
        raise StillBad(reason)
    issuer = pl.col("issuer").fill_null(own_codes_of(row.system.key, row.unit))
    told = reports.drop("why_not", "sheet").with_columns(system=pl.lit(row.system.key), issuer=issuer)
    with writing():
        now = after_all(row.unit_id, now)
        run = ImportRun.objects.create(unit=row.unit, recorded_at=now, by_id=by, summary={"mended": row.pk})
        done = record(row.unit_id, told, run.pk, now, lambda step: None)
        if len(done.elsewhere):
            raise StillBad("held by another unit")
        QuarantinedRow.objects.filter(pk=row.pk).update(status=QuarantinedRow.Status.MENDED, values=said)


def set_aside(row: QuarantinedRow, note: str) -> None:
    """Leave a row out for good, with the reason a person gives."""
    QuarantinedRow.objects.filter(pk=row.pk).update(status=QuarantinedRow.Status.SET_ASIDE, note=note)
