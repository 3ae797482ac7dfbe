"""Numbers, rates and dates as Vietnamese officials write them.

Dates follow Nghị định 30/2020/NĐ-CP: a zero before days below 10 and before months 1 and 2.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from textwrap import wrap

NO_RATE = "–"
"""A rate over nothing."""


def number(value: int) -> str:
    """1568 as «1.568»."""
    return f"{value:,}".replace(",", ".")


def two_digits(value: int) -> str:
    """A number in running text: «02», «10», «1.568»; nothing is «0»."""
    return f"{value:02}" if 0 < value < 10 else number(value)


def counted(value: int, noun: str = "hồ sơ") -> str:
    """A quantity in running text: «02 hồ sơ», «không có hồ sơ»."""
    return f"{two_digits(value)} {noun}" if value else f"không có {noun}"


def some(value: int, noun: str = "hồ sơ") -> str:
    """A quantity after a colon: «02 hồ sơ», «không có»."""
    return counted(value, noun) if value else "không có"


def percent(part: int, whole: int) -> str:
    """A rate, rounded half up to one decimal: «99,1%», «50%»; «–» over zero.

    More decimals where one would say 0% of something or 100% of what is not all: «99,96%».
    """
    if not whole:
        return NO_RATE
    exact = Decimal(part) * 100 / Decimal(whole)
    tries = (exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) for digits in range(1, 12))
    rounded = next((tried for tried in tries if not _overstated(tried, exact)), exact)
    return f"{rounded.normalize():f}".replace(".", ",") + "%"


def _overstated(rounded: Decimal, exact: Decimal) -> bool:
    return rounded in (0, 100) and exact != rounded


def change(now: int, before: int, noun: str = "hồ sơ") -> str:
    """How a figure stands to the one before: «tăng 120 hồ sơ (4,7%)», «giảm 02 hồ sơ (1%)», «không đổi».

    Of what has grown more than tenfold the figure before says more than a rate: «tăng 80 hồ sơ (từ 03 lên 83)».
    """
    if now == before:
        return "không đổi"
    by = abs(now - before)
    rate = f" ({percent(by, before)})" if before else ""
    if before and now > 10 * before:
        rate = f" (từ {two_digits(before)} lên {two_digits(now)})"
    return f"{'tăng' if now > before else 'giảm'} {two_digits(by)} {noun}{rate}"


def short_date(day: date) -> str:
    """«05/01/2026», «14/6/2026»."""
    return f"{day.day:02}/{_month(day)}/{day.year}"


def long_date(day: date) -> str:
    """«ngày 05 tháng 01 năm 2026»."""
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def listed(parts: Sequence[str]) -> str:
    """«một, hai và ba»; fewer than three parts that hold commas themselves stay readable."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"


def lower_first(text: str) -> str:
    """The text with its first letter small, as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with its first letter capital, as a sentence begins."""
    return text[:1].upper() + text[1:]


def together(text: str) -> str:
    """The text with blanks at which no line breaks."""
    return text.replace(" ", "\u00a0")


def balanced(text: str, longest: int = 30) -> tuple[str, ...]:
    """A name in one line, or in as few of about the same length as none is longer than `longest` letters in."""
    count = -(-len(text) // longest)
    for width in range(-(-len(text) // count) if count else 1, len(text) + 1):
        lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= count:
            return tuple(lines)
    return (text,)


_IN_HEAD = 22
"""How many capitals fit beside the country's name."""


def agency_lines(name: str) -> tuple[str, ...]:
    """An agency's name as it stands at the head of a document: in capitals, a People's Committee in lines of its own."""
    upper = name.upper()
    head = "ỦY BAN NHÂN DÂN "
    if upper.startswith(head):
        return (head.strip(), *balanced(upper.removeprefix(head), _IN_HEAD))
    return balanced(upper, _IN_HEAD)


@lru_cache(maxsize=8192)
def alphabetical(text: str) -> tuple[int, ...]:
    """A key that sorts names as a Vietnamese reader looks for them: a, ă, â, b…; tones do not count."""
    flat = unicodedata.normalize("NFD", text.casefold())
    letters = unicodedata.normalize("NFC", "".join(letter for letter in flat if letter not in _TONES))
    return tuple(
        _ALPHABET.find(letter) if letter in _ALPHABET else ord(letter) - 0x110000 for letter in letters
    )


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
