"""Text with separators: commas, semicolons, tabs or bars, read with Polars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import polars as pl

from motcua.hub.errors import BrokenFile, EmptyFile
from motcua.hub.formats.base import Format, Limits, RawTable, Source, register, table
from motcua.hub.formats.encoding import to_utf8

_SEPARATORS = "\t;|,"
_SAMPLE_BYTES = 2**18
_SAMPLE_LINES = 200
_MOST_FIELDS = 4
_HINT = re.compile(rb"sep=([^\r\n])\r?\n", re.IGNORECASE)


def _recognises(source: Source) -> bool:
    return True


def _read(source: Source, limits: Limits) -> list[RawTable]:
    """One table; rows are numbered as a spreadsheet shows them: a blank line counts, a break in a cell does not."""
    content = to_utf8(source.content, file=source.name)
    if not content[:_SAMPLE_BYTES].strip() and not content.strip():
        raise EmptyFile(file=source.name)
    hint = _HINT.match(content)
    body = content[hint.end() :] if hint else content
    body = body if b"\n" in body else body.replace(b"\r", b"\n")
    lines = body[:_SAMPLE_BYTES].decode("utf-8", "ignore").splitlines(keepends=True)[:_SAMPLE_LINES]
    separator = hint[1].decode() if hint else detect_separator(lines)
    return [table(_frame(body, lines, separator, limits, source), limits, file=source.name)]


def detect_separator(lines: list[str]) -> str:
    """The separator that cuts most lines into the same number of fields, and into most fields."""
    return max(_SEPARATORS, key=lambda separator: _regularity(lines, separator))


def _regularity(lines: list[str], separator: str) -> tuple[float, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
    if not widths:
        return (0.0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (count * min(width, _MOST_FIELDS), width)


def _frame(body: bytes, lines: list[str], separator: str, limits: Limits, source: Source) -> pl.DataFrame:
    """As many columns as the widest record has; usually the beginning shows it, so the rest is read only once."""
    try:
        frame = _parse(body, separator, max(line.count(separator) for line in lines) + 1)
    except pl.exceptions.ComputeError:
        width = min(_widest(body, separator), limits.columns + 1)
        try:
            frame = _parse(body, separator, width, truncate_ragged_lines=True)
        except pl.exceptions.ComputeError:
            frame = _tolerant(body, separator, width)
    if b'"' in body:
        _check_quotes(frame, body, separator, source)
    return frame


def _parse(body: bytes, separator: str, width: int, *, truncate_ragged_lines: bool = False) -> pl.DataFrame:
    # Without a header of our own Polars would take the width from a title row, and skip blank rows above it.
    head = separator.join(f"c{index}" for index in range(width)).encode()
    return pl.read_csv(
        head + b"\n" + body,
        separator=separator,
        infer_schema=False,
        truncate_ragged_lines=truncate_ragged_lines,
    )


def _widest(body: bytes, separator: str) -> int:
    """At least as many fields as the widest record has, so that no field is cut off."""
    lines = pl.read_csv(body, has_header=False, separator="\x01", quote_char=None, schema={"line": pl.String})
    return int(lines["line"].str.count_matches(separator, literal=True).max() or 0) + 1  # type: ignore[arg-type]


def _tolerant(body: bytes, separator: str, width: int) -> pl.DataFrame:
    """For quotes in the middle of a field, which are against the standard and yet clear."""
    csv.field_size_limit(2**30)
    rows = list(csv.reader(io.StringIO(body.decode("utf-8"), newline=""), delimiter=separator))
    columns = [[row[index] if index < len(row) else None for row in rows] for index in range(width)]
    return pl.DataFrame(
        [pl.Series(f"c{i}", cells, pl.String).replace("", None) for i, cells in enumerate(columns)]
    )


def _check_quotes(frame: pl.DataFrame, body: bytes, separator: str, source: Source) -> None:
    """A quote that is never closed swallows the rows behind it: seen by a cell that holds a whole row."""
    fields = frame.width - 1
    if fields < 2 or frame.height >= body.count(b"\n"):
        return
    for column in frame:
        swallowed = column.str.contains("\n", literal=True) & (
            column.str.count_matches(separator, literal=True) >= fields
        )
        if rows := swallowed.arg_true().to_list():
            raise BrokenFile("dấu nháy kép mở mà không đóng", file=source.name, row=rows[0] + 1)


DELIMITED = register(Format("delimited", _recognises, _read))
