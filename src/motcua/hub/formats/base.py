"""What every format gives and what a format is: one shape, one registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from motcua.hub.errors import TooLarge, TooManyColumns


@dataclass(frozen=True)
class Limits:
    """Sizes above which a file is refused: bytes on disk and unpacked, rows and columns of one table."""

    file_bytes: int = 200 * 2**20
    unpacked_bytes: int = 2 * 2**30
    rows: int = 1_048_576
    columns: int = 1000


@dataclass(frozen=True, eq=False)
class RawTable:
    """A table as it stands in the file: nothing left out, nothing understood yet.

    `frame` has the string columns c0..cN (an empty cell is null); `row_numbers` (Int64) says for each row where a
    person finds it: the row that a spreadsheet shows, for JSON the number of the element or line, 0 for its keys.
    `preamble` is text that stands in the file above the table and not in it; `file` is the file's name.
    """

    name: str
    frame: pl.DataFrame
    row_numbers: pl.Series
    preamble: str = ""
    file: str = ""


@dataclass(frozen=True)
class Source:
    """A file with its content: `head` is its first kilobytes, `content` all of it."""

    path: Path
    content: bytes

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @property
    def head(self) -> bytes:
        """The beginning, enough to tell the kind."""
        return self.content[:4096]


@dataclass(frozen=True)
class Format:
    """One kind of file: `recognises` looks at the content, never at the name, `read` gives its tables."""

    name: str
    recognises: Callable[[Source], bool]
    read: Callable[[Source, Limits], list[RawTable]]


REGISTRY: list[Format] = []
"""The formats in the order in which they are asked; the last one takes any text."""


def register(form: Format) -> Format:
    """Puts a format at the end of the registry; a name can be there once only."""
    if any(known.name == form.name for known in REGISTRY):
        raise ValueError(f"format {form.name} is registered twice")
    REGISTRY.append(form)
    return form


def table(
    frame: pl.DataFrame, limits: Limits, *, file: str, name: str = "", first_row: int = 1, preamble: str = ""
) -> RawTable:
    """A `RawTable` of a frame of strings whose rows follow each other from `first_row` on; within the limits."""
    numbers = pl.int_range(first_row, first_row + frame.height, eager=True).alias("row")
    kept = _without_empty_tail(frame)
    if kept.width > limits.columns:
        raise TooManyColumns(kept.width, limits.columns, file=file, sheet=name)
    if kept.height > limits.rows:
        raise TooLarge("số dòng", kept.height, limits.rows, file=file, sheet=name)
    named = kept.rename({old: f"c{index}" for index, old in enumerate(kept.columns)})
    return RawTable(name, named, numbers, preamble, file)


def _without_empty_tail(frame: pl.DataFrame) -> pl.DataFrame:
    used = [index for index, series in enumerate(frame) if series.null_count() < frame.height]
    return frame[:, : used[-1] + 1] if used else frame.clear()[:, :0]
