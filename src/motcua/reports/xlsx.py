"""Filled forms as XLSX: real numbers, sums as formulas with their values, ready to print on A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from motcua.reports.data import ReportData
from motcua.reports.document import Attachment, Report
from motcua.reports.filled import Row
from motcua.reports.form import LISTED, Form
from motcua.reports.identity import Term

FONT = "Times New Roman"
A4 = 9
_PLACES = 3
_MM_PER_LETTER = 1.9
MM_PER_WIDTH = 2.05
"""About how wide one unit of a column's width is on paper, at the default font."""


def write(report: Report, data: ReportData) -> bytes:
    """The bytes of a workbook with a sheet for each form of the report."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": report.title, "author": data.agency.name, "created": data.made})
        book.formats[0].set_font_name(FONT)
        looks = _looks(book)
        for attachment in report.attachments:
            _Sheet(book, attachment, looks).write()
    return out.getvalue()


def _looks(book: Workbook) -> dict[str, Any]:
    cell = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "border": 1}
    text = {"font_name": FONT, "font_size": 11, "valign": "top", "text_wrap": True}
    looks = {
        "head": cell | {"bold": True, "align": "center", "text_wrap": True, "font_size": 10},
        "columns": cell | {"italic": True, "align": "center", "font_size": 9},
        "order": cell | {"align": "center"},
        "name": cell | {"text_wrap": True},
        "number": cell | {"num_format": "#,##0_ ", "shrink": True},
        "rate": cell | {"align": "right", "shrink": True},
        "left": text,
        "left bold": text | {"bold": True},
        "title": text | {"bold": True, "align": "center", "font_size": 13},
        "centre": text | {"align": "center"},
        "attached": text | {"italic": True, "align": "center"},
        "unit": text | {"italic": True, "align": "right"},
        "note": text | {"italic": True},
    }
    for name in ("order", "name", "number", "rate"):
        looks[f"{name} bold"] = looks[name] | {"bold": True}
    return {name: book.add_format(look) for name, look in looks.items()}


@dataclass
class _Sheet:
    """One form on one sheet; `top` is the next free row, counted from 0."""

    book: Workbook
    attachment: Attachment
    looks: Mapping[str, Any]
    top: int = 0

    def write(self) -> None:
        """Write everything and set the print up."""
        self.form: Form = self.attachment.filled.form
        self.sheet = self.book.add_worksheet(self.form.sheet)
        self.last = len(self.form.columns) - 1
        for place, column in enumerate(self.form.columns):
            self.sheet.set_column(place, place, column.width / MM_PER_WIDTH)
        self._lines()
        header = self.top
        self._header()
        self.sheet.freeze_panes(self.top, 2)
        self._rows(self.attachment.filled.rows)
        self._notes()
        self._print_setup(header)

    def _lines(self) -> None:
        spans = self._thirds()
        title = "\n".join(self.attachment.title)
        blocks = (
            (self.attachment.left, "left bold", "left"),
            ((title, *self.attachment.centre), "title", "centre"),
            (self.attachment.right, "left", "left"),
        )
        for (lines, first_look, look), (first, last) in zip(blocks, spans, strict=True):
            for place in range(_PLACES):
                text = lines[place] if place < len(lines) else ""
                self._merged(self.top + place, first, last, text, look if place else first_look)
        left = self._width(*spans[0])
        heights = (18 * max(2, len(self.attachment.title)), 15 * max(2, _lines(self.form.issued, left)), 16)
        for place, height in enumerate(heights):
            self.sheet.set_row(self.top + place, height)
        self.top += _PLACES
        self._merged(self.top, 0, self.last, self.attachment.attached_to, "attached")
        self._merged(self.top + 1, 0, self.last, self.form.counted, "unit")
        self.top += 2

    def _thirds(self) -> list[tuple[int, int]]:
        """The columns of the left, middle and right block over the table, by their width on paper."""
        widths = [column.width for column in self.form.columns]
        ends = [1, next(n for n in range(self.last, 0, -1) if sum(widths[n:]) >= 0.24 * sum(widths)) - 1]
        return [(0, ends[0]), (ends[0] + 1, ends[1]), (ends[1] + 1, self.last)]

    def _width(self, first: int, last: int) -> float:
        return sum(column.width for column in self.form.columns[first : last + 1])

    def _merged(self, row: int, first: int, last: int, text: str, look: str) -> None:
        if first == last:
            self.sheet.write_string(row, first, text, self.looks[look])
            return
        self.sheet.merge_range(row, first, row, last, text, self.looks[look])

    def _header(self) -> None:
        for cell in self.form.header:
            row, last_row = self.top + cell.top, self.top + cell.top + cell.height - 1
            last = cell.left + cell.width - 1
            if (row, cell.left) == (last_row, last):
                self.sheet.write_string(row, last, cell.text, self.looks["head"])
            else:
                self.sheet.merge_range(row, cell.left, last_row, last, cell.text, self.looks["head"])
        for place in range(self.form.header_rows):
            self.sheet.set_row(self.top + place, self._header_height(place))
        self.top += self.form.header_rows
        for place, column in enumerate(self.form.columns):
            self.sheet.write_string(self.top, place, f"({column.number})", self.looks["columns"])
        self.top += 1

    def _header_height(self, place: int) -> float:
        """The height of a header row: what its own titles need; a spreadsheet does not measure merged cells."""
        if place == self.form.header_rows - 1:
            return 54
        own = [cell for cell in self.form.header if (cell.top, cell.height) == (place, 1)]
        needed = [_lines(cell.text, self._width(cell.left, cell.left + cell.width - 1)) for cell in own]
        return 14.0 * max(needed, default=1)

    def _rows(self, rows: Sequence[Row]) -> None:
        for place, row in enumerate(rows):
            self._row(row, self.top + place, _below(rows, place, self.top))
        self.top += len(rows)

    def _row(self, row: Row, at: int, summed: Sequence[tuple[int, int]]) -> None:
        strong = " bold" if row.kind in ("section", "total") else ""
        self.sheet.set_row(at, 17 * self._lines_of(row))
        values: dict[Term, int] = {found.column: found.value for found in row.numbers}
        rates = {found.column: found.text for found in row.numbers if found.text}
        texts = {"order": row.order, "name": row.label, **row.texts}
        if row.kind == "total" and not row.numbers:
            texts = {**dict.fromkeys(LISTED, ""), "order": "", self.form.columns[1].shows: row.label}
        for place, column in enumerate(self.form.columns):
            if column.shows in texts:
                self.sheet.write_string(
                    at, place, texts[column.shows], self.looks[_look(column.shows) + strong]
                )
                continue
            if column.number in rates:
                self.sheet.write_string(at, place, rates[column.number], self.looks["rate" + strong])
                continue
            formula = _added(place, summed) or self._across(column.number, at + 1)
            look = self.looks["number" + strong]
            if formula:
                self.sheet.write_formula(at, place, formula, look, values[column.number])
            else:
                self.sheet.write_number(at, place, values[column.number], look)

    def _lines_of(self, row: Row) -> int:
        """In how many lines a row's texts will stand; a spreadsheet does not measure merged or fixed rows."""
        texts = {"name": row.label, **row.texts}
        shown = [column for column in self.form.columns if column.shows in texts]
        return max((_lines(texts[column.shows], column.width) for column in shown), default=1)

    def _across(self, column: int, row: int) -> str:
        """The formula of a column that the form says is the sum of others, in a row counted from 1."""
        return self._sums[column].format(row=row) if column in self._sums else ""

    @cached_property
    def _sums(self) -> dict[int, str]:
        """By column, the formula with room for the row."""
        found: dict[int, str] = {}
        for one in self.form.identities:
            column = one.left[0]
            if one.is_sum_of_columns and isinstance(column, int) and column not in found:
                places = [number - 1 for number in one.right if isinstance(number, int)]
                names = [f"{xl_col_to_name(place)}{{row}}" for place in places]
                whole = places == list(range(places[0], places[-1] + 1))
                found[column] = f"=SUM({names[0]}:{names[-1]})" if whole else f"={'+'.join(names)}"
        return found

    def _notes(self) -> None:
        notes = self.attachment.filled.notes
        lines = ["Ghi chú:", *(f"- {note}" for note in notes)] if notes else []
        for line in lines:
            self._merged(self.top, 0, self.last, line, "note")
            self.sheet.set_row(self.top, 16 if len(line) < 150 else 31)
            self.top += 1

    def _print_setup(self, header: int) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(header, header + self.form.header_rows)
        sheet.print_area(0, 0, self.top - 1, self.last)
        sheet.set_footer(f'&C&"{FONT},Regular"&10&P/&N')


def _lines(text: str, width: float) -> int:
    return max(1, ceil(len(text) * _MM_PER_LETTER / width))


def _look(shows: str) -> str:
    return "order" if shows in ("order", "received", "due", "finished") else "name"


def _below(rows: Sequence[Row], place: int, top: int) -> list[tuple[int, int]]:
    """The ranges of sheet rows that a section or the total adds up; empty for a field."""
    row = rows[place]
    if row.kind in ("field", "item"):
        return []
    sections = [at for at, found in enumerate(rows) if found.kind == "section"]
    if row.kind == "total" and sections:
        return [(top + at, top + at) for at in sections]
    first = place + 1 if row.kind == "section" else 0
    last = first
    while last < len(rows) and rows[last].kind == "field":
        last += 1
    return [(top + first, top + last - 1)] if last > first else []


def _added(place: int, ranges: Sequence[tuple[int, int]]) -> str:
    if not ranges:
        return ""
    name = xl_col_to_name(place)
    parts = [f"{name}{a + 1}" if a == b else f"{name}{a + 1}:{name}{b + 1}" for a, b in ranges]
    return f"=SUM({','.join(parts)})"
