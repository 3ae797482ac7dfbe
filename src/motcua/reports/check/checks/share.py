"""A rate and what it may be a share of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Mark
from motcua.reports.check.lexicon import lexicon

_TO_RATE = re.compile(
    r"[^;:]*?(?:\bdat\b|\bchiem\b|\bty le\b|=|\bbang\b|\btuong (?:ung|duong)\b|\btuc\b)[^;:.]{0,40}|[^;:()]{0,40}\(\s*(?:\w+\s+){0,4}|\s*,\s*(?:\w+\s+){0,3}"
)
_FAR = 110
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Share:
    """A part and a whole that a rate may be of, and what they stand for in words."""

    part: int
    whole: int
    marks: tuple[Mark, ...]

    @property
    def exact(self) -> Decimal:
        return Decimal(self.part) * 100 / Decimal(self.whole)


def rounded(exact: Decimal, rate: Decimal, digits: int) -> bool:
    """Whether a rate is what has to be printed with so many digits behind the comma."""
    step = Decimal(1).scaleb(-digits)
    return any(exact.quantize(step, mode) == rate for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def fits(exact: Decimal, rate: Figure) -> bool:
    """Whether a rate is printed as it has to be rounded to so many digits."""
    return rounded(exact, rate.number.rate, rate.number.digits)


def is_cut(exact: Decimal, rate: Figure) -> bool:
    """Whether the digits behind were cut off instead of rounded."""
    return exact.quantize(Decimal(1).scaleb(-rate.number.digits), ROUND_DOWN) == rate.number.rate


def written(exact: Decimal, digits: int) -> str:
    """«10,5%»."""
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}".replace(".", ",") + "%"


def leads_to_rate(folded: str, before: Figure, rate: Figure) -> bool:
    """Whether the text between a count and a rate says that the rate is told of the count: «, đạt tỷ lệ», « (»."""
    return _TO_RATE.fullmatch(folded, before.number.after, rate.number.start) is not None


def is_of(folded: str, before: Figure, rate: Figure) -> bool:
    """Whether a rate is told of the count before it: «N hồ sơ (p%)», «N hồ sơ (…), chiếm p%»."""
    gap = _BRACKETS.sub(" ", folded[before.number.after : rate.number.start])
    if not before.is_count or before.number.about or before.role != "part" or len(gap) > _FAR:
        return False
    told = before.sentence == rate.sentence and _TO_RATE.fullmatch(gap) is not None
    return told and not _OTHER.search(gap) and not _has_name(gap)


def _has_name(gap: str) -> bool:
    """Whether a rate says itself what it is a rate of: «1.984 hồ sơ, đạt tỷ lệ đúng hạn 98,7%»."""
    at = gap.rfind("ty le")
    return at >= 0 and lexicon().concepts.search(gap, at) is not None


def owner(folded: str, figures: Sequence[Figure], at: int) -> Figure | None:
    """The count that a rate is told of: the one before, or before a bracket that was closed in between."""
    rate = figures[at]
    for before in reversed(figures[:at]):
        gap = folded[before.number.after : rate.number.start]
        if gap.count(")") <= gap.count("("):
            return before if is_of(folded, before, rate) else None
    return None


_OTHER = re.compile(r"\b(?:tang|giam|so voi|trong do|con lai|cao hon|thap hon|cung ky)\b")
