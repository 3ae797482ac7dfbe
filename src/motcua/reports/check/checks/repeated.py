"""The same figure stated twice, and not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import mark, name
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.measures import measure_of, measures, values
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import Subject, subject
from motcua.reports.vietnamese import number

_COUNTED = frozenset({"dossier", "procedure", "complaint", "vote"})
WAYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "received": (("new",), ("total",), ("new", "carried"), ("online",)),
    "new": (("received",), ("online", "direct_postal"), ("online", "direct", "postal")),
    "total": (("received",), ("new", "carried"), ("received", "carried")),
    "closed": (("early", "on_time", "late"), ("in_time", "late"), ("early", "late")),
    "open": (("in_term", "overdue"), ("in_term",), ("in_term", "overdue", "supplement", "paused")),
    "in_time": (("early",), ("early", "on_time"), ("early", "on_time", "in_term")),
    "on_time": (("in_time",), ("early", "on_time")),
    "online": (("received",), ("new",)),
}
"""Figures that offices call by the same name: one that equals such another is no contradiction."""


@register
def check(report: Report) -> Iterable[Finding]:
    """Figures and rates that stand in the report with two values."""
    found = measures(report)
    for figures in _groups(report).values():
        yield from _differing(report, figures, found)
    yield from _late(report, found)
    for rates in _rates(report).values():
        yield from _differing_rates(report, rates)


def _groups(report: Report) -> dict[Hashable, list[Figure]]:
    groups: dict[Hashable, list[Figure]] = defaultdict(list)
    for figure in report.parsed.figures():
        line = report.parsed.line_of(figure)
        if not figure.is_exact or line.aims or line.zone not in ("body", "end"):
            continue
        told = report.subject(figure)
        whole = figure.group.whole if figure.group is not None else None
        if _names(figure, told) and (whole is None or whole is figure or report.subject(whole) != told):
            groups[told, report.scope(figure)].append(figure)
    return groups


def _names(figure: Figure, told: Subject) -> bool:
    """Whether a label says so exactly what is counted that another of the same words must count the same."""
    if told.other_time or not told.noun or told.noun.startswith("?"):
        return False
    if told.noun in _COUNTED and told.concepts:
        return told.concepts != {"late"} or told.noun != "dossier"
    titled = figure.left.startswith(("so luong", "tong so", "tong"))
    return titled and len(told.rest) >= 2


def _differing(report: Report, figures: list[Figure], found: Mapping[str, list[Figure]]) -> Iterator[Finding]:
    first = _most_told(figures)
    told: set[int] = {first.value}
    for figure in figures:
        if figure.value in told or _apart(first, figure) or _called_so(report, figure, found):
            continue
        told.add(figure.value)
        yield _finding(report, figure, first)


def _late(report: Report, found: Mapping[str, list[Figure]]) -> Iterator[Finding]:
    """«Còn 33 hồ sơ trễ hạn» does not say whether they are closed; it must be either of what the report states, or both."""
    closed, opened = values(found, "late"), values(found, "overdue")
    stated = {*closed, *opened, *(one + two for one in closed for two in opened)}
    for figure in report.parsed.figures() if closed and opened else ():
        line, told = report.parsed.line_of(figure), report.subject(figure)
        plain = told == Subject("dossier", frozenset({"late"})) and not report.scope(figure)
        if plain and figure.is_exact and not line.aims and line.zone == "body" and figure.value not in stated:
            yield _finding(report, figure, found["late"][0])


def _most_told(figures: list[Figure]) -> Figure:
    counts = [sum(other.value == one.value for other in figures) for one in figures]
    return figures[counts.index(max(counts))]


def _apart(one: Figure, two: Figure) -> bool:
    """Whether two figures are entries of one list, or stand in one sentence: then they are two things."""
    return (one.group is not None and one.group is two.group) or (one.block, one.sentence) == (
        two.block,
        two.sentence,
    )


def _called_so(report: Report, figure: Figure, found: Mapping[str, list[Figure]]) -> bool:
    for names in WAYS.get(measure_of(report.subject(figure)), ()):
        stated = [values(found, one)[:2] for one in names]
        if all(stated) and figure.value in _sums(stated):
            return True
    return False


def _sums(stated: list[list[int]]) -> set[int]:
    sums = {0}
    for options in stated:
        sums = {one + option for one in sums for option in options}
    return sums


def _finding(report: Report, figure: Figure, first: Figure) -> Finding:
    place = report.parsed.line_of(first).paragraph.at(first.number.start).words
    label = name(report, figure) or name(report, first)
    return Finding(
        Kind.REPEATED,
        Certainty.LIKELY,
        mark(figure),
        f"{label[:1].upper()}{label[1:]}: ở đây ghi {number(figure.value)}, ở {place} ghi {number(first.value)}.",
        number(first.value),
        "Cùng một chỉ tiêu của cùng một kỳ thì chỉ có một số.",
        (mark(first),),
    )


def _rates(report: Report) -> dict[Hashable, list[Figure]]:
    groups: dict[Hashable, list[Figure]] = defaultdict(list)
    for figure in report.parsed.figures():
        line = report.parsed.line_of(figure)
        if (
            figure.is_count
            or figure.number.about
            or line.aims
            or line.zone not in ("body", "end")
            or not figure.left
        ):
            continue
        told = subject(figure.words, "", report.idle)
        if told.concepts and not told.other_time and "ty le" in figure.lead:
            groups[told, report.scope(figure)].append(figure)
    return groups


def _differing_rates(report: Report, rates: list[Figure]) -> Iterator[Finding]:
    first = rates[0]
    for rate in rates[1:]:
        digits = min(first.number.digits, rate.number.digits)
        gap = abs(first.number.rate - rate.number.rate)
        if gap * 10**digits <= 1 or _apart(first, rate):
            continue
        place = report.parsed.line_of(first).paragraph.at(first.number.start).words
        one, two = (f"{one.number.rate}".replace(".", ",") + "%" for one in (rate, first))
        yield Finding(
            Kind.REPEATED, Certainty.LIKELY, mark(rate), f"{name(report, rate)}: ở đây ghi {one}, ở {place} ghi {two}.",
            two, "Cùng một tỷ lệ của cùng một kỳ thì chỉ có một số.", (mark(first),),
        )  # fmt: skip
        return
