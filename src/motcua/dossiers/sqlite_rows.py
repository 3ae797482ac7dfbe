"""Many rows in one statement for SQLite: a statement for each row spends most of its time between rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

_MOST_MARKS = 900
"""SQLite takes at least 999 placeholders in a statement, in whatever way it was built."""
_LONG = 100
"""Bytes; the way round is longer for shorter texts."""

Batch = tuple[str, Iterator[list[Any]]]
"""The VALUES of a statement, and the values for its placeholders each time it is run."""


def batches(part: pl.DataFrame) -> Iterator[Batch]:
    """The rows of a data frame as statements to be run many times, the last few rows one by one.

    What is the same in all rows stands in the statement itself.
    """
    marks, given = _row(part)
    flat = _row_by_row(given)
    at_once = _MOST_MARKS // len(given)
    whole = len(part) // at_once * at_once
    for rows, first, end in ((at_once, 0, whole), (1, whole, len(part))):
        if first < end:
            step = rows * len(given)
            starts = range(first * len(given), end * len(given), step)
            yield ", ".join([marks] * rows), (flat[start : start + step] for start in starts)


def _row(part: pl.DataFrame) -> tuple[str, list[pl.Series]]:
    """One row of VALUES, and the columns that its placeholders stand for."""
    marks, given = [], []
    for number, column in enumerate(part):
        if number and _is_the_same(column):
            marks.append(_written(column[0]))
        else:
            given.append(_handed_over(column))
            marks.append(_mark(given[-1]))
    return f"({', '.join(marks)})", given


def _is_the_same(column: pl.Series) -> bool:
    # The ends first: looking through a column of long texts costs something.
    alike = not len(column) or column[0] == column[-1]
    return alike and _can_be_written(column[0]) and column.n_unique() == 1


def _can_be_written(value: Any) -> bool:
    return value is None or isinstance(value, int) or (isinstance(value, str) and value.isidentifier())


def _written(value: int | str | None) -> str:
    if value is None:
        return "NULL"
    return f"'{value}'" if isinstance(value, str) else str(int(value))


def _mark(column: pl.Series) -> str:
    return "CAST(? AS TEXT)" if column.dtype == pl.Binary else "?"


def _handed_over(column: pl.Series) -> pl.Series:
    """Long texts as the bytes that both sides keep, so that Python does not translate them twice."""
    is_long = column.dtype == pl.String and (column.str.len_bytes().sum() or 0) > _LONG * len(column)
    return column.cast(pl.Binary) if is_long else column


def _row_by_row(columns: list[pl.Series]) -> list[Any]:
    """All values in one list, a row after the other."""
    flat: list[Any] = [None] * (len(columns) * len(columns[0]))
    for number, column in enumerate(columns):
        flat[number :: len(columns)] = column.to_list()
    return flat
