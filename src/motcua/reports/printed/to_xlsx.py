"""The book (form 07) as XLSX: real days and numbers, the header on every printed page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook

from motcua.reports.printed.document import Cell, Printed, Table, grid
from motcua.reports.xlsx import A4, FONT, MM_PER_WIDTH

_WIDE = 330.0
"""How wide the table is, in mm; it is printed smaller, to fit the page."""
_MM_PER_LETTER = 1.9
_POINTS_PER_LINE = 13.5
_TEXT = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "left": _TEXT | {"border": 1},
    "center": _TEXT | {"border": 1, "align": "center"},
    "day": _TEXT | {"border": 1, "align": "center", "num_format": "dd/mm/yyyy"},
    "head": _TEXT | {"border": 1, "align": "center", "bold": True},
    "title": _TEXT | {"align": "center", "bold": True, "font_size": 14},
    "line": _TEXT | {"text_wrap": False},
    "mark": _TEXT | {"text_wrap": False, "font_size": 9},
}


def write(documents: Sequence[Printed]) -> bytes:
    """A workbook with a sheet for each document."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        first = documents[0]
        made = datetime(first.day.year, first.day.month, first.day.day) if first.day else None  # noqa: DTZ001
        book.set_properties(
            {"title": first.name, "author": first.author, **({"created": made} if made else {})}
        )
        book.formats[0].set_font_name(FONT)
        looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        for order, document in enumerate(documents, 1):
            name = document.sheet if len(documents) == 1 else f"{document.sheet} {order}"
            _Sheet(book.add_worksheet(name), document, looks).write()
    return out.getvalue()


class _Sheet:
    """One book on one sheet."""

    def __init__(self, sheet: Any, document: Printed, looks: dict[str, Any]) -> None:
        self.sheet, self.document, self.looks = sheet, document, looks
        self.table = next(block for block in document.body if isinstance(block, Table))
        self.last = len(self.table.widths) - 1
        self.top = 0

    def write(self) -> None:
        """Write everything and set the print up."""
        whole = sum(self.table.widths)
        for column, width in enumerate(self.table.widths):
            self.sheet.set_column(column, column, width * _WIDE / whole / MM_PER_WIDTH)
        document = self.document
        for line in (*document.superior, *document.agency):
            self._line(line, "line")
        for line in (*document.title, *document.subject):
            self._line(line, "title")
        for runs in document.under_title:
            self._line("".join(run.text for run in runs), "title")
        first = self.top
        self._cells(self.table.header, "head")
        self.sheet.freeze_panes(self.top, 2)
        for entry in self.table.entries:
            self._cells(entry, "")
        self._line(document.mark, "mark")
        self._print_setup(first, first + len(self.table.header) - 1)

    def _line(self, text: str, look: str) -> None:
        if look == "title":
            self.sheet.merge_range(self.top, 0, self.top, self.last, text, self.looks[look])
        else:
            self.sheet.write_string(self.top, 0, text, self.looks[look])
        self.top += 1

    def _cells(self, rows: tuple[tuple[Cell, ...], ...], look: str) -> None:
        for row, column, cell in grid(rows):
            at = self.top + row
            if cell.rows * cell.columns > 1:
                corner = (at + cell.rows - 1, column + cell.columns - 1)
                self.sheet.merge_range(at, column, *corner, "", self.looks[look or cell.align])
            self._cell(at, column, cell, look)
        for row, height in enumerate(self._heights(rows)):
            self.sheet.set_row(self.top + row, height)
        self.top += len(rows)

    def _heights(self, rows: tuple[tuple[Cell, ...], ...]) -> list[float]:
        """How high each row has to be, in points: not every spreadsheet measures wrapped lines itself."""
        scale, heights = _WIDE / sum(self.table.widths), [_POINTS_PER_LINE] * len(rows)
        for row, column, cell in grid(rows):
            width = sum(self.table.widths[column : column + cell.columns]) * scale
            lines = sum(ceil(max(len(line), 1) * _MM_PER_LETTER / width) for line in cell.text.split("\n"))
            heights[row] = max(heights[row], (lines * _POINTS_PER_LINE + 3) / cell.rows)
        return heights

    def _cell(self, row: int, column: int, cell: Cell, look: str) -> None:
        if isinstance(cell.value, date):
            self.sheet.write_datetime(row, column, cell.value, self.looks["day"])
        elif cell.value is not None:
            self.sheet.write_number(row, column, cell.value, self.looks["center"])
        else:
            self.sheet.write_string(row, column, cell.text, self.looks[look or cell.align])

    def _print_setup(self, first: int, last: int) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first, last)
        sheet.set_footer(f'&C&"{FONT},Regular"&10&P/&N')
