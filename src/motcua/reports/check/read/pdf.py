"""PDF: lines with their places on the page, tables by their rules, paragraphs put together from lines.

PDFium does the reading; it must not be used by two threads at once.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2
from pypdfium2 import raw

from motcua.reports.check.read.base import Block, Reading
from motcua.reports.check.read.errors import Broken, Locked, OnlyPictures, TooMuch, Unreadable
from motcua.reports.check.read.flow import Flow
from motcua.reports.check.read.ruled import Letter, Rule, ruled_tables

_one_at_a_time = Lock()
_PASSWORD = re.compile(r"password", re.IGNORECASE)
_THIN = 3.0
"""A stroke is a path at most so many points thick; what is thicker is a box."""
_FEW_RULES = 4
_WORDS_A_PAGE = 3


@dataclass(frozen=True)
class TextLine:
    """A line of a page: its text, box in points from the lower left corner, and size of type."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def read(content: bytes, reading: Reading) -> tuple[list[Block], int]:
    """The blocks of a PDF file and its number of pages."""
    with _one_at_a_time, _opened(content) as document:
        pages = len(document)
        if pages > reading.limits.pages:
            raise TooMuch("số trang", pages, reading.limits.pages)
        flow = Flow(reading)
        letters = 0
        for number in range(pages):
            reading.step(number, pages)
            letters += _page(document, number, flow)
        if letters < _WORDS_A_PAGE * pages:
            raise OnlyPictures(pages)
        return flow.blocks(), pages


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error) from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:
        raise Broken("một trang PDF không đọc được") from error
    finally:
        document.close()


def _refusal(error: Exception) -> Unreadable:
    return Locked() if _PASSWORD.search(str(error)) else Broken("tệp PDF không mở được")


def _page(document: Any, number: int, flow: Flow) -> int:
    """Reads a page into the flow; gives how many letters it has."""
    page = document[number]
    text = page.get_textpage()
    try:
        chars = _Characters(text)
        tables = ruled_tables(_rules(page), chars.letters) if len(_rules(page)) > _FEW_RULES else []
        flow.page(number + 1, page.get_size(), chars.lines([table.box for table in tables]), tables)
        return sum(not char.isspace() for char in chars.text)
    finally:
        text.close()
        page.close()


def _rules(page: Any) -> list[Rule]:
    """The strokes of a page that run straight across or down, and the edges of stroked boxes."""
    found: list[Rule] = []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = path.get_bounds()
        if right - left < _THIN or top - bottom < _THIN:
            found.append(Rule(left, bottom, right, top))
        elif _stroked(path):
            found += [Rule(left, y, right, y) for y in (bottom, top)] + [
                Rule(x, bottom, x, top) for x in (left, right)
            ]
    return found


def _stroked(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)


class _Characters:
    """The characters of a page with their boxes, asked for only where they are needed."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.count = page.count_chars()
        text = page.get_text_range() if self.count else ""
        # PDFium has signs of its own for a hyphen that ends a line.
        self.text = (
            (text if len(text) == self.count else self._slowly()).replace("\x02", "-").replace("\ufffe", "-")
        )
        self._box = tuple(ctypes.c_double() for _ in range(4))

    def _slowly(self) -> str:
        codes = (raw.FPDFText_GetUnicode(self._page.raw, at) for at in range(self.count))
        return "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
        )

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character."""
        left, right, bottom, top = self._box
        raw.FPDFText_GetCharBox(self._page.raw, at, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def letters(self) -> Iterator[Letter]:
        """Every character that can be seen, and blanks, with their boxes."""
        for at, char in enumerate(self.text):
            if char not in "\r\n":
                yield Letter(char, *self.box(at))

    def lines(self, besides: list[tuple[float, float, float, float]]) -> Iterator[TextLine]:
        """The lines outside of these boxes, in the order of the file."""
        for found in re.finditer(r"[^\r\n]+", self.text):
            begin, end = found.start(), found.end()
            while begin < end and self.text[begin].isspace():
                begin += 1
            while end > begin and self.text[end - 1].isspace():
                end -= 1
            if begin < end:
                first, last = self.box(begin), self.box(end - 1)
                middle = (first[0] + last[2]) / 2, (first[1] + first[3]) / 2
                if not any(
                    left <= middle[0] <= right and bottom <= middle[1] <= top
                    for left, bottom, right, top in besides
                ):
                    size = raw.FPDFText_GetFontSize(self._page.raw, begin)
                    yield TextLine(
                        self.text[begin:end],
                        first[0],
                        min(first[1], last[1]),
                        last[2],
                        max(first[3], last[3]),
                        size,
                    )
