"""Headings, numbered and bulleted paragraphs, and which paragraph stands under which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from motcua.reports.check.text.fold import fold

Style = Literal["roman", "capital", "arabic", "letter", "bullet", ""]

_ROMAN = re.compile(r"(?:PHẦN\s+|Phần\s+)?(?P<n>[IVXL]{1,6})\s*[.)/:\-–]\s*(?=\S)")
_ARABIC = re.compile(r"(?P<n>\d{1,2})(?P<end>[.)/:])(?:\s+(?=\S)|(?=[^\W\d_]))")
_DOTTED = re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})(?P<end>[.)]?)\s+(?=\S)")
_PARENS = re.compile(r"\((?P<n>\d{1,2})\)\s*(?=\S)")
_LETTER = re.compile(r"(?P<n>[a-zđ])(?P<end>[.)])\s+(?=\S)")
_CAPITAL = re.compile(r"(?P<n>[A-HĐ])(?P<end>[.)])\s+(?=[^\W\d_])")
_BULLET = re.compile(r"(?:[-–—]\s*(?=[+•*]))?(?P<n>[-–—+•*○▪◦✓●·])(?:\s+(?=\S)|(?=[^\W\d_]))")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_TOO_MANY = 40


@dataclass(frozen=True)
class Marker:
    """How a paragraph begins: the style and number of its mark, how it is written, and where the text behind it starts.

    `shape` tells apart lists that are marked in different ways: «1.» from «1)» and «(1)», «-» from «+».
    """

    style: Style
    numbers: tuple[int, ...] = ()
    shape: str = ""
    end: int = 0

    @property
    def words(self) -> str:
        """«II», «3.1», «b»."""
        if self.style == "roman":
            return roman(self.numbers[0])
        if self.style in ("letter", "capital"):
            letter = _ALPHABET[self.numbers[0] - 1]
            return letter.upper() if self.style == "capital" else letter
        return ".".join(map(str, self.numbers))


NONE = Marker("")


def marker(text: str, label: str = "") -> Marker:
    """How a paragraph begins; a `label` that a program sets counts as if it were written."""
    if label:
        found = _marker(f"{label} A")
        return (
            Marker(found.style, found.numbers, found.shape) if found.style else Marker("bullet", shape=label)
        )
    return _marker(text)


def _marker(text: str) -> Marker:
    if found := _ROMAN.match(text):
        value = _roman_value(found["n"])
        if value:
            return Marker("roman", (value,), "I", found.end())
    if (found := _DOTTED.match(text)) and _begins(text, found.end()):
        numbers = tuple(map(int, found["n"].split(".")))
        return Marker("arabic", numbers, f"{len(numbers)}.", found.end())
    if (found := _ARABIC.match(text) or _PARENS.match(text)) and 0 < int(found["n"]) <= _TOO_MANY:
        shape = found.groupdict().get("end") or "()"
        return Marker("arabic", (int(found["n"]),), shape, found.end())
    return _lettered(text)


def _begins(text: str, at: int) -> bool:
    """Whether a title may begin here: «2.1 Kết quả», but not «2.1 triệu»."""
    return text[at].isupper() or text[at] in '“"['


def _lettered(text: str) -> Marker:
    for style, pattern in (("letter", _LETTER), ("capital", _CAPITAL)):
        found = pattern.match(text)
        if found and (number := _ALPHABET.find(found["n"].lower()) + 1):
            return Marker(
                "letter" if style == "letter" else "capital", (number,), style + found["end"], found.end()
            )
    if found := _BULLET.match(text):
        return Marker("bullet", (), "-" if found["n"] in "–—" else found["n"], found.end())
    return NONE


def _roman_value(text: str) -> int:
    total = 0
    values = [_VALUES[letter] for letter in text]
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < after else value
    return total if roman(total) == text else 0


def roman(value: int) -> str:
    """«IV»."""
    text = ""
    for number, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= number:
            text, value = text + letters, value - number
    return text


RANK = {"capital": 0, "roman": 1, "arabic": 2, "letter": 6, "bullet": 7, "": 9}


def rank(mark: Marker) -> int:
    """How far down a mark of this style stands, before the order in which bullets were opened is known."""
    return RANK[mark.style] + (len(mark.numbers) if mark.style == "arabic" and mark.shape[0].isdigit() else 0)


_CLOSING = re.compile(r"\./\.\s*$")
_RECIPIENTS = re.compile(r"noi nhan\b")
_ATTACHED = re.compile(r"(?:phu luc|bieu so|bieu mau|mau so)\b")


def is_end(text: str) -> bool:
    """Whether the body of a report ends with this paragraph: «./.» or «Nơi nhận»."""
    return bool(_CLOSING.search(text) or _RECIPIENTS.match(fold(text)))


def is_attachment(text: str) -> bool:
    """Whether an attachment begins with this paragraph."""
    return bool(_ATTACHED.match(fold(text))) and len(text) < 120
