"""A printed form as paragraphs, tables and signatures: laid out as DOCX and as PDF, so that both say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from motcua.reports.runs import Run

Align = Literal["left", "center", "right", "both"]
Style = Literal["text", "line", "item", "note", "centre"]
Line = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: running text (indented), a line of its own, an item of a list, a small note, or centred."""

    runs: Line
    style: Style = "text"

    @property
    def leads(self) -> bool:
        """Whether it leads to what follows («Lý do:») and stays on the same page."""
        return bool(self.runs) and self.runs[-1].text.endswith(":")


@dataclass(frozen=True)
class Cell:
    """A cell of a table: lines one below the other, or a QR code.

    `columns` and `rows` say over how many it reaches, `room` how much is left free under the first line, in mm. `value` is what a
    spreadsheet keeps instead of the text.
    """

    lines: tuple[Line, ...] = ()
    align: Align = "left"
    columns: int = 1
    rows: int = 1
    room: float = 0
    qr: str = ""
    value: int | date | datetime | None = None

    @property
    def text(self) -> str:
        """The lines as plain text."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True)
class Table:
    """A table with lines: `widths` are relative; each entry is one or more rows that stay on one page."""

    widths: tuple[float, ...]
    header: tuple[tuple[Cell, ...], ...]
    entries: tuple[tuple[tuple[Cell, ...], ...], ...]
    size: float = 12


Block = Paragraph | Table


@dataclass(frozen=True)
class Signed:
    """A place to sign: the lines above it, a hint in italics, the name below it."""

    lines: tuple[str, ...]
    hint: str = ""
    name: str = ""


@dataclass(frozen=True)
class Printed:
    """A printed form: agency and number on the left, title with a QR code beside it, body, signatures, notes.

    `mark` says which form in which version this is, `day` when it was made; `size` is that of the letters, `gap` what
    is free between paragraphs, in points.
    """

    name: str
    mark: str
    author: str
    day: date | None
    superior: tuple[str, ...]
    agency: tuple[str, ...]
    under: tuple[Line, ...]
    place_and_date: str
    title: tuple[str, ...]
    subject: tuple[str, ...]
    under_title: tuple[Line, ...]
    qr: str
    body: tuple[Block, ...]
    signed: tuple[Signed, ...]
    recipients: tuple[str, ...]
    after: tuple[Block, ...]
    landscape: bool
    size: float
    gap: float
    sheet: str

    @property
    def closes_at(self) -> int:
        """From which block of the body on all stays on the page of what is signed and of the notes.

        That is the last one, or a table that at most two paragraphs follow: of it, the last entry.
        """
        last = len(self.body) - 1
        tables = [at for at, block in enumerate(self.body) if isinstance(block, Table) and at >= last - 2]
        return max(tables[-1] if tables else last, 0)

    @property
    def width(self) -> float:
        """How wide the text is, in mm."""
        return 257.0 if self.landscape else 160.0


def grid(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell of every cell, counted from 0, as spans push cells to the right."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            taken |= {(at + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            yield at, column, cell
            column += cell.columns
