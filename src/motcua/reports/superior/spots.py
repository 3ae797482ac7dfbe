"""A file as people see it, and the places in it that can be bound."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from motcua.reports.superior.numbers import Style


@dataclass(frozen=True)
class Spot:
    """A number, or the room for one. `key` finds it in this version of the file alone, `context` in others too.

    `index` is its place among the `of` spots of the same context. `numeric` is a cell that holds a value, not text.
    """

    key: str
    text: str
    where: str
    style: Style
    context: str
    numeric: bool = False
    index: int = 0
    of: int = 1

    @property
    def digest(self) -> str:
        """Its context in 64 signs."""
        return hashlib.sha256(self.context.encode()).hexdigest()


@dataclass(frozen=True)
class Piece:
    """A stretch of text; of a spot its text."""

    text: str
    spot: Spot | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and how it looks: align (left, center, right, both), heading, bold."""

    pieces: tuple[Piece, ...]
    looks: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `covered` ones lie under another and are not shown. `name` is that of a sheet's cell."""

    paragraphs: tuple[Paragraph, ...] = ()
    width: int = 1
    height: int = 1
    covered: bool = False
    name: str = ""
    looks: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return " ".join(paragraph.text for paragraph in self.paragraphs).strip()


@dataclass(frozen=True)
class Table:
    """A table of a text, or a sheet of a workbook (with its `name`); `cut` tells that more rows or columns follow."""

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    letters: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    cut: bool = False


Block = Paragraph | Table
Change = Callable[[Piece], Piece]


@dataclass
class Shown:
    """A file as it is shown: its kind, its blocks in order, and its spots by key."""

    kind: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def spots(self) -> dict[str, Spot]:
        return {spot.key: spot for spot in _spots(self.blocks)}


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block in the order of reading."""
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row:
            yield from cell.paragraphs


def _spots(blocks: Iterable[Block]) -> Iterator[Spot]:
    for block in blocks:
        for paragraph in paragraphs_of(block):
            yield from (piece.spot for piece in paragraph.pieces if piece.spot is not None)


def numbered(shown: Shown) -> Shown:
    """The same with every spot's place among those of the same context."""
    whole = Counter(spot.context for spot in _spots(shown.blocks))
    seen: defaultdict[str, int] = defaultdict(int)

    def piece(one: Piece) -> Piece:
        if one.spot is None:
            return one
        context = one.spot.context
        seen[context] += 1
        return Piece(one.text, replace(one.spot, index=seen[context] - 1, of=whole[context]))

    return Shown(shown.kind, [_mapped(block, piece) for block in shown.blocks])


def _mapped(block: Block, change: Change) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, change)
    rows = tuple(
        tuple(
            replace(cell, paragraphs=tuple(_paragraph(one, change) for one in cell.paragraphs))
            for cell in row
        )
        for row in block.rows
    )
    return replace(block, rows=rows)


def _paragraph(one: Paragraph, change: Change) -> Paragraph:
    return replace(one, pieces=tuple(change(piece) for piece in one.pieces))


def place_again(spots: Sequence[Spot], digest: str, index: int, of: int) -> Spot | None:
    """Where a spot of another version stands now; None where its surroundings are gone or no longer tell which it is."""
    same = [spot for spot in spots if spot.digest == digest]
    return same[index] if len(same) == of and index < of else None
