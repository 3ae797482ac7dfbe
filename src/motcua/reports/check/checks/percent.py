"""Rates against the figures they are rates of; a rate that was cut is told apart from one that is wrong.

Where several wholes are possible (all received, those of the period, those resolved), a rate that fits any of them is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from motcua.reports.check.checks import register
from motcua.reports.check.checks.bases import shares_of
from motcua.reports.check.checks.common import mark, marks
from motcua.reports.check.checks.share import Share, fits, is_cut, is_of, leads_to_rate, owner, written
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.report import Report
from motcua.reports.vietnamese import number

_FROM_RATE = re.compile(r"\s*\([^();.]{0,40}|[^;:.()]{0,30}\(\s*")
_AIM = re.compile(r"\b(?:phan dau|chi tieu|muc tieu|ke hoach|duoc giao|de ra|toi thieu|yeu cau)\b")


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
    if share := fraction(line.folded, figures, at):
        yield from wrong(report, rate, [share], Certainty.CERTAIN)
        return
    before = owner(line.folded, figures, at)
    if before is None or line.aims:
        return
    if shares := list(shares_of(report, before)):
        yield from wrong(report, rate, shares, Certainty.LIKELY)


def fraction(folded: str, figures: list[Figure], at: int) -> Share | None:
    """A share written out beside the rate: «51/375 … đạt 13,6%», «99,7% (4.037/4.048 …)», «95 trên 105, đạt 90,5%»."""
    rate = figures[at]
    before = figures[at - 1] if at else None
    after = figures[at + 1] if at + 1 < len(figures) else None
    if before is not None and before.role == "base" and at > 1 and figures[at - 2].out_of is before:
        part = figures[at - 2]
        if leads_to_rate(folded, before, rate) and before.value >= part.value:
            return Share(part.value, before.value, marks([part, before])) if before.value else None
    if before is not None and before.number.of and is_of(folded, before, rate):
        return Share(before.value, before.number.of, marks([before]))
    if (
        after is not None
        and after.number.of
        and _FROM_RATE.fullmatch(folded, rate.number.end, after.number.start)
    ):
        return Share(after.value, after.number.of, marks([after]))
    return None


def wrong(report: Report, rate: Figure, shares: list[Share], certainty: Certainty) -> Iterator[Finding]:
    """What is wrong with a rate that may be any of these shares; the first is taken to be meant."""
    if any(fits(share.exact, rate) for share in shares):
        if (
            all(share.part < share.whole for share in shares if fits(share.exact, rate))
            and rate.number.rate == 100
        ):
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
        share.marks,
    )


def _other(report: Report, rate: Figure, share: Share, certainty: Certainty) -> Finding:
    return Finding(
        Kind.PERCENT,
        certainty,
        mark(rate),
        f"Tỷ lệ ghi {written(rate.number.rate, rate.number.digits)}, tính lại là {written(share.exact, rate.number.digits)}.",
        written(share.exact, rate.number.digits),
        f"{_division(share)} = {written(share.exact, rate.number.digits + 2)}.",
        share.marks,
    )


def _not_all(report: Report, rate: Figure, share: Share) -> Finding:
    return Finding(
        Kind.PERCENT,
        Certainty.DOUBTFUL,
        mark(rate),
        "Ghi 100% trong khi chưa phải tất cả.",
        written(share.exact, rate.number.digits + 2),
        f"{_division(share)} = {written(share.exact, rate.number.digits + 2)}; còn {number(share.whole - share.part)} không thuộc số này.",
        share.marks,
    )


def _division(share: Share) -> str:
    return f"{number(share.part)}/{number(share.whole)}"
