"""Numbers that count something, shares and rates; what only looks like one (a date, a document, a house) is passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from motcua.reports.check.lexicon import lexicon

Kind = Literal["count", "rate"]
Span = tuple[int, int]

_TOKEN = re.compile(
    r"(?<![\w.,/\-–%])(?P<a>\d+(?:[.,]\d+)*)(?:\s?/\s?(?P<b>\d+(?:[.,]\d{3})*)(?![\d/]))?(?P<p>\s?%|\s+phan\s+tram\b)?(?![\w/])"
)
_WHOLE = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")
_SPELLED = re.compile(r"\s*\([a-z\s]{2,30}\)")
_RANGE_AFTER = re.compile(r"\s?[-–]\s?\d")
_UNKNOWN_NOUN = re.compile(r"\s+(?P<word>[a-z]{2,})")
_NO_NOUN = frozenset(
    [
        "trong",
        "va",
        "dat",
        "la",
        "co",
        "duoc",
        "tren",
        "voi",
        "den",
        "tu",
        "cho",
        "tai",
        "cua",
        "chiem",
        "bao",
        "gom",
        "tang",
        "giam",
        "so",
        "thi",
        "ty",
        "le",
        "nam",
        "thang",
        "con",
        "nhung",
        "ve",
        "theo",
        "o",
        "hoac",
        "do",
        "khi",
        "moi",
    ]
)
_ZERO = re.compile(r":\s*(?P<none>khong phat sinh|chua phat sinh|khong co|chua co|khong)\b")
_LARGEST = 10**12


@dataclass(frozen=True)
class Number:
    """A number from `start` to `end`, with the noun behind it up to `after`.

    A count has a `value`, and the number it is a share of where it is written as a fraction (`of`); a rate has
    a `rate` in per cent with so many `digits` behind the comma. `about` tells that it is not meant exactly.
    `noun` is what is counted: a name of the lexicon, «?word» for another noun, or empty.
    """

    start: int
    end: int
    after: int
    kind: Kind
    value: int = 0
    of: int | None = None
    rate: Decimal = Decimal(0)
    digits: int = 0
    noun: str = ""
    about: bool = False
    spoken: bool = False
    """A zero said in words: «không có»."""


def numbers(text: str, folded: str, masked: Sequence[Span] = ()) -> list[Number]:
    """All numbers of a text that count something, in their order; spans in `masked` are not looked at."""
    small = text.lower()
    small = small if len(small) == len(folded) else folded
    tokens = (match for match in _TOKEN.finditer(folded) if not _within(match.span(), masked))
    found = [_number(folded, small, match) for match in tokens]
    zeros = [_zero(folded, match) for match in _ZERO.finditer(folded)]
    return sorted((one for one in found + zeros if one is not None), key=lambda one: one.start)


def _within(span: Span, masked: Sequence[Span]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in masked)


def _number(folded: str, small: str, match: re.Match[str]) -> Number | None:
    if _RANGE_AFTER.match(folded, match.end()):
        return None
    if match["p"]:
        return _rate(small, match)
    value = _whole(match["a"])
    if value is None or (of := _whole(match["b"]) if match["b"] else -1) is None:
        return None
    noun, after = _noun(folded, match.end())
    if lexicon().lists["scales"].match(small, _blank(small, match.end())) or _is_name(small, match, noun):
        return None
    return Number(
        *match.span(),
        after,
        "count",
        value,
        None if of < 0 else of,
        noun=noun,
        about=_about(small, match.start()),
    )


def _rate(small: str, match: re.Match[str]) -> Number | None:
    text = match["a"].replace(",", ".")
    if match["b"] or text.count(".") > 1 or _is_name(small, match, "?"):
        return None
    digits = len(text.partition(".")[2])
    return Number(
        match.start(), match.end(), match.end(), "rate", rate=Decimal(text), digits=digits,
        about=_about(small, match.start()),
    )  # fmt: skip


def _whole(text: str) -> int | None:
    if not _WHOLE.fullmatch(text):
        return None
    value = int(text.replace(".", "").replace(",", ""))
    return value if value < _LARGEST else None


def _blank(folded: str, at: int) -> int:
    while at < len(folded) and folded[at] == " ":
        at += 1
    return at


def _noun(folded: str, at: int) -> tuple[str, int]:
    """The noun behind a number and where it ends; a number said again in words in between is passed over."""
    if spelled := _SPELLED.match(folded, at):
        at = spelled.end()
    words = lexicon()
    if known := words.nouns.match(folded, _blank(folded, at)):
        return words.noun_of[" ".join(known[0].split())], known.end()
    other = _UNKNOWN_NOUN.match(folded, at)
    if other is None or other["word"] in _NO_NOUN or words.concepts.match(folded, other.start("word")):
        return "", at
    return f"?{other['word']}", other.end()


def ends_with(name: str, small: str, at: int) -> bool:
    """Whether one of the words of a list of the lexicon stands right before a place of a text in small letters."""
    pattern = lexicon().lists[name]
    before = small[max(0, at - 24) : at].rstrip()
    return any(match.end() == len(before) for match in pattern.finditer(before))


def _about(small: str, start: int) -> bool:
    return ends_with("about", small, start)


_COUNTING = re.compile(r"(?:tổng|trong|với|là)\s+số\s*:?\s*$")


def _is_name(small: str, match: re.Match[str], noun: str) -> bool:
    """Whether the number is part of a name: «năm 2026», «Đề án 06», «số 759», a bare year."""
    start = match.start()
    if _COUNTING.search(small, max(0, start - 16), start):
        return False
    if ends_with("names", small, start):
        return True
    if not noun or noun.startswith("?"):
        return ends_with("loose_names", small, start) or bool(
            re.fullmatch(r"(?:19|20)\d\d", match["a"]) and noun != ""
        )
    return False


def _zero(folded: str, match: re.Match[str]) -> Number | None:
    noun, after = _noun(folded, match.end("none"))
    if noun.startswith("?"):
        return None
    return Number(match.start("none"), match.end("none"), after, "count", noun=noun, spoken=True)
