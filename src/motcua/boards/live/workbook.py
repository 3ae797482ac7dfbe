"""A table of a board as a workbook of one sheet."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from motcua.boards.live.tables import Cell, Line, Table

_HEAD = 4


def as_xlsx(table: Table, notes: list[str]) -> bytes:
    """The table as XLSX; `notes` say whose figures they are and of when."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.set_column(0, 0, 44)
        _widths(sheet, table)
        sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
        for at, note in enumerate([*notes, table.note][: _HEAD - 1], 1):
            sheet.write_string(at, 0, note)
        _body(book, sheet, table)
    return kept.getvalue()


def _widths(sheet: Any, table: Table) -> None:
    """Words need more room than figures."""
    for at in range(len(table.columns)):
        longest = max((len(line.cells[at].text) for line in table.lines), default=0)
        sheet.set_column(at + 1, at + 1, min(max(longest + 2, 14), 60))


def _body(book: Any, sheet: Any, table: Table) -> None:
    head = book.add_format(
        {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
    )
    for at, title in enumerate((table.first, *table.columns)):
        sheet.write_string(_HEAD, at, title, head)
    plain = book.add_format({"border": 1, "num_format": "#,##0"})
    for row, line in enumerate(table.lines, _HEAD + 1):
        _line(sheet, row, line, plain)
    if table.totals is not None:
        bold = book.add_format({"border": 1, "num_format": "#,##0", "bold": True, "top": 6})
        _line(sheet, _HEAD + 1 + len(table.lines), table.totals, bold)


def _line(sheet: Any, row: int, line: Line, form: Any) -> None:
    sheet.write_string(row, 0, line.name, form)
    for at, cell in enumerate(line.cells, 1):
        _cell(sheet, row, at, cell, form)


def _cell(sheet: Any, row: int, at: int, cell: Cell, form: Any) -> None:
    if cell.text:
        sheet.write_string(row, at, cell.text, form)
    else:
        sheet.write_number(row, at, cell.value, form)
