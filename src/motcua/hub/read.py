"""Reading export files into typed reports and rows set aside; nothing is recorded here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from motcua.catalogue.models import Unit
from motcua.hub.dimensions import Catalogue
from motcua.hub.errors import EmptyFile
from motcua.hub.formats import read_tables
from motcua.hub.mapping import CanonicalTable, Mapping, apply
from motcua.hub.quarantine import rows_of
from motcua.hub.sources import (
    as_of,
    in_the_future,
    latest_possible,
    own_codes_of,
    refuse_another_unit,
    system_of,
)
from motcua.hub.typed import IMPOSSIBLE, typed
from motcua.hub.vocabulary import load
from motcua.rules.instants import Instant

_NUL = "\x00"


@dataclass
class FileRead:
    """What one file holds: reports that can be counted, rows that cannot, and where it comes from.

    `as_of` is the instant for which it speaks (milliseconds UTC), `system` the key of the system.
    """

    name: str
    digest: str
    system: str
    as_of: int
    reports: pl.DataFrame
    set_aside: list[dict[str, Any]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows of data read."""
        return len(self.reports) + len(self.set_aside)


def read_file(
    path: Path, name: str, unit: Unit, mapping: Mapping | None, catalogue: Catalogue, now: Instant
) -> FileRead:
    """Read one export of a unit at `now`; raises ExportError, in words for people, where it cannot be read."""
    tables = apply(mapping or load(), read_tables(path))
    formats = mapping.time_formats if mapping else ()
    texts = [_placed(table) for table in tables]
    parts = [typed(frame, formats, catalogue.knows) for frame in texts]
    for table in tables:
        if "unit_name" in table.frame.columns:
            refuse_another_unit(table.frame["unit_name"], unit, name)
    if not any(len(part) for part in parts):
        raise EmptyFile(file=name)
    latest = latest_possible(pl.concat(parts), now)
    since = as_of(pl.concat(parts), max((t.as_of for t in tables if t.as_of), default=None), latest)
    parts = [_without_future(part, latest) for part in parts]
    reports = pl.concat(parts)
    system = (mapping.system if mapping else "") or system_of(reports, unit)
    set_aside = [row for frame, part in zip(texts, parts, strict=True) for row in rows_of(frame, part)]
    kept = reports.filter(pl.col("why_not").is_null()).drop("why_not", "sheet")
    kept = kept.with_columns(
        as_of=pl.lit(since),
        system=pl.lit(system),
        issuer=pl.col("issuer").fill_null(own_codes_of(system, unit)),
    )
    return FileRead(name, _digest(path), system, since, kept, set_aside)


def _placed(table: CanonicalTable) -> pl.DataFrame:
    # PostgreSQL keeps no NUL in a text. One look at a whole column costs little; there hardly ever is one.
    texts = [column for column in table.frame if column.dtype == pl.String]
    odd = [column.name for column in texts if column.str.join("").str.contains(_NUL, literal=True).any()]
    readable = table.frame.with_columns(pl.col(odd).str.replace_all(_NUL, "", literal=True))
    return readable.with_columns(sheet=pl.lit(table.sheet), as_of=pl.lit(None, pl.Int64))


def _without_future(reports: pl.DataFrame, latest: Instant) -> pl.DataFrame:
    late = in_the_future(latest) & pl.col("why_not").is_null()
    return reports.with_columns(why_not=pl.when(late).then(pl.lit(IMPOSSIBLE)).otherwise("why_not"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
