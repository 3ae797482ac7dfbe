"""The table of a filled form as WordprocessingML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lxml.etree import _Element

from motcua.reports.document import Attachment, Cell, cells, header_size
from motcua.reports.docx_xml import LINES, Look, paragraph, table, table_cell, table_row
from motcua.reports.filled import Row
from motcua.reports.form import Form, HeaderCell

_MARGIN = 0.6
"""Of a cell, in mm: numbers stay on one line also in the wider letters that stand in for Times New Roman."""


def form_table(attachment: Attachment, width: float) -> _Element:
    """The table of a filled form, `width` mm wide, with a header that is repeated on every page."""
    form = attachment.filled.form
    widths = scaled(form, width)
    size = header_size(attachment.filled)
    rows = [_header_row(form, widths, place, size) for place in range(form.header_rows)]
    rows.append(_numbers_row(form, widths))
    laid = zip(attachment.filled.rows, cells(attachment.filled), strict=True)
    rows += [_row(row, found, widths) for row, found in laid]
    return table(widths, LINES, _MARGIN, "".join(rows))


def scaled(form: Form, width: float) -> list[float]:
    """The widths of a form's columns, so that they fill `width`."""
    whole = sum(column.width for column in form.columns)
    return [column.width * width / whole for column in form.columns]


def _header_row(form: Form, widths: Sequence[float], place: int, size: float) -> str:
    cells = sorted((c for c in form.header if c.top <= place < c.top + c.height), key=lambda c: c.left)
    return table_row("".join(_header_cell(cell, widths, place, size) for cell in cells), header=True)


def _header_cell(cell: HeaderCell, widths: Sequence[float], place: int, size: float) -> str:
    first = place == cell.top
    merged = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    width = sum(widths[cell.left : cell.left + cell.width])
    span = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
    text = paragraph(cell.text if first else "", Look(size=size, bold=True, before=1, after=1))
    return table_cell(text, width, span + (merged if cell.height > 1 else ""))


def _numbers_row(form: Form, widths: Sequence[float]) -> str:
    look = Look(size=9, italic=True)
    cells = zip(form.columns, widths, strict=True)
    return table_row(
        "".join(table_cell(paragraph(f"({c.number})", look), width) for c, width in cells), header=True
    )


def _row(row: Row, found: Sequence[Cell], widths: Sequence[float]) -> str:
    bold = row.kind in ("section", "total")
    made = []
    for cell, width in zip(found, widths, strict=True):
        look = _look(cell.align, cell.size, bold)
        made.append(table_cell(paragraph(cell.text, look), width))
    return table_row("".join(made))


@cache
def _look(align: str, size: float, bold: bool) -> Look:
    return Look(align=align, size=size, bold=bold, before=1.5, after=1.5)
