"""Looking a file over before anything of it is recorded: what it holds, in numbers and digests, and whether it looks whole."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field, replace
from pathlib import Path

from motcua.catalogue.models import Unit
from motcua.hub.codes import CODE
from motcua.hub.dimensions import Catalogue
from motcua.hub.errors import ExportError
from motcua.hub.formats import RawTable, read_tables
from motcua.hub.formats.base import REGISTRY, Source
from motcua.hub.formats.delimited import DELIMITED, detect_separator
from motcua.hub.formats.encoding import decode
from motcua.hub.headers import Header, guess_header
from motcua.hub.mapping import Mapping
from motcua.hub.profiles import layout_for
from motcua.hub.read import FileRead, read_file
from motcua.hub.vocabulary import load
from motcua.rules.instants import Instant

_LINES = 50
_CODE_BEGINS = re.compile(r"[\w.]+(-\d*)*", re.ASCII)


@dataclass
class Examined:
    """What one file is like.

    `problem` is why it cannot be read, `read` what it says where it can; `header` maps canonical columns to their
    titles, `unknown` are titles that nobody knows; `data` is a digest of what it says; `prefixes` counts the units in
    the codes; `cut` says that the last line is no whole row, `ended` that it ends with a line break as text should.
    """

    digest: str
    problem: ExportError | None = None
    read: FileRead | None = None
    mapping: Mapping | None = None
    header: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    data: str = ""
    prefixes: dict[str, int] = field(default_factory=dict)
    cut: bool = False
    ended: bool = True


SystemOf = Callable[[Mapping_[str, str]], str]
"""The system that files with such a header come from, as far as it is known; else nothing."""


def examine(path: Path, name: str, unit: Unit, now: Instant, system_of: SystemOf) -> Examined:
    """Look over a file of a unit; nothing is recorded, no ExportError raised. Raises OSError.

    A few rows do not tell whose they are, so that what the source sent before under the same header is asked too.
    """
    content = path.read_bytes()
    found = Examined(hashlib.sha256(content).hexdigest())
    try:
        tables = read_tables(path)
        _head(found, tables)
        layout = found.mapping or Mapping()
        if not layout.system and (system := system_of(found.header)):
            found.mapping = replace(layout, system=system)
        _text_end(found, Source(path, content), tables)
        _fill(found, read_file(path, name, unit, found.mapping, Catalogue(), now))
    except ExportError as error:
        # Where it lies on this machine is nothing to people.
        found.problem, error.file = error, name
    return found


def _head(found: Examined, tables: Sequence[RawTable]) -> None:
    """The header that is understood best, and the layout that somebody has kept for it."""
    best = _best(tables, None)
    if best is None:
        return
    found.mapping = layout_for(best.titles.values())
    if found.mapping is not None:
        best = _best(tables, found.mapping) or best
    found.header = {name: best.titles[index] for name, index in best.columns.items()}
    found.unknown = [title for _index, title in best.unknown]


def _best(tables: Sequence[RawTable], mapping: Mapping | None) -> Header | None:
    vocabulary = load().extended(mapping.columns, mapping.values) if mapping else load()
    headers = [header for table in tables if (header := guess_header(table, vocabulary))]
    return max(headers, key=lambda one: len(one.columns), default=None)


def _text_end(found: Examined, source: Source, tables: Sequence[RawTable]) -> None:
    """Text with separators has no end mark: its last line is compared with the others."""
    if next(form for form in REGISTRY if form.recognises(source)) is not DELIMITED:
        return
    lines = decode(source.content).rstrip("\x00 \t").splitlines(keepends=True)
    found.ended = bool(lines) and lines[-1].endswith(("\n", "\r"))
    if found.ended or len(lines) < 2:
        return
    separator = detect_separator(lines[:_LINES])
    last = next(csv.reader([lines[-1]], delimiter=separator), [])
    found.cut = len(last) < tables[0].frame.width and (len(last) > 1 or _like_a_code(last))


def _like_a_code(cells: Sequence[str]) -> bool:
    """A line of one cell is a footer, unless it is the beginning of a dossier's code."""
    return bool(cells) and any(sign.isdigit() for sign in cells[0]) and bool(_CODE_BEGINS.fullmatch(cells[0]))


def _fill(found: Examined, read: FileRead) -> None:
    found.read = read
    units = read.reports["code"].str.extract(CODE.replace(r"\d", "[0-9]"), 1).drop_nulls()
    found.prefixes = dict(units.value_counts(sort=True).iter_rows())
    told = read.reports.drop("_row", strict=False).write_ndjson().splitlines()
    told += [f"{row['reason']} {sorted(row['values'].items())}" for row in read.set_aside]
    found.data = hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()


def main_prefixes(prefixes: dict[str, int]) -> list[str]:
    """The units that stand in at least half of the codes."""
    every = sum(prefixes.values())
    return [one for one, count in prefixes.items() if 2 * count >= every]
