"""«Tổng số 120 hồ sơ, đã giải quyết 110 hồ sơ, còn lại 10 hồ sơ», and «mới 110, kỳ trước 10, tổng cộng 120»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import added, mark, marks, named, subsets
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.report import Report
from motcua.reports.vietnamese import number

_REST = re.compile(r"\bcon lai(?:\s+(?:la|co))?\s*$|\bso con lai(?:\s+(?:la|co))?\s*$")
_ALL = re.compile(r"(?:nang )?tong cong(?: (?:la|co|len))?|nang tong(?: so)?(?: \w+){0,5} len")


@register
def check(report: Report) -> Iterable[Finding]:
    """What is left over of a figure, and totals behind their parts, that do not follow from the figures before."""
    for line in report.lines:
        if line.aims or line.zone not in ("body", "end"):
            continue
        for at, figure in enumerate(line.figures):
            earlier = _earlier(line.figures[:at], figure)
            if len(earlier) < 2 or not figure.is_count or figure.role != "part" or figure.number.about:
                continue
            if _REST.search(figure.lead) and figure.group is None:
                yield from _rest(report, figure, earlier)
            elif _ALL.fullmatch(figure.left) and figure.group is None:
                yield from _total(report, figure, earlier)


def _earlier(figures: Sequence[Figure], one: Figure) -> list[Figure]:
    """The figures before in the sentence that count the same things and are no parts of another."""
    same = (
        figure
        for figure in figures
        if figure.sentence == one.sentence and figure.group is None and figure.is_count
    )
    nouns = (figure for figure in same if len({figure.number.noun, one.number.noun} - {""}) < 2)
    return [figure for figure in nouns if figure.role == "part" and not figure.number.about]


def _rest(report: Report, rest: Figure, earlier: Sequence[Figure]) -> Iterator[Finding]:
    whole, taken = earlier[0], list(earlier[1:])
    if any(figure.value > whole.value for figure in taken):
        return
    if whole.value - rest.value in subsets([figure.value for figure in taken]):
        return
    left = whole.value - sum(figure.value for figure in taken)
    if left < 0:
        return
    yield Finding(
        Kind.SUM, Certainty.LIKELY, mark(rest), f"Ghi còn lại {number(rest.value)}, tính lại là {number(left)}.", number(left),
        f"{named(report, whole)}; trừ đi {added(taken)} còn {number(left)}.", marks(earlier),
    )  # fmt: skip


def _total(report: Report, total: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    sums = [sum(figure.value for figure in parts[at:]) for at in range(len(parts) - 1)]
    if total.value in sums:
        return
    yield Finding(
        Kind.SUM, Certainty.LIKELY, mark(total), f"Ghi tổng cộng {number(total.value)}, cộng lại được {number(sums[0])}.",
        number(sums[0]), f"{added(parts)}.", marks(parts),
    )  # fmt: skip
