"""What an import would read, shown before anything is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.catalogue.models import Unit
from motcua.catalogue.systems import system
from motcua.hub.dimensions import Catalogue
from motcua.hub.errors import ExportError
from motcua.hub.formats import read_tables
from motcua.hub.mapping import Mapping, Question, apply, propose
from motcua.hub.read import read_file
from motcua.hub.vocabulary import load
from motcua.rules.instants import Instant

ROWS = 20


@dataclass
class FilePreview:
    """One file as it would be read. `problem` says, in words for people, why it cannot be."""

    name: str
    system: str = ""
    system_name: str = ""
    as_of: Instant | None = None
    rows: int = 0
    columns: list[str] = field(default_factory=list)
    sample: list[dict[str, Any]] = field(default_factory=list)
    set_aside: dict[str, int] = field(default_factory=dict)
    problem: str = ""
    proposal: Mapping | None = None
    questions: list[Question] = field(default_factory=list)


def preview(
    paths: Sequence[Path], names: Sequence[str], unit: Unit, now: Instant, mapping: Mapping | None = None
) -> list[FilePreview]:
    """Each file as an import into this unit would read it; nothing is recorded, nothing is raised."""
    catalogue = Catalogue()
    return [_one(path, name, unit, mapping, catalogue, now) for path, name in zip(paths, names, strict=True)]


def _one(
    path: Path, name: str, unit: Unit, mapping: Mapping | None, catalogue: Catalogue, now: Instant
) -> FilePreview:
    try:
        return _read(path, name, unit, mapping, catalogue, now)
    except ExportError as error:
        return _refused(path, name, str(error))


def _read(
    path: Path, name: str, unit: Unit, mapping: Mapping | None, catalogue: Catalogue, now: Instant
) -> FilePreview:
    read = read_file(path, name, unit, mapping, catalogue, now)
    tables = apply(mapping or load(), read_tables(path))
    columns = [column for column in tables[0].frame.columns if not column.startswith("_")]
    return FilePreview(
        name,
        read.system,
        system(read.system).name,
        read.as_of,
        read.rows,
        columns,
        tables[0].frame.head(ROWS).to_dicts(),
        dict(Counter(row["reason"] for row in read.set_aside)),
    )


def _refused(path: Path, name: str, problem: str) -> FilePreview:
    try:
        proposal, questions = propose(read_tables(path), load())
    except ExportError:
        return FilePreview(name, problem=problem)
    return FilePreview(name, problem=problem, proposal=proposal, questions=questions)
