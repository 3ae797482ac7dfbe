"""Tables: totals of columns, totals within rows, what came in against what is closed and open, rates.

A table does not say which of its columns make up which. What a total column is the total of is therefore learned from
the rows: where it holds in most of them, the others are wrong; where it holds in few, it was never meant so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from motcua.reports.check.checks import register
from motcua.reports.check.checks.share import rounded, written
from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.grid import Column, Grid, Row, grid
from motcua.reports.check.report import Report
from motcua.reports.vietnamese import number

_MOST = 0.6
"""What holds in so many of the rows or columns is meant to hold in all."""


@register
def check(report: Report) -> Iterable[Finding]:
    """Tables whose figures do not agree with each other."""
    for block, table in report.parsed.tables:
        made = grid(block, table)
        if made is not None:
            yield from _column_totals(made)
            yield from _row_totals(made)
            yield from _balances(made)
            yield from _rates(made)


def _mark(made: Grid, row: Row, column: Column) -> Mark:
    return Mark(made.block, row=row.index, column=column.index)


def _cell(row: Row, column: Column) -> str:
    return f"hàng “{row.label}”, cột “{column.name}”"


# Down a column


def _column_totals(made: Grid) -> Iterator[Finding]:
    for total, parts, word in _sums(made):
        pairs = [(column, value, sums) for column in made.counts if (sums := _down(made, parts, column)) is not None
                 and (value := made.count(total, column)) is not None]  # fmt: skip
        wrong = [pair for pair in pairs if pair[1] != pair[2]]
        if not wrong or (len(pairs) > 2 and len(pairs) - len(wrong) < _MOST * len(pairs)):
            continue
        for column, value, sums in wrong:
            yield Finding(
                Kind.TABLE, Certainty.CERTAIN if len(pairs) > 2 else Certainty.LIKELY, _mark(made, total, column),
                f"Bảng: {_cell(total, column)} ghi {number(value)}, cộng {word} được {number(sums)}.", number(sums),
                f"{' + '.join(number(made.count(row, column) or 0) for row in parts)} = {number(sums)}.",
            )  # fmt: skip


def _sums(made: Grid) -> Iterator[tuple[Row, list[Row], str]]:
    """Each total and group row with the rows it should be the sum of."""
    groups = [row for row in made.rows if row.kind == "group"]
    entries: list[Row] = []
    group: Row | None = None
    for row in made.rows:
        if row.kind == "entry":
            if row.above is None or row.above.kind != "entry":
                entries.append(row)
            continue
        if group is not None and len(entries) > 1:
            yield group, entries, "các hàng của phần"
        if row.kind == "total" and (groups or len(entries) > 1):
            yield row, groups if groups else entries, "các phần" if groups else "các hàng"
        entries, group = [], row if row.kind == "group" else None
    if group is not None and len(entries) > 1:
        yield group, entries, "các hàng của phần"


def _down(made: Grid, rows: Sequence[Row], column: Column) -> int | None:
    values = [made.count(row, column) for row in rows]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) >= len(values) - 1 else None


# Along a row


def _row_totals(made: Grid) -> Iterator[Finding]:
    for total, parts in made.groups():
        of = "các cột " + ", ".join(f"“{one.path[-1]}”" for one in parts)
        yield from _learned(made, total, parts, of)


def _along(made: Grid, row: Row, parts: Sequence[Column]) -> int | None:
    values = [made.count(row, column) for column in parts]
    return (
        sum(value for value in values if value is not None)
        if any(value is not None for value in values)
        else None
    )


def _learned(made: Grid, column: Column, parts: Sequence[Column], of: str) -> Iterator[Finding]:
    """The cells of a column that are not what the other rows show it to be."""
    pairs = [(row, value, wanted) for row in made.rows if (value := made.count(row, column)) is not None
             and (wanted := _along(made, row, parts)) is not None]  # fmt: skip
    wrong = [pair for pair in pairs if pair[1] != pair[2]]
    if not wrong or len(pairs) < 3 or len(pairs) - len(wrong) < _MOST * len(pairs):
        return
    for row, value, wanted in wrong:
        yield Finding(
            Kind.TABLE, Certainty.CERTAIN, _mark(made, row, column),
            f"Bảng: {_cell(row, column)} ghi {number(value)}, tính lại là {number(wanted)}.", number(wanted),
            f"Bằng tổng {of}, như ở {len(pairs) - len(wrong)} hàng khác của bảng.",
        )  # fmt: skip


def _balances(made: Grid) -> Iterator[Finding]:
    """(3) = (7) + (11): the total that came in against the totals of what is closed and what is open."""
    stages: dict[str, Column] = {}
    for column in made.counts:
        concepts = column.subject.concepts
        if column.is_total and len(concepts) == 1:
            stages.setdefault(
                {"received": "total", "new": "total"}.get(stage := next(iter(concepts)), stage), column
            )
    if not {"total", "closed", "open"} <= set(stages):
        return
    gone = [stages["closed"], stages["open"]]
    yield from _learned(made, stages["total"], gone, "số đã giải quyết và số đang giải quyết")


# Rates


def _rates(made: Grid) -> Iterator[Finding]:
    for column in made.columns:
        if column.rates:
            yield from _rate_column(made, column)


def _rate_column(made: Grid, column: Column) -> Iterator[Finding]:
    rows = [row for row in made.rows if made.rate(row, column) is not None]
    ways = [
        way for way in _ways(made, column) if _right(made, column, rows, way) >= max(2, _MOST * len(rows))
    ]
    if not ways or len(rows) < 3:
        return
    best = max(ways, key=lambda way: _right(made, column, rows, way))
    for row in rows:
        exact, told = best(row), made.rate(row, column)
        if exact is not None and told is not None and not any(_fits(way(row), told) for way in ways):
            rate, digits = told
            yield Finding(
                Kind.TABLE, Certainty.LIKELY, _mark(made, row, column),
                f"Bảng: {_cell(row, column)} ghi {written(rate, digits)}, tính lại là {written(exact, digits)}.", written(exact, digits),
                "Tính như ở các hàng khác của bảng.",
            )  # fmt: skip


_Way = Callable[[Row], Decimal | None]


def _ways(made: Grid, column: Column) -> Iterator[_Way]:
    """What a rate may be: a column over another, or over its own total."""
    for part in made.counts:
        yield from (partial(_over_column, made, part, whole) for whole in made.counts if part is not whole)
        if made.total is not None:
            yield partial(_over_total, made, part, made.total)


def _over_column(made: Grid, part: Column, whole: Column, row: Row) -> Decimal | None:
    return _over(made.count(row, part), made.count(row, whole))


def _over_total(made: Grid, part: Column, total: Row, row: Row) -> Decimal | None:
    return _over(made.count(row, part), made.count(total, part))


def _over(part: int | None, whole: int | None) -> Decimal | None:
    return Decimal(part) * 100 / Decimal(whole) if part is not None and whole else None


def _right(made: Grid, column: Column, rows: Sequence[Row], way: _Way) -> int:
    return sum(_fits(way(row), told) for row in rows if (told := made.rate(row, column)) is not None)


def _fits(exact: Decimal | None, told: tuple[Decimal, int]) -> bool:
    return exact is not None and rounded(exact, *told)
