"""One import: any number of files of a unit, read, compared and recorded in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from motcua.catalogue.models import Unit
from motcua.catalogue.systems import system
from motcua.dossiers.bulk import writing
from motcua.hub.dimensions import Catalogue
from motcua.hub.locking import after_all
from motcua.hub.mapping import Mapping
from motcua.hub.models import ImportFile, ImportRun, QuarantinedRow
from motcua.hub.quarantine import keep
from motcua.hub.read import FileRead, read_file
from motcua.hub.record import Recorded, record
from motcua.rules.instants import Instant

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done and how much there is."""

STEPS = ("compare", "record", "derive", "post")

ELSEWHERE = "held by another unit"


@dataclass(frozen=True)
class Summary:
    """What an import came to."""

    rows_read: int
    distinct_dossiers: int
    duplicates_merged: int
    rows_quarantined: int
    quarantine_reasons: list[str]
    dossiers_new: int
    dossiers_changed: int
    files: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As plain values for JSON."""
        return asdict(self)


def import_files(
    unit: Unit,
    paths: Sequence[Path],
    now: Instant,
    *,
    names: Sequence[str] | None = None,
    mapping: Mapping | None = None,
    by: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Import export files of a unit, learned at `now` (milliseconds UTC); all of them or, on any error, none.

    Raises ExportError where a file cannot be read or understood. Files already imported change nothing.
    """
    tell = progress or _silent
    catalogue = Catalogue()
    read = []
    for number, path in enumerate(paths):
        tell("read", number, len(paths))
        read.append(read_file(path, names[number] if names else path.name, unit, mapping, catalogue, now))
    tell("read", len(paths), len(paths))
    return import_read(unit, read, now, by=by, progress=tell)


def import_read(
    unit: Unit,
    read: list[FileRead],
    now: Instant,
    *,
    by: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Import files of a unit that have been read already: all of them or, on any error, none."""
    with writing():
        return _record(unit, read, after_all(unit.pk, now), by, progress or _silent)


def _record(unit: Unit, read: list[FileRead], now: Instant, by: int | None, tell: Progress) -> Summary:
    run = ImportRun.objects.create(unit=unit, recorded_at=now, by_id=by)
    reports = pl.concat([file.reports.with_columns(file=pl.lit(n)) for n, file in enumerate(read)])
    steps = iter(range(len(STEPS)))
    done = record(unit.pk, reports, run.pk, now, lambda step: tell(step, next(steps), len(STEPS)))
    _keep_files(run, read)
    _keep_set_aside(unit, run, read, done)
    summary = _summary(read, reports, done)
    ImportRun.objects.filter(pk=run.pk).update(summary=summary.as_dict())
    tell("done", len(STEPS), len(STEPS))
    return summary


def _keep_files(run: ImportRun, read: list[FileRead]) -> None:
    ImportFile.objects.bulk_create(
        ImportFile(
            run=run,
            name=file.name,
            digest=file.digest,
            as_of=file.as_of,
            system=system(file.system),
            rows=file.rows,
        )
        for file in read
    )


def _keep_set_aside(unit: Unit, run: ImportRun, read: list[FileRead], done: Recorded) -> None:
    kept: set[str] = set()
    for file in read:
        kept |= keep(unit.pk, run.pk, system(file.system).pk, file.name, file.as_of, file.set_aside)
    for row in done.elsewhere.iter_rows(named=True):
        values = {"code": row["code"], "field_name": row["field"], "procedure_code": row["procedure"]}
        said = {"values": values, "row": row["_row"], "reason": ELSEWHERE, "sheet": ""}
        kept |= keep(unit.pk, run.pk, row["system"], read[row["file"]].name, row["as_of"], [said])
    _close_mended(unit, pl.concat([file.reports["code"] for file in read]), kept)


def _close_mended(unit: Unit, codes: pl.Series, still_bad: set[str]) -> None:
    """A row set aside earlier whose dossier has come in a row that counts is dealt with."""
    waiting = list(QuarantinedRow.objects.filter(unit=unit, status=QuarantinedRow.Status.OPEN))
    named = pl.Series([row.values.get("code") for row in waiting], dtype=pl.String)
    taken = named.is_in(codes.implode())
    mended = [
        r.pk for r, has_come in zip(waiting, taken, strict=True) if has_come and r.digest not in still_bad
    ]
    QuarantinedRow.objects.filter(pk__in=mended).update(status=QuarantinedRow.Status.MENDED)


def _summary(read: list[FileRead], reports: pl.DataFrame, done: Recorded) -> Summary:
    reasons = [row["reason"] for file in read for row in file.set_aside] + [ELSEWHERE] * len(done.elsewhere)
    distinct = (
        reports.select("code", "issuer").n_unique() - done.elsewhere.select("code", "issuer").n_unique()
    )
    rows = sum(file.rows for file in read)
    return Summary(
        rows_read=rows,
        distinct_dossiers=distinct,
        duplicates_merged=rows - len(reasons) - distinct,
        rows_quarantined=len(reasons),
        quarantine_reasons=sorted(reasons),
        dossiers_new=done.new,
        dossiers_changed=done.changed,
        files=[_file(file) for file in read],
    )


def _file(file: FileRead) -> dict[str, Any]:
    return {
        "name": file.name, "system": file.system, "rows": file.rows, "quarantined": len(file.set_aside),
        "as_of": file.as_of,
    }  # fmt: skip


def _silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
