"""A table of figures understood: what its columns and rows stand for, which rows are totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Literal

from motcua.reports.check.lexicon import lexicon
from motcua.reports.check.read.base import Table
from motcua.reports.check.subjects import Subject, subject
from motcua.reports.check.text.fold import fold

RowKind = Literal["entry", "group", "total"]

_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")
_RATE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?%?")
_NOTHING = frozenset({"-", "–", "—", "không", "không có"})
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong|cong chung|tong chung|toan xa|toan phuong)\b")
_PART = re.compile(r"[IVX]+|[A-HĐ]")
_RATES = re.compile(r"\bty le\b|%")
_UNIT = re.compile(r"^\W*(?:don vi tinh|don vi|dvt)\b")
_MARKED = re.compile(r"(?:(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?|(?P<letter>[a-zđ])[).]|(?P<dash>[-–+*•]))\s")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s?=.*)?")


@dataclass(frozen=True)
class Column:
    """A column of figures: its index, its headings from the top down, and whether it holds rates."""

    index: int
    path: tuple[str, ...]
    rates: bool

    @cached_property
    def subject(self) -> Subject:
        return subject(" ".join(self.path))

    @property
    def is_total(self) -> bool:
        """Whether it is the total of the columns beside it: «Tổng số»."""
        return bool(_TOTAL.match(fold(self.path[-1]))) if self.path else False

    @property
    def name(self) -> str:
        return " / ".join(self.path)


@dataclass(frozen=True)
class Row:
    """A row of figures: its index in the table, its label, its kind, what its unit column says is counted (a noun of
    the lexicon), and the row that its number or dash puts it under: «2.1 Trước hạn» is under «2 Hồ sơ đã giải quyết».
    """

    index: int
    label: str
    kind: RowKind
    noun: str = ""
    above: Row | None = None

    @cached_property
    def subject(self) -> Subject:
        """What it counts, with what it has from the rows above it."""
        own = subject(self.label, self.noun)
        return own.under(self.above.subject) if self.above is not None else own


@dataclass
class Grid:
    """A table with its figures; `block` is its index among the document's blocks."""

    block: int
    table: Table
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def count(self, row: Row, column: Column) -> int | None:
        """The number in a cell; None where there is none."""
        text = self.table.rows[row.index][column.index].strip()
        if text.lower() in _NOTHING:
            return 0
        return int(re.sub(r"[.,]", "", text)) if _COUNT.fullmatch(text) else None

    def rate(self, row: Row, column: Column) -> tuple[Decimal, int] | None:
        """The rate in a cell and its digits behind the comma."""
        match = _RATE.fullmatch(self.table.rows[row.index][column.index].strip())
        if match is None:
            return None
        text = match[1].replace(",", ".")
        try:
            return Decimal(text), len(text.partition(".")[2])
        except InvalidOperation:
            return None

    @property
    def counts(self) -> list[Column]:
        return [column for column in self.columns if not column.rates]

    @property
    def total(self) -> Row | None:
        """The row that sums up the whole table: the last total, or the first where it stands on top."""
        totals = [row for row in self.rows if row.kind == "total"]
        return totals[-1] if totals else None

    def groups(self) -> Iterator[tuple[Column, list[Column]]]:
        """Each column that is a total with the columns it should be the total of: those under the same first heading."""
        for column in self.counts:
            beside = [one for one in self.counts if one.path[:1] == column.path[:1] and one is not column]
            if column.is_total and len(column.path) > 1 and beside:
                yield column, beside


def grid(block: int, table: Table) -> Grid | None:
    """A table with its columns and rows, None where it has no column of figures."""
    body = range(table.head, len(table.rows))
    width = len(table.rows[0]) if table.rows else 0
    labels = _label_column(table, body, width)
    columns = [
        _column(table, index)
        for index in range(width)
        if index != labels and _holds_figures(table, body, index)
    ]
    columns = [column for column in columns if not _is_order(column)]
    made = Grid(block, table, columns, _rows(table, body, labels))
    return made if columns and made.rows else None


def _label_column(table: Table, body: range, width: int) -> int:
    """The column with the names: of the first three the one with the most letters."""
    letters = [
        sum(sum(char.isalpha() for char in table.rows[at][index]) for at in body)
        for index in range(min(3, width))
    ]
    return letters.index(max(letters)) if letters else 0


def _holds_figures(table: Table, body: range, index: int) -> bool:
    cells = [table.rows[at][index].strip() for at in body]
    filled = [cell for cell in cells if cell]
    figures = sum(
        bool(_COUNT.fullmatch(cell) or _RATE.fullmatch(cell) or cell.lower() in _NOTHING) for cell in filled
    )
    return bool(filled) and figures >= 0.7 * len(filled)


def _column(table: Table, index: int) -> Column:
    heads = [table.rows[at][index].strip() for at in range(table.head)]
    named = [head for head in heads if head and not _COLUMN_NUMBER.fullmatch(head)]
    path = tuple(dict.fromkeys(named))
    cells = [row[index] for row in table.rows[table.head :]]
    rates = bool(_RATES.search(fold(" ".join(path)))) or any("%" in cell for cell in cells)
    return Column(index, path, rates)


def _is_order(column: Column) -> bool:
    return bool(column.path) and fold(column.path[-1]).strip(" .") in ("tt", "stt", "so tt", "so thu tu")


def _rows(table: Table, body: range, labels: int) -> list[Row]:
    unit = _unit_column(table)
    stack: list[tuple[int, Row]] = []
    made: list[Row] = []
    for at in body:
        cells = table.rows[at]
        depth = _depth(cells[0], cells[labels])
        del stack[next((n for n, (other, _) in enumerate(stack) if other >= depth), len(stack)) :]
        noun = lexicon().noun_of.get(fold(cells[unit].strip()), "") if unit is not None else ""
        row = Row(at, cells[labels].strip(), _kind(cells, labels), noun, stack[-1][1] if stack else None)
        stack.append((depth, row))
        made.append(row)
    return made


def _unit_column(table: Table) -> int | None:
    heads = (
        fold(" ".join(row[index] for row in table.rows[: table.head])) for index in range(len(table.rows[0]))
    )
    return next((index for index, head in enumerate(heads) if _UNIT.search(head)), None)


def _depth(first: str, label: str) -> int:
    """How deep a row stands by its number or dash: «2» 1, «2.1» 2, «a)» 8, «-» 9, «+» 10; 0 without any."""
    text = first.strip() if _MARKED.match(first.strip() + " ") else label.strip()
    found = _MARKED.match(text + " ")
    if found is None:
        return 0
    if found["number"]:
        return found["number"].count(".") + 1
    return 8 if found["letter"] else 10 if found["dash"] == "+" else 9


def _kind(cells: Sequence[str], labels: int) -> RowKind:
    if _is_total(cells, labels):
        return "total"
    return "group" if labels and _PART.fullmatch(cells[0].strip(" .")) else "entry"


def _is_total(cells: Sequence[str], labels: int) -> bool:
    """Whether a row sums up the table; «Tổng số hồ sơ đã giải quyết» is an entry of its own."""
    named = (cell for cell in cells[: labels + 1] if _TOTAL.match(fold(cell.strip())))
    return any(not subject(cell).concepts for cell in named)
