"""Numbers as they stand in a text, how each is written, and another number written in the same way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from motcua.reports.vietnamese import NO_RATE, short_date

Kind = Literal["count", "rate", "date", "roman", "none", "blank"]
Value = int | Decimal | date | None
"""A count, a rate in per cent, a day; None for a rate over nothing."""

ESTIMATE = "ước"
_TOKEN = re.compile(
    r"(?P<estimate>\bước\s+)?(?:"
    r"(?<![\w/.,\-])(?P<date>\d{1,2}/\d{1,2}/\d{4})(?![\w/])"
    r"|(?:(?<![\w/.,\-])|(?<=[\dIV]/))(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)"
    r"(?P<percent>\s?%)?(?!\w|[.,]\d|/(?!\d|ước\s)|/[\d.,]*\d/)"
    r"|(?<=[qQ][uU][ýÝ][ \u00a0])(?P<roman>IV|I{1,3})\b"
    r"|(?<=:[ \u00a0])(?P<none>không có|không phát sinh)\b(?P<noun> hồ sơ\b)?"
    r"|(?P<blank>(?:\.{3,}|…|_{3,})[.…_]*(?P<blank_percent>\s?%)?)"
    r")",
)
_LABEL = re.compile(r"\s*\(?\d{1,2}(?:[.,]\d{1,2})*[.)](?=\s|$)")
"""The number of a section or an item: «1.», «2.1.», «3)»."""
_COLUMN = re.compile(r"\s*\(\d{1,2}\)(?:\s*[=+\-]\s*\(\d{1,2}\))*\s*")
"""The number of a column: «(3)», «(3) = (4) + (5)»."""
_PADDED = re.compile(r"0\d")
_NOUN = " hồ sơ"


@dataclass(frozen=True)
class Found:
    """A number of a text from `start` to `end`, the word «ước» before it included."""

    start: int
    end: int
    text: str
    style: Style


@dataclass(frozen=True)
class Style:
    """How a number is written. `separator` parts thousands («?»: not to be seen), `digits` stand behind `comma`.

    `padded`: below ten with a zero before; `percent` is the sign as it stands, with its blank.
    """

    kind: Kind = "count"
    separator: str = "?"
    comma: str = ","
    digits: int | None = None
    padded: bool = False
    percent: str = ""
    estimate: bool = False
    nothing: str = ""
    """The words that stand for zero."""


@dataclass(frozen=True)
class Wanted:
    """What a person asks of the writing: `form` as in the «file», «grouped» (1.568), «plain» (1568), «padded» (02)."""

    form: str = "file"
    digits: int | None = None


FORMS = ("file", "grouped", "plain", "padded")


def found(text: str) -> list[Found]:
    """Every number of a text that somebody could mean to be filled, every «không có», and every blank left for one."""
    if _COLUMN.fullmatch(text):
        return []
    label = _LABEL.match(text)
    begin = label.end() if label and label.end() < len(text.rstrip()) else 0
    return [_found(match) for match in _TOKEN.finditer(text, begin)]


def _found(match: re.Match[str]) -> Found:
    return Found(match.start(), match.end(), match[0], _style(match))


def _style(match: re.Match[str]) -> Style:
    estimate = bool(match["estimate"])
    if match["date"]:
        return Style("date", padded=match["date"].startswith("0"), estimate=estimate)
    if match["roman"]:
        return Style("roman", estimate=estimate)
    if match["none"]:
        return Style("none", padded=True, estimate=estimate, nothing=match[0])
    if match["blank"]:
        percent = match["blank_percent"] or ""
        return Style("blank", percent=percent, estimate=estimate)
    return _written(match["number"], match["percent"] or "", estimate)


def _written(number: str, percent: str, estimate: bool) -> Style:
    whole, comma, part = number, ",", ""
    if not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        cut = re.fullmatch(r"(.*?)(?:([.,])(\d+))?", number)
        whole, comma, part = (cut[1], cut[2] or ",", cut[3] or "") if cut else (number, ",", "")
    separator = next((sign for sign in ".," if sign in whole), "" if len(whole) > 3 else "?")
    kind: Kind = "rate" if percent or part else "count"
    return Style(kind, separator, comma, len(part), bool(_PADDED.match(number)), percent, estimate)


def value_of(text: str) -> Decimal | None:
    """The number that a text writes, None for blanks and days; «không có» is 0."""
    bare = text.removeprefix(ESTIMATE).replace("%", "").strip()
    if bare.startswith("không"):
        return Decimal(0)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
        return Decimal(re.sub(r"[.,]", "", bare))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+(?:[.,]\d+)?", bare):
        return Decimal(re.sub(r"\.(?=\d{3})", "", bare).replace(",", "."))
    return None


def masked(text: str) -> str:
    """The text with every number as one sign: what stays the same from period to period."""
    pieces, at = list[str](), 0
    for one in found(text):
        pieces += [text[at : one.start], f"#{_NOUN}" if one.style.kind == "none" else "#"]
        at = one.end
    return " ".join("".join([*pieces, text[at:]]).split())


def pads(texts: Sequence[str]) -> bool:
    """Whether a document writes numbers below ten with a zero: «02»."""
    return any(_PADDED.fullmatch(one.text) for text in texts for one in found(text))


def write(value: Value, style: Style, wanted: Wanted, estimated: bool) -> str:
    """A value as it stands in a text; «ước» is put before an estimate and taken from what is none any more."""
    text = _plain(value, style, wanted)
    return f"{ESTIMATE} {text}" if estimated else text


def _plain(value: Value, style: Style, wanted: Wanted) -> str:
    if isinstance(value, date):
        return short_date(value) if style.padded or style.kind != "date" else _bare_date(value)
    if value is None:
        return NO_RATE
    if isinstance(value, Decimal):
        return _rate(value, style, wanted)
    if style.kind == "roman":
        return ("", "I", "II", "III", "IV")[value] if 0 < value < 5 else str(value)
    if style.kind == "none":
        return (
            f"{_count(value, style, wanted)}{_NOUN}" if value else style.nothing.removeprefix(f"{ESTIMATE} ")
        )
    return _count(value, style, wanted) + style.percent


def _bare_date(value: date) -> str:
    return f"{value.day}/{value.month}/{value.year}"


def _count(value: int, style: Style, wanted: Wanted) -> str:
    padded = wanted.form == "padded" or (wanted.form == "file" and style.padded)
    if padded and 0 < value < 10:
        return f"{value:02}"
    if wanted.form == "plain" or (wanted.form == "file" and style.separator == ""):
        return str(value)
    separator = style.separator if wanted.form == "file" and style.separator in (".", ",") else "."
    return f"{value:,}".replace(",", separator)


def _rate(value: Decimal, style: Style, wanted: Wanted) -> str:
    text = f"{rounded(value, style, wanted):f}"
    if wanted.digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", style.comma) + (style.percent or ("%" if style.kind == "blank" else ""))


def rounded(value: Decimal, style: Style, wanted: Wanted) -> Decimal:
    """A rate rounded half up to the digits of the file (one where it shows none), or as many as are wanted.

    With the digits of the file, more of them where the rate would become 0 or 100 and is not.
    """
    if wanted.digits is not None:
        return value.quantize(Decimal(1).scaleb(-wanted.digits), ROUND_HALF_UP)
    least = style.digits or 1
    tries = (value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) for digits in range(least, 12))
    return next((one for one in tries if one not in (0, 100) or one == value), value)
