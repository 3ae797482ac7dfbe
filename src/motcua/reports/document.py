"""A report as blocks of text and filled forms, the same for every kind of file it is written to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from motcua.reports.filled import FilledForm, Row

BlockKind = Literal["part", "section", "text", "item", "subitem", "gap"]


@dataclass(frozen=True)
class Block:
    """A paragraph. `gap` is a marked place that says what a person still has to write."""

    kind: BlockKind
    text: str


@dataclass(frozen=True)
class Head:
    """What stands above the body, in the order of Nghị định 30/2020/NĐ-CP.

    `superior` and `agency` are printed in capitals, the agency bold with a rule below it.
    """

    superior: tuple[str, ...]
    agency: tuple[str, ...]
    number: str
    place_and_date: str
    kind: str
    subject: str
    days: str
    addressee: str


@dataclass(frozen=True)
class Attachment:
    """A filled form with the lines that stand over it: left, under the title in the middle, right."""

    filled: FilledForm
    attached_to: str
    title: tuple[str, ...]
    left: tuple[str, ...]
    centre: tuple[str, ...]
    right: tuple[str, ...]


PAGE_WIDTH = 257.0
"""How wide a form is on paper, in mm: A4 on its side."""
_POINT = 0.353
_DIGIT = 0.62
_INSIDE = 2.2
"""In mm, in parts of a letter's size, in mm: a point, a digit (the wider letters that stand in for Times New Roman), and
what a cell keeps free on its sides."""


def number_sizes(filled: FilledForm) -> dict[int, float]:
    """In how many points the numbers of each column fit it: counts all in one size, rates as far as they have room."""
    longest = max(filled.lengths.values(), default=1)
    usual = {7: 9.0}.get(longest, 10.0 if longest < 7 else 7.5)
    scale = PAGE_WIDTH / sum(column.width for column in filled.form.columns)
    rooms = {
        column.number: float(
            int((column.width * scale - _INSIDE) / (filled.lengths[column.number] * _DIGIT * _POINT))
        )
        for column in filled.form.columns
        if column.number in filled.lengths
    }
    rates = {column.number for column in filled.form.columns if column.over}
    counts = min([usual, *(room for number, room in rooms.items() if number not in rates)])
    return {
        number: max(6.0, min(counts, room) if number in rates else counts) for number, room in rooms.items()
    }


def header_size(filled: FilledForm) -> float:
    """In how many points the titles of columns are set: smaller where there are many columns."""
    count = len(filled.form.columns)
    return next(size for most, size in _HEADER_SIZES if count <= most)


_HEADER_SIZES = ((14, 10.0), (20, 9.0), (10**6, 7.0))


class Cell(NamedTuple):
    """A cell of a form's row: its text, how it is set, and in how many points."""

    text: str
    align: Literal["left", "center", "right"]
    size: float


def cells(filled: FilledForm) -> Iterator[list[Cell]]:
    """The cells of a form, row by row, each column by column."""
    sizes = number_sizes(filled)
    for row in filled.rows:
        yield list(_cells(row, filled, sizes))


def _cells(row: Row, filled: FilledForm, sizes: dict[int, float]) -> Iterator[Cell]:
    figures = {found.column: found.shown for found in row.numbers}
    for column in filled.form.columns:
        if column.measures and not (row.kind == "total" and column.number == 2):
            yield Cell(figures[column.number], "right", sizes[column.number])
        elif column.shows == "order":
            yield Cell(row.order, "center", 11)
        elif column.shows == "name" or (row.kind == "total" and column.number == 2):
            yield Cell(row.label, "left", 11)
        else:
            text = row.texts.get(column.shows, "")
            yield Cell(text, "center" if column.shows in _CENTRED else "left", 11)


_CENTRED = ("received", "due", "finished", "code")


@dataclass(frozen=True)
class Report:
    """A whole report: head, body, who signs, who receives it (lines as printed), and the forms attached."""

    head: Head
    body: tuple[Block, ...]
    signer_lines: tuple[str, ...]
    signer_name: str
    recipients: tuple[str, ...]
    attachments: tuple[Attachment, ...]

    @property
    def title(self) -> str:
        """Its title in one line, for the properties of files."""
        return f"Báo cáo {self.head.subject[:1].lower()}{self.head.subject[1:]}"
