"""Rates that are told by name alone («tỷ lệ giải quyết đúng hạn đạt 99,96%»), against the figures of text and tables.

Offices define these rates in several ways; a rate is wrong only where none of the ways gives it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from motcua.reports.check.checks import register
from motcua.reports.check.checks.attached import cells
from motcua.reports.check.checks.common import mark
from motcua.reports.check.checks.percent import fraction, wrong
from motcua.reports.check.checks.share import Share, fits, is_cut, owner
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Mark
from motcua.reports.check.measures import measure_of, measures
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import subject

_PARTS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "in_time": (("in_time",), ("early", "on_time"), ("early", "on_time", "in_term"), ("in_time", "in_term")),
    "on_time": (
        ("in_time",),
        ("early", "on_time"),
        ("on_time",),
        ("early", "on_time", "in_term"),
        ("in_time", "in_term"),
    ),
    "early": (("early",),),
    "late": (("late",), ("late", "overdue")),
    "online": (("online",),),
}
_WHOLES: Mapping[str, Sequence[tuple[str, ...]]] = {
    "online": (("new",), ("received",), ("total",), ("online", "direct"), ("online", "direct_postal"), ("online", "direct", "postal")),
    "": (("early", "on_time", "late"), ("in_time", "late"), ("early", "late"), ("closed",), ("total",), ("received",), ("new", "carried"), ("new",)),
}  # fmt: skip
_MOST_VALUES = 3

Stated = Mapping[str, list[tuple[int, Mark]]]
"""The different values that are stated for each measure, and where."""


@register
def check(report: Report) -> Iterable[Finding]:
    """Named rates that no way of counting gives."""
    found = _stated(report)
    for line in report.lines:
        if line.aims or line.zone not in ("body", "end"):
            continue
        for at, rate in enumerate(line.figures):
            if rate.is_count or rate.number.about or fraction(line.folded, line.figures, at) is not None:
                continue
            part = owner(line.folded, line.figures, at)
            yield from _judged(report, rate, found) if part is None else _told_of(report, rate, part, found)


def _stated(report: Report) -> Stated:
    found: dict[str, dict[int, Mark]] = defaultdict(dict)
    for name, figures in measures(report).items():
        for figure in figures:
            found[name].setdefault(figure.value, mark(figure))
    for told, about in cells(report):
        if name := measure_of(about):
            found[name].setdefault(told.value, told.mark)
    return {name: list(values.items())[:_MOST_VALUES] for name, values in found.items()}


def _judged(report: Report, rate: Figure, found: Stated) -> Iterator[Finding]:
    told = subject(rate.words, "", report.idle)
    parts = told.concepts & set(_PARTS)
    others = told.concepts - parts - {"closed", "received", "new", "total"}
    if (
        len(parts) != 1
        or others
        or told.rest
        or told.noun not in ("dossier", "")
        or told.other_time
        or report.scope(rate)
    ):
        return
    yield from _best(report, rate, list(_shares(next(iter(parts)), found)))


def _told_of(report: Report, rate: Figure, part: Figure, found: Stated) -> Iterator[Finding]:
    """A rate of a count that stands in no list: «nộp trực tuyến 342 hồ sơ, đạt 95,7%»."""
    told, name = subject(rate.words, "", report.idle), measure_of(report.subject(part))
    if name not in _PARTS or part.group is not None or told.rest or told.other_time or report.scope(part):
        return
    one = [(part.value, mark(part))]
    yield from _best(report, rate, list(_over_wholes(_WHOLES.get(name, _WHOLES[""]), [one], found)))


def _best(report: Report, rate: Figure, shares: list[Share]) -> Iterator[Finding]:
    """The finding of a rate that none of these shares gives, by the share that comes nearest."""
    if shares and not any(fits(share.exact, rate) for share in shares):
        best = min(
            shares, key=lambda share: (not is_cut(share.exact, rate), abs(share.exact - rate.number.rate))
        )
        yield from wrong(report, rate, [best], Certainty.LIKELY)


def _shares(name: str, found: Stated) -> Iterator[Share]:
    for names in _PARTS[name]:
        parts = [found.get(one, ()) for one in names]
        yield from _over_wholes(_WHOLES.get(name, _WHOLES[""]), parts, found)


def _over_wholes(
    names: Sequence[tuple[str, ...]], parts: Sequence[Sequence[tuple[int, Mark]]], found: Stated
) -> Iterator[Share]:
    """Every choice of values for the parts over every choice of values for each of the wholes."""
    for chosen in product(*parts):
        for wholes in (one for some in names for one in product(*(found.get(name, ()) for name in some))):
            part, whole = (sum(value for value, _ in values) for values in (chosen, wholes))
            if 0 < whole >= part:
                yield Share(part, whole, tuple(place for _, place in (*chosen, *wholes)))
