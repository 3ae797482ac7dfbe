"""A checked report as its page shows it: the text with marks in it, and beside each paragraph what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from motcua.reports.check import Certainty, Finding, Mark
from motcua.reports.check.present import CERTAINTIES, KINDS, excerpt, place_of
from motcua.reports.check.read import Document
from motcua.reports.check.read.base import Table

_WHOLE = 1200
"""Of a report with more blocks than this only those with findings are shown, and what stands around them."""
_AROUND = 1


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `note` is the number of the finding it is marked for, 0 for none, `level` its certainty."""

    text: str
    note: int = 0
    level: str = ""


@dataclass(frozen=True)
class Compared:
    """A place that a finding was compared with: in words, with what stands there, and the block to go to."""

    words: str
    text: str
    block: int


@dataclass(frozen=True)
class Note:
    """A finding with its number."""

    number: int
    level: str
    certainty: str
    kind: str
    place: str
    finding: Finding
    also: tuple[Compared, ...]


@dataclass
class Shown:
    """A block: a paragraph in pieces or a table's rows of cells, with its notes. `skipped` blocks stand before it unshown."""

    index: int
    place: str
    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[Piece]] = field(default_factory=list)
    head: int = 0
    notes: list[Note] = field(default_factory=list)
    skipped: int = 0


def notes(document: Document, findings: Sequence[Finding]) -> list[Note]:
    """The findings, numbered in the order of the text."""
    return [_note(document, number, finding) for number, finding in enumerate(findings, start=1)]


def _note(document: Document, number: int, finding: Finding) -> Note:
    also = tuple(_compared(document, mark) for mark in dict.fromkeys(finding.also))
    return Note(
        number,
        finding.certainty.value,
        CERTAINTIES[finding.certainty],
        KINDS[finding.kind],
        place_of(document, finding.where).words,
        finding,
        also,
    )


def _compared(document: Document, mark: Mark) -> Compared:
    return Compared(place_of(document, mark).words, excerpt(document, mark).marked, mark.block)


def blocks(document: Document, numbered: Sequence[Note]) -> list[Shown]:
    """The blocks to show, all of them or those around findings."""
    by_block: dict[int, list[Note]] = defaultdict(list)
    for note in numbered:
        by_block[note.finding.where.block].append(note)
    shown: list[Shown] = []
    last = -1
    for index in _kept(len(document.blocks), by_block):
        made = _shown(document, index, by_block.get(index, []))
        made.skipped, last = index - last - 1, index
        shown.append(made)
    return shown


def _kept(count: int, by_block: dict[int, list[Note]]) -> Iterator[int]:
    if count <= _WHOLE:
        yield from range(count)
        return
    compared = {mark.block for own in by_block.values() for note in own for mark in note.finding.also}
    near = {one for index in by_block for one in range(index - _AROUND, index + _AROUND + 1)}
    yield from sorted(one for one in near | compared if 0 <= one < count)


def _shown(document: Document, index: int, own: list[Note]) -> Shown:
    block = document.blocks[index]
    if isinstance(block, Table):
        marks = {(note.finding.where.row, note.finding.where.column): note for note in reversed(own)}
        rows = [
            [_cell(text, marks.get((r, c))) for c, text in enumerate(row)] for r, row in enumerate(block.rows)
        ]
        return Shown(index, block.place.words, rows=rows, head=block.head, notes=own)
    return Shown(index, block.place.words, pieces=list(_pieces(block.text, own)), notes=own)


def _cell(text: str, note: Note | None) -> Piece:
    return Piece(text, note.number, note.level) if note else Piece(text)


def _pieces(text: str, own: Sequence[Note]) -> Iterator[Piece]:
    """The text cut at its marks; of two that overlap the first is shown."""
    at = 0
    for note in sorted(own, key=lambda one: one.finding.where.start):
        where = note.finding.where
        if where.start < at or where.end <= where.start:
            continue
        if where.start > at:
            yield Piece(text[at : where.start])
        yield Piece(text[where.start : where.end], note.number, note.level)
        at = where.end
    if at < len(text):
        yield Piece(text[at:])


def levels(numbered: Sequence[Note]) -> list[tuple[str, str, int]]:
    """The certainties with their words and how many findings are of each, the surest first."""
    return [
        (one.value, CERTAINTIES[one], sum(note.level == one.value for note in numbered)) for one in Certainty
    ]
