"""HTML tables, which many systems save under the name .xls."""

from __future__ import annotations

import re
from itertools import takewhile

import lxml.etree
import lxml.html
import polars as pl

from motcua.hub.errors import BrokenFile, NotWhatItSays
from motcua.hub.formats.base import Format, Limits, RawTable, Source, register, table
from motcua.hub.formats.encoding import decode

_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|style|div|form)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_OPEN, _CLOSED = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\b", re.IGNORECASE)
_TEXT_BEFORE = (
    "preceding::text()[not(ancestor::table or ancestor::style or ancestor::script or ancestor::title)]"
)
_MAX_SPAN = 1000

Element = lxml.html.HtmlElement


def _recognises(source: Source) -> bool:
    plain = source.head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain.startswith(b"<") and _MARKUP.search(plain) is not None


def _read(source: Source, limits: Limits) -> list[RawTable]:
    """One table for each `<table>` that holds data; a cell that spans others stands in the first of them."""
    text = _DECLARATION.sub("", decode(source.content, file=source.name).lstrip("\ufeff"))
    if len(_OPEN.findall(text)) > len(_CLOSED.findall(text)):
        raise BrokenFile("bảng HTML không có phần cuối", file=source.name)
    try:
        page = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(huge_tree=True))
    except lxml.etree.ParserError:
        page = lxml.html.Element("html")
    found = [_table(element, lines, source, limits) for element, lines in _data_tables(page)]
    if not any(one.frame.width for one in found):
        remedy = "Có thể phiên đăng nhập đã hết hạn lúc xuất; hãy đăng nhập và xuất lại."
        raise NotWhatItSays("trang web không có bảng nào", file=source.name, remedy=remedy)
    return found


def _data_tables(page: Element) -> list[tuple[Element, list[Element]]]:
    """Tables with their own lines: neither those that only lay out a page nor those inside a cell of data."""
    lines: dict[Element, list[Element]] = {element: [] for element in page.iter("table")}
    for line in page.iter("tr"):
        if (owner := next(line.iterancestors("table"), None)) is not None:
            lines[owner].append(line)
    kept: dict[Element, list[Element]] = {}
    for element, own in lines.items():
        inner = max((len(lines[one]) for one in element.iterdescendants("table")), default=0)
        if len(own) >= inner and not any(outer in kept for outer in element.iterancestors("table")):
            kept[element] = own
    return list(kept.items())


def _table(element: Element, lines: list[Element], source: Source, limits: Limits) -> RawTable:
    rows = _grid(lines)
    columns = [[row.get(index) for row in rows] for index in range(max(map(_width, rows), default=0))]
    frame = pl.DataFrame([pl.Series(f"c{index}", cells, pl.String) for index, cells in enumerate(columns)])
    before = (" ".join(str(piece).split()) for piece in element.xpath(_TEXT_BEFORE))
    return table(frame, limits, file=source.name, preamble="\n".join(line for line in before if line))


def _width(row: dict[int, str | None]) -> int:
    return max(row, default=-1) + 1


def _grid(lines: list[Element]) -> list[dict[int, str | None]]:
    """Cells by column; `spanning` holds for how many more rows a column is taken by a cell from above."""
    rows: list[dict[int, str | None]] = []
    spanning: dict[int, int] = {}
    for line in lines:
        row: dict[int, str | None] = dict.fromkeys(spanning)
        spanning = {column: left - 1 for column, left in spanning.items() if left > 1}
        start = 0
        for cell in line.iterchildren("td", "th"):
            start = _place(cell, row, spanning, start)
        rows.append(row)
    return rows


def _place(cell: Element, row: dict[int, str | None], spanning: dict[int, int], start: int) -> int:
    """Puts a cell into the first free column from `start` on; gives the column after it."""
    while start in row:
        start += 1
    end = start + _span(cell, "colspan")
    for column in range(start, end):
        row[column] = None
        if (below := _span(cell, "rowspan") - 1) > 0:
            spanning[column] = below
    row[start] = _text(cell)
    return end


def _span(cell: Element, name: str) -> int:
    written = cell.get(name)
    digits = "".join(takewhile(str.isdecimal, written.strip())) if written else ""
    return min(max(int(digits or 1), 1), _MAX_SPAN)


def _text(cell: Element) -> str | None:
    if not len(cell) and "\n" not in (cell.text or ""):
        return " ".join((cell.text or "").split()) or None
    for line_break in cell.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines = (" ".join(line.split()) for line in cell.text_content().splitlines())
    return "\n".join(line for line in lines if line) or None


HTML = register(Format("html", _recognises, _read))
