"""Paragraphs and tables of WordprocessingML, written as text: far faster than cell by cell.

Lengths are in twips (1/20 pt), sizes of letters in half points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml.etree import _Element

from motcua.reports.document import Attachment, number_size
from motcua.reports.filled import Row
from motcua.reports.form import Form, HeaderCell
from motcua.reports.vietnamese import number

FONT = "Times New Roman"
_NS = nsdecls("w")
_NONE = '<w:{0} w:val="nil"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: alignment, size in points, weight, spacing in points, indents and rules in mm."""

    align: str = "center"
    size: float = 14
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    first: float = 0
    sides: float = 0
    rule: str = ""


def paragraph(text: str, look: Look) -> str:
    """A paragraph as XML text."""
    # The mark at a paragraph's end has a size too, and sets the height of an empty one.
    mark = f"<w:rPr>{_size(look)}</w:rPr>"
    return f"<w:p><w:pPr>{_paragraph_look(look)}{mark}</w:pPr>{_run(text, look)}</w:p>"


def styled(text: str, style: str, keep: bool = False) -> str:
    """A paragraph that looks as its named style says."""
    keeps = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeps}</w:pPr><w:r>{_text(text)}</w:r></w:p>'


def _paragraph_look(look: Look) -> str:
    rule = f'<w:pBdr><w:{look.rule} w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    indent = f'w:left="{mm(look.sides)}" w:right="{mm(look.sides)}" w:firstLine="{mm(look.first)}"'
    return (
        (rule if look.rule else "")
        + f'<w:spacing w:before="{look.before * 20:.0f}" w:after="{look.after * 20:.0f}" '
        f'w:line="240" w:lineRule="auto"/><w:ind {indent}/><w:jc w:val="{look.align}"/>'
    )


def _run(text: str, look: Look) -> str:
    weight = ("<w:b/>" if look.bold else "") + ("<w:i/>" if look.italic else "")
    return f"<w:r><w:rPr>{weight}{_size(look)}</w:rPr>{_text(text)}</w:r>" if text else ""


def _size(look: Look) -> str:
    return f'<w:sz w:val="{look.size * 2:.0f}"/><w:szCs w:val="{look.size * 2:.0f}"/>'


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def bare_table(widths: Sequence[float], *rows: Sequence[Sequence[str]], margin: float = 0) -> _Element:
    """A table without lines; each cell is a list of paragraphs; widths and the margin of cells in mm."""
    borders = "".join(_NONE.format(side) for side in _SIDES)
    return _table(widths, borders, margin, "".join(_bare_row(widths, cells) for cells in rows))


def _bare_row(widths: Sequence[float], cells: Sequence[Sequence[str]]) -> str:
    inner = (
        f'<w:tc><w:tcPr><w:tcW w:w="{mm(width)}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'
        for width, paragraphs in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(inner)}</w:tr>"


def form_table(attachment: Attachment, width: float) -> _Element:
    """The table of a filled form, `width` mm wide, with a header that is repeated on every page."""
    form = attachment.filled.form
    widths = scaled(form, width)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    rows = [_header_row(form, widths, place) for place in range(form.header_rows)]
    rows.append(_numbers_row(form, widths))
    size = number_size(attachment.filled)
    rows += [_row(row, form, widths, size) for row in attachment.filled.rows]
    return _table(widths, borders, 1, "".join(rows))


def scaled(form: Form, width: float) -> list[float]:
    """The widths of a form's columns, so that they fill `width`."""
    whole = sum(column.width for column in form.columns)
    return [column.width * width / whole for column in form.columns]


def _table(widths: Sequence[float], borders: str, margin: float, rows: str) -> _Element:
    grid = "".join(f'<w:gridCol w:w="{mm(width)}"/>' for width in widths)
    sides = "".join(f'<w:{side} w:w="{mm(margin)}" w:type="dxa"/>' for side in ("left", "right"))
    element: _Element = parse_xml(
        f'<w:tbl {_NS}><w:tblPr><w:tblW w:w="{mm(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    return element


def _header_row(form: Form, widths: Sequence[float], place: int) -> str:
    cells = sorted((c for c in form.header if c.top <= place < c.top + c.height), key=lambda c: c.left)
    return _tr("".join(_header_cell(cell, widths, place) for cell in cells), header=True)


def _header_cell(cell: HeaderCell, widths: Sequence[float], place: int) -> str:
    first = place == cell.top
    merged = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    width = sum(widths[cell.left : cell.left + cell.width])
    span = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
    text = paragraph(cell.text if first else "", Look(size=10, bold=True, before=1, after=1))
    return _tc(text, width, span + (merged if cell.height > 1 else ""))


def _numbers_row(form: Form, widths: Sequence[float]) -> str:
    look = Look(size=9, italic=True)
    cells = zip(form.columns, widths, strict=True)
    return _tr("".join(_tc(paragraph(f"({c.number})", look), width) for c, width in cells), header=True)


def _row(row: Row, form: Form, widths: Sequence[float], size: float) -> str:
    bold = row.kind != "field"
    by_column = {found.column: number(found.value) for found in row.numbers}
    texts = {"order": (row.order, "center", 11), "name": (row.label, "left", 11)}
    cells = []
    for column, width in zip(form.columns, widths, strict=True):
        text, align, points = texts.get(column.shows) or (by_column[column.number], "right", size)
        look = Look(align=align, size=points, bold=bold, before=1.5, after=1.5)
        cells.append(_tc(paragraph(text, look), width))
    return _tr("".join(cells))


def _tr(cells: str, header: bool = False) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _tc(content: str, width: float, merge: str = "") -> str:
    size = f'<w:tcW w:w="{mm(width)}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{size}{merge}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def elements(xml: str) -> list[_Element]:
    """Paragraphs of XML text as elements."""
    parsed: _Element = parse_xml(f"<w:body {_NS}>{xml}</w:body>")
    return list(parsed)
