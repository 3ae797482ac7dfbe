"""Tables and QR codes of printed forms as WordprocessingML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.shared import Mm
from lxml.etree import _Element

from motcua.reports.docx_xml import LINES, Look, mm, paragraph, table, table_cell, table_row
from motcua.reports.printed.document import Cell, Table, grid
from motcua.reports.printed.qr import png

_MARGIN = 1.0
Row = tuple[Cell, ...]


class Pictures:
    """QR codes kept in a file; the same code twice is kept once."""

    def __init__(self, part: Any) -> None:
        self.part, self.count = part, 0

    def of(self, says: str, side: float) -> str:
        """A code as a picture in a line of text, `side` mm wide, that says aloud what it holds."""
        self.count += 1
        relation, _ = self.part.get_or_add_image(BytesIO(png(says)))
        described = quoteattr(f"Mã QR: {says}")
        return _PICTURE.format(number=self.count, relation=relation, described=described, side=int(Mm(side)))


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
# Nothing free around it is said outright: LibreOffice leaves 3 mm where it is not.
_PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="' + _DRAWING + '/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{side}" cy="{side}"/><wp:docPr id="{number}" name="QR {number}" descr={described}/>'
    '<a:graphic xmlns:a="' + _DRAWING + '/main"><a:graphicData uri="' + _DRAWING + '/picture">'
    '<pic:pic xmlns:pic="' + _DRAWING + '/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="QR {number}"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{side}" cy="{side}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)  # fmt: skip


def table_xml(found: Table, width: float, pictures: Pictures, leads: bool = False) -> _Element:
    """A table `width` mm wide; its header is repeated on every page, the rows of an entry stay together.

    One that `leads` to something has its last entry on the page of what follows.
    """
    whole = sum(found.widths)
    widths = [one * width / whole for one in found.widths]
    writer = _Writer(found, widths, pictures)
    rows, last = writer.rows(found.header, header=True), len(found.entries)
    rows += "".join(
        writer.rows(entry, leads=leads and at == last) for at, entry in enumerate(found.entries, 1)
    )
    return table(widths, LINES, _MARGIN, rows)


class _Writer:
    """Writes the rows of one table."""

    def __init__(self, found: Table, widths: list[float], pictures: Pictures) -> None:
        self.found, self.widths, self.pictures = found, widths, pictures

    def rows(self, rows: tuple[Row, ...], header: bool = False, leads: bool = False) -> str:
        """Rows that belong together, and with what follows where they lead to it."""
        cells = {(at, column): cell for at, column, cell in grid(rows)}
        return "".join(
            table_row(self._row(cells, at, last=at == len(rows) - 1 and not leads), header)
            for at in range(len(rows))
        )

    def _row(self, cells: Mapping[tuple[int, int], Cell], at: int, last: bool) -> str:
        """The cells that begin in a row, and what those above it reach into it."""
        here = {}
        for (row, column), cell in cells.items():
            if row <= at < row + cell.rows:
                here[column] = self._cell(cell, column, begins=row == at, keep=not last)
        return "".join(here[column] for column in sorted(here))

    def _cell(self, cell: Cell, column: int, begins: bool, keep: bool) -> str:
        width = sum(self.widths[column : column + cell.columns])
        merge = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        if cell.rows > 1:
            merge += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        inner = self._lines(cell, width, keep) if begins else paragraph("", Look(size=self.found.size))
        return table_cell(inner, width, merge, "top" if cell.room else "center")

    def _lines(self, cell: Cell, width: float, keep: bool) -> str:
        look = Look(align=cell.align, size=self.found.size, before=1, after=1, keep=keep)
        if cell.qr:
            side = width - 2 * _MARGIN
            return paragraph("", replace(look, align="center"), self.pictures.of(cell.qr, side))
        lines = cell.lines or ((),)
        room = replace(look, after=mm(cell.room) / 20)
        return "".join(
            paragraph(line, look if place or not cell.room else room) for place, line in enumerate(lines)
        )
