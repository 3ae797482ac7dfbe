"""The day of export that a file tells in the lines above or below its table."""

from __future__ import annotations

import datetime as dt
import re

from motcua.hub.text import fold
from motcua.hub.vocabulary import Vocabulary

_DATE = re.compile(r"\b(?:(\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(\d{4})|(\d{4}) (\d{1,2}) (\d{1,2}))\b")
_SPOKEN_DATE = re.compile(r"(?<!\btu )(?<!\bden )\bngay (?=\d{1,2} thang \d{1,2} nam \d{4}\b)")


def day_of_export(above: list[str], below: list[str], vocabulary: Vocabulary) -> dt.date | None:
    """The first day that follows a word for export or signature; None where none is told."""
    lines = [fold(line) for text in (*above, *below) for line in text.splitlines()]
    lines = [line for line in lines if not vocabulary.not_as_of.search(line)]
    tails = [
        line[found.end() :] for marker in vocabulary.as_of for line in lines if (found := marker.search(line))
    ]
    tails += [line[found.end() :] for line in lines if (found := _SPOKEN_DATE.search(line))]
    return next((day for tail in tails if (day := _first_day(tail))), None)


def _first_day(text: str) -> dt.date | None:
    found = _DATE.search(text)
    if not found:
        return None
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    try:
        return dt.date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
    except ValueError:
        return None
