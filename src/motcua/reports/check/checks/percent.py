"""Rates against the figures they are rates of; a rate that was cut is told apart from one that is wrong.

Where several wholes are possible (all received, those of the period, those resolved), a rate that fits any of them is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import mark, marks
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.report import Report
from motcua.reports.vietnamese import number

_TO_RATE = re.compile(r"[^;:]*?(?:\bdat\b|\bchiem\b|\bty le\b|=|\bbang\b|\btuong (?:ung|duong)\b|\btuc\b)[^;:.]{0,40}|\s*\(\s*(?:\w+\s+){0,4}|\s*,\s*(?:\w+\s+){0,3}")
_FROM_RATE = re.compile(r"\s*\([^();.]{0,40}|[^;:.()]{0,30}\(\s*")
_FAR = 110
_AIM = re.compile(r"\b(?:phan dau|chi tieu|muc tieu|ke hoach|duoc giao|de ra|toi thieu|yeu cau)\b")


@dataclass(frozen=True)
class Share:
    """A part and a whole that a rate may be of, and what they stand for in words."""

    part: int
    whole: int
    figures: tuple[Figure, ...]

    @property
    def exact(self) -> Decimal:
        return Decimal(self.part) * 100 / Decimal(self.whole)


def fits(exact: Decimal, rate: Figure) -> bool:
    """Whether a rate is printed as it has to be rounded to so many digits."""
    step = Decimal(1).scaleb(-rate.number.digits)
    return any(exact.quantize(step, mode) == rate.number.rate for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def is_cut(exact: Decimal, rate: Figure) -> bool:
    """Whether the digits behind were cut off instead of rounded."""
    return exact.quantize(Decimal(1).scaleb(-rate.number.digits), ROUND_DOWN) == rate.number.rate


def written(exact: Decimal, digits: int) -> str:
    """«10,5%»."""
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}".replace(".", ",") + "%"


@register
def check(report: Report) -> Iterable[Finding]:
    """Rates that are not what their figures give."""
    for line in report.lines:
        if line.zone not in ("body", "end", "attached"):
            continue
        for at, rate in enumerate(line.figures):
            if rate.is_count or rate.number.about or _AIM.search(rate.lead):
                continue
            yield from _judged(report, line.figures, at, rate)


def _judged(report: Report, figures: list[Figure], at: int, rate: Figure) -> Iterator[Finding]:
    line = report.parsed.line_of(rate)
    if share := _fraction(line.folded, figures, at):
        yield from wrong(report, rate, [share], Certainty.CERTAIN)
        return
    before = figures[at - 1] if at else None
    if before is None or not _is_of(line.folded, before, rate) or line.aims:
        return
    wholes = list(_wholes(report, figures, at, before))
    if wholes:
        yield from wrong(report, rate, wholes, Certainty.LIKELY)


def _fraction(folded: str, figures: list[Figure], at: int) -> Share | None:
    """A share written out beside the rate: «51/375 … đạt 13,6%», «99,7% (4.037/4.048 …)», «95 trên 105, đạt 90,5%»."""
    rate = figures[at]
    before = figures[at - 1] if at else None
    after = figures[at + 1] if at + 1 < len(figures) else None
    if before is not None and before.role == "base" and at > 1 and figures[at - 2].out_of is before:
        part = figures[at - 2]
        if _TO_RATE.fullmatch(folded, before.number.after, rate.number.start) and before.value >= part.value > -1 < before.value:
            return Share(part.value, before.value, (part, before)) if before.value else None
    if before is not None and before.number.of and _is_of(folded, before, rate):
        return Share(before.value, before.number.of, (before,))
    if after is not None and after.number.of and _FROM_RATE.fullmatch(folded, rate.number.end, after.number.start):
        return Share(after.value, after.number.of, (after,))
    return None


def _is_of(folded: str, before: Figure, rate: Figure) -> bool:
    """Whether a rate is told of the count before it: «N hồ sơ (p%)», «N hồ sơ, chiếm p%»."""
    gap = folded[before.number.after : rate.number.start]
    if not before.is_count or before.number.about or before.role != "part" or len(gap) > _FAR:
        return False
    return before.sentence == rate.sentence and _TO_RATE.fullmatch(gap) is not None and not _OTHER.search(gap)


_OTHER = re.compile(r"\b(?:tang|giam|so voi|trong do|con lai|cao hon|thap hon|cung ky)\b")


def _wholes(report: Report, figures: list[Figure], at: int, part: Figure) -> Iterator[Share]:
    """What a count may be a share of: its whole, the whole of that, and where there is one, others of the same kind."""
    group = part.group
    if group is None or group.whole is None:
        return
    whole: Figure | None = group.whole
    while whole is not None:
        if whole.value and not whole.number.about and whole.value >= part.value:
            yield Share(part.value, whole.value, (part, whole))
        whole = whole.group.whole if whole.group is not None else None
    siblings = sum(one.value for one in group.parts if one.role == "part")
    if siblings >= part.value and siblings:
        yield Share(part.value, siblings, (part, group.whole))
    yield from _others(report, figures, part)


def _others(report: Report, figures: list[Figure], part: Figure) -> Iterator[Share]:
    """Every other figure of the sentence and every total of the report that counts the same things."""
    noun = report.subject(part).noun
    for one in figures:
        if one.is_count and one.sentence == part.sentence and one is not part and one.value >= part.value and one.value:
            yield Share(part.value, one.value, (part, one))
    for one in report.parsed.figures():
        told = report.subject(one)
        if one.is_count and told.noun == noun and told.concepts & {"received", "total", "new", "closed"} and one.value >= part.value:
            if one.value and not told.concepts & {"early", "late", "on_time", "in_time", "online", "direct"}:
                yield Share(part.value, one.value, (part, one))


def wrong(report: Report, rate: Figure, shares: list[Share], certainty: Certainty) -> Iterator[Finding]:
    """What is wrong with a rate that may be any of these shares; the first is taken to be meant."""
    if any(fits(share.exact, rate) for share in shares):
        if all(share.part < share.whole for share in shares if fits(share.exact, rate)) and rate.number.rate == 100:
            yield _not_all(report, rate, shares[0])
        return
    cut = [share for share in shares if is_cut(share.exact, rate)]
    yield _cut(report, rate, cut[0], certainty) if cut else _other(report, rate, shares[0], certainty)


def _cut(report: Report, rate: Figure, share: Share, certainty: Certainty) -> Finding:
    told = written(rate.number.rate, rate.number.digits)
    return Finding(
        Kind.PERCENT,
        certainty,
        mark(rate),
        f"Tỷ lệ {told} bị cắt bớt chữ số, chưa làm tròn.",
        written(share.exact, rate.number.digits),
        f"{_division(share)} = {written(share.exact, rate.number.digits + 2)}; làm tròn {rate.number.digits} chữ số là "
        f"{written(share.exact, rate.number.digits)}, cắt đi thì được {told}.",
        marks(share.figures),
    )


def _other(report: Report, rate: Figure, share: Share, certainty: Certainty) -> Finding:
    return Finding(
        Kind.PERCENT,
        certainty,
        mark(rate),
        f"Tỷ lệ ghi {written(rate.number.rate, rate.number.digits)}, tính lại là {written(share.exact, rate.number.digits)}.",
        written(share.exact, rate.number.digits),
        f"{_division(share)} = {written(share.exact, rate.number.digits + 2)}.",
        marks(share.figures),
    )


def _not_all(report: Report, rate: Figure, share: Share) -> Finding:
    return Finding(
        Kind.PERCENT,
        Certainty.DOUBTFUL,
        mark(rate),
        "Ghi 100% trong khi chưa phải tất cả.",
        written(share.exact, rate.number.digits + 2),
        f"{_division(share)} = {written(share.exact, rate.number.digits + 2)}; còn {number(share.whole - share.part)} không thuộc số này.",
        marks(share.figures),
    )


def _division(share: Share) -> str:
    return f"{number(share.part)}/{number(share.whole)}"


