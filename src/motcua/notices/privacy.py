"""Nothing personal leaves on an open channel: what a text must not hold, looked for just before it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.hub.text import fold

_DIGITS = re.compile(r"\+?\d(?:[\d.\- ]*\d)?")
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_MOBILE = re.compile(r"0[35789]\d{8}")
_IDENTITY = re.compile(r"\d{12}")
_SHORTEST_NUMBER = 7


class Fact(StrEnum):
    """What is personal; the value is how people call it."""

    NAME = "họ tên"
    PHONE = "số điện thoại"
    EMAIL = "địa chỉ thư điện tử"
    NUMBER = "số giấy tờ"
    ADDRESS = "địa chỉ"
    OTHER = "dữ liệu cá nhân"


@dataclass(frozen=True)
class Known:
    """A personal fact of the person whom a notice concerns."""

    fact: Fact
    value: str = field(repr=False)


def personal(text: str, known: Iterable[Known]) -> list[Fact]:
    """Which of a person's facts a text holds, whatever the spelling, and identity numbers of anybody."""
    found = {one.fact for one in known if _holds(text, one)}
    if any(_IDENTITY.fullmatch(number) for number in _numbers(text)):
        found.add(Fact.NUMBER)
    return sorted(found)


def personal_value(value: str) -> list[Fact]:
    """What a value that comes with an event must not look like: a telephone or identity number, an e-mail."""
    numbers = _numbers(value)
    tests = {
        Fact.PHONE: any(_MOBILE.fullmatch(number) for number in numbers),
        Fact.NUMBER: any(_IDENTITY.fullmatch(number) for number in numbers),
        Fact.EMAIL: _MAIL.search(value) is not None,
    }
    return [fact for fact, held in tests.items() if held]


def national(number: str) -> str:
    """Digits of a telephone number as they are dialled at home: +84 912 … as 0912…."""
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) == 11 else digits


def _holds(text: str, known: Known) -> bool:
    if known.fact in (Fact.PHONE, Fact.NUMBER):
        number = national(known.value)
        return len(number) >= _SHORTEST_NUMBER and number in _numbers(text)
    if known.fact is Fact.EMAIL:
        return bool(known.value) and known.value.casefold() in text.casefold()
    words = fold(known.value)
    # A single word is also a word of the language.
    return " " in words and f" {words} " in f" {fold(text)} "


def _numbers(text: str) -> set[str]:
    """Every run of digits, also those written in groups, and each group alone."""
    runs = [run[0] for run in _DIGITS.finditer(text)]
    return {national(part) for run in runs for part in (run, *re.split(r"[.\- ]+", run))}
