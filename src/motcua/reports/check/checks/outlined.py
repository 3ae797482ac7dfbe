"""Tables of indicators: rows under rows («2 Hồ sơ đã giải quyết», «2.1 Trước hạn», …) that make up each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.reports.check.checks import register
from motcua.reports.check.checks.families import Family, family
from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.grid import Column, Grid, Row, grid
from motcua.reports.check.lexicon import lexicon
from motcua.reports.check.measures import measure_of
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import Subject, subject
from motcua.reports.vietnamese import number


@register
def check(report: Report) -> Iterable[Finding]:
    """Indicators whose rows below do not make them up, and what came in against what is closed and open."""
    for block, table in report.parsed.tables:
        made = grid(block, table)
        if made is None:
            continue
        for column in made.counts:
            for row in made.rows:
                yield from _divided(made, column, row)
            yield from _balance(made, column)


def _divided(made: Grid, column: Column, row: Row) -> Iterator[Finding]:
    whole = made.count(row, column)
    below = [one for one in made.rows if one.above is row and made.count(one, column) is not None]
    if whole is None or len(below) < 2:
        return
    parts = [(subject(one.label, one.noun), one) for one in below]
    for partition in lexicon().partitions:
        found = family(partition, row.subject, parts)
        if found is None:
            continue
        total = sum(made.count(one, column) or 0 for one in found.members.values())
        if total > whole or (found.complete and total != whole):
            yield _unequal(made, column, row, found, total)
            return


def _unequal(made: Grid, column: Column, row: Row, found: Family[Row], total: int) -> Finding:
    rows = list(found.members.values())
    terms = " + ".join(number(made.count(one, column) or 0) for one in rows)
    return Finding(
        Kind.TABLE, Certainty.CERTAIN, _mark(made, row, column),
        f"Bảng: hàng “{row.label}” ghi {number(made.count(row, column) or 0)}, các hàng bên dưới cộng lại là {number(total)}.",
        number(total), f"{terms} = {number(total)}; {found.partition.name}: các phần loại trừ nhau.",
        tuple(_mark(made, one, column) for one in rows),
    )  # fmt: skip


def _balance(made: Grid, column: Column) -> Iterator[Finding]:
    """Biểu số II.06 as a list of indicators: what was to be resolved is what was resolved and what is left."""
    rows: dict[str, Row] = {}
    for row in made.rows:
        told = row.subject
        measure = measure_of(
            Subject("dossier", told.concepts, told.rest, told.other_time or column.subject.other_time)
        )
        if made.count(row, column) is not None and told.noun in ("dossier", ""):
            rows.setdefault(measure, row)
    counts = {measure: made.count(row, column) or 0 for measure, row in rows.items()}
    if not {"total", "closed", "open"} <= set(counts):
        return
    gone = counts["closed"] + counts["open"]
    beside = sum(
        counts.get(name, 0) for name in ("refused", "withdrawn", "supplement", "paused") if name in counts
    )
    if counts["total"] in (gone, gone + beside):
        return
    yield Finding(
        Kind.TABLE, Certainty.LIKELY, _mark(made, rows["total"], column),
        f"Bảng: hàng “{rows['total'].label}” ghi {number(counts['total'])}, đã giải quyết và đang giải quyết cộng lại là {number(gone)}.",
        number(gone), f"{number(counts['closed'])} + {number(counts['open'])} = {number(gone)}. Theo Biểu số II.06: (3) = (7) + (11).",
        (_mark(made, rows["closed"], column), _mark(made, rows["open"], column)),
    )  # fmt: skip


def _mark(made: Grid, row: Row, column: Column) -> Mark:
    return Mark(made.block, row=row.index, column=column.index)
