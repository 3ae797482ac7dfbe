"""What a count may be a share of: its whole, the whole of that, and other figures that count the same things.

Where several entries of a list have rates and one figure fits most of them, that figure is meant for all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from motcua.reports.check.checks.common import mark, marks
from motcua.reports.check.checks.share import Share, fits, is_of
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Mark
from motcua.reports.check.report import Report

_MOST = 0.6
_NEAR = 20
"""So many totals before a figure and behind it may be what it is a share of."""


def shares_of(report: Report, part: Figure) -> Iterator[Share]:
    """What a count may be a share of; nothing where it stands in no list."""
    bases = list(_bases(report, part))
    pairs = _pairs(report, part)
    yield from _of_all(part, pairs)
    if len(pairs) > 1:
        right = {value: sum(_fits(one, rate, value) for one, rate in pairs) for value, _ in bases}
        best = max(right.values(), default=0)
        if best >= max(2, _MOST * len(pairs)):
            bases = [(value, place) for value, place in bases if right[value] == best]
    seen: set[int] = set()
    for value, place in bases:
        if value >= part.value and value not in seen:
            seen.add(value)
            yield Share(part.value, value, (mark(part), place))


def _of_all(part: Figure, pairs: Sequence[tuple[Figure, Figure]]) -> Iterator[Share]:
    """What a rate behind the last entry of a list without other rates may be told of: the entries before it together.

    «640 hồ sơ: 600 hồ sơ trước hạn, 35 hồ sơ đúng hạn, 05 hồ sơ quá hạn, đạt 99,2%»
    """
    group = part.group
    if group is None or group.whole is None or len(pairs) > 1 or group.parts[-1] is not part:
        return
    rate = pairs[0][1] if pairs else None
    before = sum(one.value for one in group.parts[:-1] if one.role == "part")
    if rate is not None and "dat" in rate.lead and 0 < before <= group.whole.value:
        yield Share(before, group.whole.value, (*marks(group.parts[:-1]), mark(group.whole)))


def _fits(part: Figure, rate: Figure, whole: int) -> bool:
    return 0 < whole >= part.value and fits(Share(part.value, whole, ()).exact, rate)


def _bases(report: Report, part: Figure) -> Iterator[tuple[int, Mark]]:
    group = part.group
    if group is None or group.whole is None:
        return
    whole: Figure | None = group.whole
    while whole is not None:
        if whole.value and not whole.number.about:
            yield whole.value, mark(whole)
        whole = whole.group.whole if whole.group is not None else None
    siblings = sum(one.value for one in group.parts if one.role == "part")
    if siblings:
        yield siblings, mark(group.whole)
    yield from _others(report, part)


def _others(report: Report, part: Figure) -> Iterator[tuple[int, Mark]]:
    """Every other figure of the sentence and the totals around that count the same things."""
    for one in report.parsed.line_of(part).figures:
        if one.is_count and one.sentence == part.sentence and one is not part and one.value:
            yield one.value, mark(one)
    totals = report.totals.get(report.subject(part).noun, [])
    at = bisect_left(totals, part.block, key=lambda one: one.block)
    for one in totals[max(0, at - _NEAR) : at + _NEAR]:
        yield one.value, mark(one)


def _pairs(report: Report, part: Figure) -> list[tuple[Figure, Figure]]:
    """The entries of the list that have a rate of their own, with it."""
    found: list[tuple[Figure, Figure]] = []
    for one in part.group.parts if part.group is not None else ():
        line = report.parsed.line_of(one)
        rate = _next_rate(line.figures, one)
        if rate is not None and is_of(line.folded, one, rate):
            found.append((one, rate))
    return found


def _next_rate(figures: Sequence[Figure], one: Figure) -> Figure | None:
    at = figures.index(one) + 1
    return figures[at] if at < len(figures) and not figures[at].is_count else None
