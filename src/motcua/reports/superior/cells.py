"""Names of cells, ranges and number formats of a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from motcua.reports.superior.numbers import ESTIMATE, Style

_NAME = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
BUILT_IN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@",
}  # fmt: skip
"""The codes of number formats that a workbook need not write (ISO/IEC 29500-1, 18.8.30)."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_BEFORE = f'"{ESTIMATE} "'
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Range:
    """Cells from one to another, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def place_of(name: str) -> tuple[int, int] | None:
    """Row and column of «B5», counted from 1."""
    found = _NAME.fullmatch(name)
    return (int(found[2]), column_of(found[1])) if found else None


def range_of(name: str) -> Range | None:
    """The cells of «B5:C7» or «B5»."""
    first, _, last = name.partition(":")
    begin, end = place_of(first), place_of(last or first)
    return Range(*begin, *end) if begin and end else None


def column_of(letters: str) -> int:
    """The number of a column: 28 of «AB»."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def letters_of(column: int) -> str:
    """The letters of a column: «AB» of 28."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def is_date(code: str) -> bool:
    """Whether a number format shows days."""
    bare = _QUOTED.sub("", code).lower()
    return any(sign in bare for sign in "dy") and "general" not in bare


def marked(code: str) -> bool:
    """Whether a number format writes «ước» before the number."""
    return code.startswith(_BEFORE)


def with_mark(code: str) -> str:
    """The same number format with «ước» before the number; the section of texts stays as it is."""
    sections = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", code)
    return ";".join([*(_BEFORE + ("General" if one == "@" else one) for one in sections[:3]), *sections[3:]])


def without_mark(code: str) -> str:
    """The number format without «ước»."""
    return code.replace(_BEFORE, "")


def style_of(code: str, value: str) -> Style:
    """How a cell's number is written, read from its number format and its value."""
    bare = _QUOTED.sub("", without_mark(code).partition(";")[0])
    digits = len(bare.partition(".")[2].rstrip("%? ")) if "." in bare else None
    part = value.partition(".")[2]
    if digits is None and "general" in bare.lower() and 0 < len(part) <= 4:
        digits = len(part)
    if is_date(code):
        return Style("date", padded=True, estimate=marked(code))
    percent = "%" if "%" in bare else ""
    kind = "rate" if percent or digits else "count"
    separator = "." if "," in bare else "" if value else "?"
    return Style(kind, separator, digits=digits, percent=percent, estimate=marked(code))  # type: ignore[arg-type]


def shown(value: str, code: str) -> str:
    """A cell's value as it is read: «1.568», «99,1%», «14/06/2026»; what is no number as it is."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    style = style_of(code, value)
    if style.kind == "date" and 1 <= number < 2_958_466:
        return f"{_EPOCH + timedelta(days=int(number)):%d/%m/%Y}"
    if style.percent:
        number *= 100
    digits = (
        style.digits if style.digits is not None else max(0, -int(number.normalize().as_tuple().exponent))
    )
    text = f"{number:,.{min(digits, 10)}f}" if style.separator == "." else f"{number:.{min(digits, 10)}f}"
    text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{ESTIMATE} {text}{style.percent}" if style.estimate else f"{text}{style.percent}"


def serial(day: date) -> int:
    """A day as workbooks count it."""
    return (day - _EPOCH).days
