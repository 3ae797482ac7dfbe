"""A report as it was read: paragraphs and tables in their order, each with the place where a person finds it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from motcua.reports.check.read.errors import TooLong, TooMuch


@dataclass(frozen=True)
class Place:
    """Where something stands, as far as it is known; everything counts from 1. `line` is that of a text file."""

    paragraph: int = 0
    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None

    @property
    def words(self) -> str:
        """«trang 3, đoạn 12», «dòng 45», «bảng 2, hàng 5»."""
        parts = [
            f"trang {self.page}" if self.page else "",
            f"bảng {self.table}" if self.table else "",
            f"hàng {self.row}" if self.row else "",
            f"dòng {self.line}" if self.line else "",
            f"đoạn {self.paragraph}" if self.paragraph and not self.line and not self.table else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `label` is a number or bullet that the program which wrote it sets itself; `note` marks a footnote.

    `seams` are places of later pieces that were joined to it, by their offset in the text.
    """

    text: str
    place: Place
    label: str = ""
    note: bool = False
    seams: tuple[tuple[int, Place], ...] = ()

    def at(self, offset: int) -> Place:
        """The place of a letter of the text."""
        return next((place for begin, place in reversed(self.seams) if begin <= offset), self.place)


@dataclass(frozen=True)
class Table:
    """A table as a full grid: a merged cell stands in every place that it covers. `head` counts the header rows."""

    rows: tuple[tuple[str, ...], ...]
    place: Place
    head: int = 0


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A report: `blocks` in order, the name of its file, its kind (docx, pdf, html, txt) and how many pages it has."""

    blocks: tuple[Block, ...]
    name: str = ""
    kind: str = ""
    pages: int | None = None


@dataclass(frozen=True)
class Limits:
    """What is read at most: bytes of the file and unpacked, pages, blocks, letters, and seconds for all of it."""

    file_bytes: int = 20 * 2**20
    unpacked_bytes: int = 120 * 2**20
    pages: int = 1000
    blocks: int = 60_000
    letters: int = 6_000_000
    seconds: float = 60.0


Tell: TypeAlias = Callable[[int, int], None]


def _silent(done: int, whole: int) -> None:
    """Progress that nobody looks at."""


@dataclass
class Reading:
    """A reading under way: keeps to its limits and tells how far it is."""

    limits: Limits = field(default_factory=Limits)
    tell: Tell = _silent
    begun: float = field(default_factory=time.monotonic)
    _letters: int = 0
    _blocks: int = 0

    def step(self, done: int, whole: int) -> None:
        """Say that so much is done; raises TooLong when the time is over."""
        if time.monotonic() - self.begun > self.limits.seconds:
            raise TooLong(done, whole, self.limits.seconds)
        self.tell(done, whole)

    def count(self, text: str) -> str:
        """The text, counted; raises TooMuch over the limits."""
        self._letters += len(text)
        self._blocks += 1
        if self._letters > self.limits.letters:
            raise TooMuch("số chữ", self._letters, self.limits.letters)
        if self._blocks > self.limits.blocks:
            raise TooMuch("số đoạn và ô bảng", self._blocks, self.limits.blocks)
        return text
