"""The text against the tables in it and attached to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import mark, name, subsets
from motcua.reports.check.checks.repeated import WAYS
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.grid import Column, Grid, Row, grid
from motcua.reports.check.measures import measure_of, measures, values
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import STAGES, Subject, subject
from motcua.reports.vietnamese import number


@dataclass(frozen=True)
class Told:
    """A number that a table tells of a subject, and where."""

    value: int
    mark: Mark
    place: str


@register
def check(report: Report) -> Iterable[Finding]:
    """Figures of the text that a table of the report gives otherwise."""
    wholes: dict[str, list[Told]] = defaultdict(list)
    entries: dict[tuple[frozenset[str], frozenset[str]], list[Told]] = defaultdict(list)
    for told, about in cells(report):
        if measure := measure_of(about):
            wholes[measure].append(told)
        elif about.rest and about.concepts:
            entries[about.concepts, about.rest].append(told)
    yield from _against(report, wholes, entries)


def cells(report: Report) -> Iterator[tuple[Told, Subject]]:
    """Every number of the report's tables with what it is a figure of."""
    for block, table in report.parsed.tables:
        made = grid(block, table)
        if made is not None:
            yield from _cells(report, made)


def _cells(report: Report, made: Grid) -> Iterator[tuple[Told, Subject]]:
    carried = any("carried" in column.subject.concepts for column in made.counts)
    for row in made.rows:
        for column in made.counts:
            value = made.count(row, column)
            if value is None or row.kind == "group":
                continue
            about = _subject(report, made, row, column, carried)
            place = f"bảng {made.table.place.table}, hàng “{row.label}”"
            yield Told(value, Mark(made.block, row=row.index, column=column.index), place), about


def _subject(report: Report, made: Grid, row: Row, column: Column, carried: bool) -> Subject:
    """What a cell tells: its column, narrowed down by its row unless that is the total of all."""
    concepts = column.subject.concepts
    if carried and column.is_total and concepts == {"received"}:
        # The total beside a column of what was carried over has that in it.
        concepts = frozenset({"total"})
    whole = Subject(
        "dossier" if column.subject.noun in ("", "dossier") else column.subject.noun,
        concepts,
        column.subject.rest,
    )
    if row.kind == "total":
        return whole
    told = Subject(
        row.subject.noun, row.subject.concepts, _narrowing(row, report.idle), row.subject.other_time
    )
    if told.concepts & STAGES and concepts & {"carried", "received"}:
        # Beside rows of what came in and what was closed, «Kỳ trước» heads the figures of another time.
        return replace(told.under(whole), other_time=True)
    return told.under(whole)


def _narrowing(row: Row, idle: frozenset[str]) -> frozenset[str]:
    """The words of a row's label, and of the rows it stands under, that narrow down what it counts."""
    own = subject(row.label, "", idle).rest
    return own | _narrowing(row.above, idle) if row.above is not None else own


def _against(
    report: Report,
    wholes: Mapping[str, list[Told]],
    entries: Mapping[tuple[frozenset[str], frozenset[str]], list[Told]],
) -> Iterator[Finding]:
    found = measures(report)
    beside = _beside(found)
    divided = any(found.get(one) for one in ("new", "carried", "total"))
    for figure in report.parsed.figures():
        line = report.parsed.line_of(figure)
        if not figure.is_exact or line.aims or line.zone != "body":
            continue
        told, scope = report.subject(figure), report.scope(figure)
        if not scope and (measure := measure_of(told)):
            tables = _same(measure, wholes, divided)
        elif told.rest and set(scope) <= {told.rest}:
            tables = entries.get((told.concepts, told.rest), [])
        else:
            continue
        if tables and not any(one.value - figure.value in beside[measure_of(told)] for one in tables):
            yield _finding(report, figure, tables[0])


_COUNTED_IN = {"on_time": ("refused", "withdrawn"), "in_term": ("supplement", "paused"), "closed": ("refused", "withdrawn"),
               "open": ("supplement", "paused")}  # fmt: skip
"""What a form may count within a column and the text beside it: II.06 has no columns for these."""


def _beside(found: Mapping[str, list[Figure]]) -> Mapping[str, set[int]]:
    sums: dict[str, set[int]] = defaultdict(lambda: {0})
    for measure, names in _COUNTED_IN.items():
        sums[measure] = subsets([value for one in names for value in values(found, one)[:1]])
    return sums


def _same(measure: str, wholes: Mapping[str, list[Told]], divided: bool) -> list[Told]:
    """What tables tell of a measure, and of others that offices call by the same name.

    `divided` tells that the text keeps what came in apart from what was carried over. Then its «tiếp nhận» may have
    either in it, and a table with only one of them does not say which.
    """
    own = list(wholes.get(measure, ()))
    if not own and (measure != "received" or (divided and not wholes.get("total"))):
        return []
    others = [names[0] for names in WAYS.get(measure, ()) if len(names) == 1]
    return own + [told for name_ in others for told in wholes.get(name_, ())]


def _finding(report: Report, figure: Figure, table: Told) -> Finding:
    label = name(report, figure)
    return Finding(
        Kind.TABLE,
        Certainty.LIKELY,
        mark(figure),
        f"{label[:1].upper()}{label[1:]}: lời văn ghi {number(figure.value)}, {table.place} ghi {number(table.value)}.",
        number(table.value),
        "Số liệu trong lời văn phải khớp với bảng kèm theo.",
        (table.mark,),
    )
