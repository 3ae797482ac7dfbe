"""Reading the times that exports write, in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain

import polars as pl

from motcua.rules.instants import MS_PER_DAY, OFFSET_MS

FORMATS = (
    "%d/%m/%Y %H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y%m%d%H%M%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y%m%d",
    "%H:%M:%S %d/%m/%Y",
    "%H:%M %d/%m/%Y",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
)
"""Local times as they occur; the more frequent first."""

ZONED = ("%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f%z")

EARLIEST = int(datetime.fromisoformat("2000-01-01T00:00+07:00").timestamp() * 1000)
LATEST = int(datetime.fromisoformat("2100-01-01T00:00+07:00").timestamp() * 1000)
"""Outside these a date is a slip of the pen (1900 is an empty cell of a spreadsheet)."""

_EXCEL_EPOCH_DAYS = 25_569
_SAMPLE = 200


def instants(texts: pl.Series, formats: Sequence[str] = ()) -> pl.Series:
    """Milliseconds UTC of times written as text in local time; null where empty, unreadable or impossible.

    `formats` of a mapping are tried first; a bare number is a spreadsheet's day count.
    """
    text = texts.str.strip_chars()
    likely = _likely(text, (*formats, *FORMATS))
    found = _local(text, next(likely))
    left = found.is_null() & (text != "").fill_null(value=False)
    readers: Iterable[Callable[[pl.Series], pl.Series]] = chain(
        (partial(_local, form=form) for form in likely), (_zoned, _serial)
    )
    for read in readers:
        if not left.any():
            break
        found = _fill(found, left, read(text.filter(left)))
        left &= found.is_null()
    return found.set(~found.is_between(EARLIEST, LATEST), None)


def written(texts: pl.Series) -> pl.Series:
    """Where something is written, readable or not."""
    return (texts.str.strip_chars() != "").fill_null(value=False)


def _likely(text: pl.Series, formats: Sequence[str]) -> Iterator[str]:
    """The formats ordered by how much of a sample they read, so that most columns need only one pass."""
    sample = text.drop_nulls().filter(text.drop_nulls() != "").head(_SAMPLE)
    score: dict[str, int] = {}
    for form in dict.fromkeys(formats):
        score[form] = _local(sample, form).count()
        if score[form] == len(sample):
            # None of the others would stand before it, and what follows is hardly ever asked for.
            yield form
    yield from sorted(score, key=lambda form: -score[form])


def _fill(found: pl.Series, where: pl.Series, values: pl.Series) -> pl.Series:
    return found.scatter(where.arg_true(), values)


def _local(text: pl.Series, form: str) -> pl.Series:
    if "%H" in form:
        read = text.str.to_datetime(form, time_unit="ms", strict=False).cast(pl.Int64)
    else:
        read = text.str.to_date(form, strict=False).cast(pl.Int64) * MS_PER_DAY
    return read - OFFSET_MS


def _zoned(text: pl.Series) -> pl.Series:
    plain = text.str.replace(r"Z$", "+00:00")
    for form in ZONED:
        read = plain.str.to_datetime(form, time_unit="ms", time_zone="UTC", strict=False)
        if read.count():
            return read.cast(pl.Int64)
    return pl.Series(text.name, [None], dtype=pl.Int64).new_from_index(0, len(text))


def _serial(text: pl.Series) -> pl.Series:
    days = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    plausible = days.is_between(30_000, 80_000)
    milliseconds = ((days - _EXCEL_EPOCH_DAYS) * MS_PER_DAY).round(0).cast(pl.Int64) - OFFSET_MS
    return milliseconds.set(~plausible.fill_null(value=False), None)
