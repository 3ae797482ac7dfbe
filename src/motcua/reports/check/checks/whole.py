"""Figures of the whole report that make up each other though no list holds them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import added, mark, marks, named, subsets
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.measures import measures, values
from motcua.reports.check.report import Report
from motcua.reports.vietnamese import number


@dataclass(frozen=True)
class _Relation:
    """A measure, what makes it up, what may be counted in it besides, and what else it is taken for."""

    whole: str
    parts: tuple[str, ...]
    extra: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


_RELATIONS = (
    _Relation("total", ("new", "carried")),
    _Relation("new", ("online", "direct", "postal"), also=("total", "received")),
    _Relation("new", ("online", "direct_postal"), also=("total", "received")),
    _Relation("closed", ("early", "on_time", "late"), ("refused", "withdrawn")),
    _Relation("closed", ("in_time", "late"), ("refused", "withdrawn")),
    _Relation("open", ("in_term", "overdue"), ("supplement", "paused")),
)


@register
def check(report: Report) -> Iterable[Finding]:
    """Measures stated in several sentences that do not make up each other."""
    found = measures(report)
    told: set[str] = set()
    for one in _RELATIONS:
        if one.whole not in told:
            for finding in _judged(report, one, found):
                told.add(one.whole)
                yield finding


def _judged(report: Report, one: _Relation, found: Mapping[str, list[Figure]]) -> Iterator[Finding]:
    if any(len(values(found, name)) != 1 for name in (one.whole, *one.parts)):
        return
    whole, parts = found[one.whole][0], [found[name][0] for name in one.parts]
    if any(_listed(part, found[one.whole]) for part in parts):
        return
    total = sum(part.value for part in parts)
    beside = subsets([value for name in one.extra for value in values(found, name)[:1]])
    meant = {whole.value, *(value for name in one.also for value in values(found, name))}
    if any(value - total in beside for value in meant) or whole.value == _without_early(one, parts):
        return
    yield _finding(report, whole, parts)


def _listed(part: Figure, wholes: Sequence[Figure]) -> bool:
    """Whether a part stands in a list of that whole, which the check of sums has judged."""
    return part.group is not None and part.group.whole in wholes


def _without_early(one: _Relation, parts: Sequence[Figure]) -> int:
    """Some offices count what was early among what was on time."""
    return sum(part.value for name, part in zip(one.parts, parts, strict=True) if name != "early")


def _finding(report: Report, whole: Figure, parts: Sequence[Figure]) -> Finding:
    total = sum(part.value for part in parts)
    return Finding(
        Kind.SUM, Certainty.LIKELY, mark(whole),
        f"{named(report, whole)}, nhưng các số ở chỗ khác cộng lại là {number(total)} (lệch {number(abs(total - whole.value))}).",
        f"{number(total)}, nếu các phần đúng: {'; '.join(named(report, part) for part in parts)}",
        f"{added(parts)} ≠ {number(whole.value)}.", marks(parts),
    )  # fmt: skip
