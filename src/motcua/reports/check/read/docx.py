"""DOCX: paragraphs and tables in order, numbers that Word sets itself, footnotes; what was struck out is left out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from motcua.reports.check.read.base import Block, Paragraph, Place, Reading
from motcua.reports.check.read.errors import Broken
from motcua.reports.check.read.numbering import Labels
from motcua.reports.check.read.tables import Cell, is_data, laid_out, table
from motcua.reports.check.read.zipped import Archive
from motcua.reports.check.text.fold import tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    f"{_W}del",
    f"{_W}moveFrom",
    f"{_MC}Fallback",
    f"{_W}instrText",
    f"{_W}delText",
    f"{_W}pPr",
    f"{_W}rPr",
}
_GLYPHS = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "",
}  # fmt: skip
_PARAGRAPH, _TABLE = f"{_W}p", f"{_W}tbl"
_DEEP = 12
"""Tables in tables are followed so far."""


def read(content: bytes, reading: Reading) -> tuple[list[Block], int | None]:
    """The blocks of a DOCX file, and how many pages the program that saved it counted, where it says so."""
    archive = Archive(content, reading)
    body = _root(archive.part("word/document.xml") or b"").find(f"{_W}body")
    if body is None:
        raise Broken("không có phần nội dung văn bản")
    labels = Labels(_optional(archive, "word/numbering.xml"), _optional(archive, "word/styles.xml"))
    reader = _Reader(reading, labels)
    blocks = list(reader.blocks(body))
    blocks += _notes(archive, reader)
    return blocks, reader.page if reader.paged else None


def _root(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Broken("nội dung XML không đọc được") from error
    if root is None:
        raise Broken("nội dung XML trống")
    return root


def _optional(archive: Archive, name: str) -> etree._Element | None:
    content = archive.part(name)
    return _root(content) if content else None


class _Reader:
    def __init__(self, reading: Reading, labels: Labels) -> None:
        self.reading, self.labels = reading, labels
        self.page, self.paged = 1, False

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables under an element, content controls opened."""
        children = list(parent)
        for done, child in enumerate(children):
            if depth == 0 and done % 50 == 0:
                self.reading.step(done, len(children))
            if child.tag == _PARAGRAPH:
                yield from self.paragraph(child, depth)
            elif child.tag == _TABLE and depth < _DEEP:
                yield from self.table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.blocks(child, depth)

    def paragraph(self, element: etree._Element, depth: int = 0) -> Iterator[Block]:
        """A paragraph; where a line break stands in it, each line is one."""
        label = self.labels.of(element)
        page = self.page
        text = self.text(element)
        for line in text.split("\n"):
            if tidied := tidy(line):
                yield Paragraph(self.reading.count(tidied), self.place(page), label)
                label = ""
        for box in element.iter(f"{_W}txbxContent"):
            if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()) and depth < _DEEP:
                yield from self.blocks(box, depth + 1)

    def place(self, page: int) -> Place:
        return Place(page=page if self.paged else None)

    def text(self, element: etree._Element) -> str:
        """The visible text under an element, without that of boxes that float in it."""
        pieces: list[str] = []
        for child in element:
            if child.tag in _SKIPPED or child.tag == f"{_W}txbxContent":
                continue
            if child.tag == f"{_W}t":
                pieces.append(child.text or "")
            elif child.tag == f"{_W}lastRenderedPageBreak" or (
                child.tag == f"{_W}br" and child.get(f"{_W}type") == "page"
            ):
                self.page, self.paged = self.page + 1, True
            elif child.tag in _GLYPHS:
                pieces.append(_GLYPHS[child.tag])
            elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                pieces.append("")
            elif len(child) or child.tag == f"{_W}r":
                pieces.append(self.text(child))
        return "".join(pieces)

    def table(self, element: etree._Element, depth: int) -> Iterator[Block]:
        """A table of figures as a table; one that only lays out text as its paragraphs."""
        rows = [row for row in element.iter(f"{_W}tr") if next(row.iterancestors(_TABLE)) is element]
        cells = [
            [self._cell(cell) for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
            for row in rows
        ]
        page = self.page
        grid = laid_out(cells, self.reading)
        if is_data(grid):
            yield table(grid, self.place(page))
            return
        for row in rows:
            for cell in row.iter(f"{_W}tc"):
                if next(cell.iterancestors(f"{_W}tr")) is row:
                    yield from self.blocks(cell, depth + 1)

    def _cell(self, element: etree._Element) -> Cell:
        properties = element.find(f"{_W}tcPr")
        width, merged = 1, ""
        if properties is not None:
            span, down = properties.find(f"{_W}gridSpan"), properties.find(f"{_W}vMerge")
            width = (
                int(span.get(f"{_W}val") or 1)
                if span is not None and (span.get(f"{_W}val") or "").isdigit()
                else 1
            )
            merged = "" if down is None else "begin" if down.get(f"{_W}val") == "restart" else "goes on"
        text = tidy(" ".join(self.text(line) for line in element.iter(_PARAGRAPH)))
        return Cell(self.reading.count(text), width, goes_on=merged == "goes on")


def _notes(archive: Archive, reader: _Reader) -> Iterator[Block]:
    for name in ("footnotes", "endnotes"):
        root = _optional(archive, f"word/{name}.xml")
        if root is None:
            continue
        for line in root.iter(_PARAGRAPH):
            if text := tidy(reader.text(line)):
                yield Paragraph(reader.reading.count(text), Place(), note=True)
