"""HTML: paragraphs and tables of a page, without its navigation, scripts and styles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

from motcua.reports.check.read.base import Block, Paragraph, Place, Reading
from motcua.reports.check.read.tables import Cell, is_data, laid_out, table
from motcua.reports.check.read.text import decode
from motcua.reports.check.text.fold import tidy

_SKIPPED = frozenset(
    {"script", "style", "head", "nav", "noscript", "template", "svg", "form", "button", "select"}
)
_BREAKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "pre",
        "table",
        "dd",
        "dt",
        "hr",
        "main",
    ]
)
_DEEP = 400
_MOST_SPAN = 200


def read(content: bytes, reading: Reading) -> tuple[list[Block], None]:
    """The blocks of an HTML page."""
    text = decode(content)
    if text.lstrip().startswith("<?xml"):
        text = text.partition("?>")[2]
    parser = lxml.html.HTMLParser(huge_tree=False, remove_comments=True, no_network=True)
    try:
        page = lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
        return [], None
    return list(_Reader(reading).blocks(page)), None


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.pieces: list[str] = []
        self.count = 0

    def blocks(self, element: Any) -> Iterator[Block]:
        yield from self._walk(element, 0)
        yield from self._flush()

    def _walk(self, element: Any, depth: int) -> Iterator[Block]:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or not tag or depth > _DEEP:
            return
        self.count += 1
        if self.count % 500 == 0:
            self.reading.step(self.count, self.count)
        if tag in _BREAKS:
            yield from self._flush()
        if tag == "table":
            grid = self._grid(element)
            if is_data(grid):
                yield table(grid, Place())
                return
        if tag == "li":
            self.pieces.append(
                "- " if element.getparent() is not None and element.getparent().tag == "ul" else ""
            )
        self.pieces.append(element.text or "")
        for child in element:
            yield from self._walk(child, depth + 1)
            self.pieces.append(child.tail or "")
        if tag in _BREAKS:
            yield from self._flush()

    def _flush(self) -> Iterator[Block]:
        text = tidy("".join(self.pieces))
        self.pieces = []
        if text and text != "-":
            yield Paragraph(self.reading.count(text.replace("- - ", "- ").replace("- + ", "+ ")), Place())

    def _grid(self, element: Any) -> list[list[str]]:
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table"), None) is element]
        cells = [[self._cell(cell) for cell in row if cell.tag in ("td", "th")] for row in rows]
        return laid_out(cells, self.reading)

    def _cell(self, cell: Any) -> Cell:
        text = self.reading.count(tidy(" ".join(cell.itertext())))
        return Cell(text, _span(cell, "colspan"), _span(cell, "rowspan"))


def _span(cell: Any, name: str) -> int:
    given = (cell.get(name) or "").strip()
    return min(max(int(given), 1), _MOST_SPAN) if given.isdigit() and len(given) < 6 else 1
