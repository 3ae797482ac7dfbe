"""A statement's table as a file: XLSX for people, CSV for other programs."""

from __future__ import annotations

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.boards.table import Row, Table
from motcua.hub.text import unformulated

_FIRST_ROW = 6


def as_csv(table: Table) -> bytes:
    """The table as CSV with a byte-order mark, which Excel needs to read Vietnamese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading(table), *(_title(table, n) for n in range(len(table.columns)))])
    for row in (*table.rows, table.totals):
        writer.writerow([unformulated(row.name), *(cell.value for cell in row.cells)])
    return text.getvalue().encode("utf-8-sig")


def heading(table: Table) -> str:
    """The title of the first column."""
    return {"field": _("Field"), "system": _("System"), "channel": _("Channel")}[table.by]


def _title(table: Table, number: int) -> str:
    titles = [f"{group.label}: {column.label}" for group in table.layout for column in group.columns]
    return titles[number]


def as_xlsx(table: Table, title: str, notes: list[str]) -> bytes:
    """The table as a workbook of one sheet that prints on A4; `notes` say whose figures they are and of when."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Figures")[:31])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_FIRST_ROW - 2, _FIRST_ROW - 1)
        sheet.freeze_panes(_FIRST_ROW, 1)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, len(table.columns), 11)
        sheet.write(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        for line, note in enumerate(notes, 1):
            sheet.write(line, 0, note)
        _head(book, sheet, table)
        _body(book, sheet, table)
    return kept.getvalue()


def _head(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table) -> None:
    style = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
    form, at = book.add_format(style), 1
    sheet.merge_range(_FIRST_ROW - 2, 0, _FIRST_ROW - 1, 0, heading(table), form)
    for group in table.layout:
        width = len(group.columns)
        sheet.merge_range(_FIRST_ROW - 2, at, _FIRST_ROW - 2, at + width - 1, str(group.label), form)
        for column in group.columns:
            sheet.write(_FIRST_ROW - 1, at, f"{column.label} {column.sign}".strip(), form)
            at += 1


def _body(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table) -> None:
    plain = {"border": 1, "num_format": "#,##0"}
    for line, row in enumerate((*table.rows, table.totals), _FIRST_ROW):
        style = plain | ({"bold": True, "top": 6} if row is table.totals else {})
        _line(sheet, line, row, book.add_format(style))


def _line(sheet: xlsxwriter.worksheet.Worksheet, line: int, row: Row, form: xlsxwriter.format.Format) -> None:
    sheet.write_string(line, 0, row.name, form)
    for at, cell in enumerate(row.cells, 1):
        sheet.write_number(line, at, cell.value, form)
