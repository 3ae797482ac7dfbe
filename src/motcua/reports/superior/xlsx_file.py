"""XLSX: every sheet as a grid with its numbers marked, and the parts that change when they are filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from motcua.reports.superior.book import Book
from motcua.reports.superior.cells import Range, letters_of
from motcua.reports.superior.formulas import CellName, touched
from motcua.reports.superior.labels import Labels
from motcua.reports.superior.numbers import masked
from motcua.reports.superior.package import XLSX, Package
from motcua.reports.superior.sheet import CellPart, Put, Sheet, same_prefix
from motcua.reports.superior.sheet_aside import Aside, without_codes
from motcua.reports.superior.spots import Block, Cell, Paragraph, Piece, Shown, Spot, Table, numbered

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 400, 60, 20
"""What is shown of a workbook, and can be bound."""


@dataclass
class _Page:
    """A sheet as it is shown: its place, its labels, its size, and the merged range over each place that has one."""

    at: int
    sheet: Sheet
    labels: Labels
    height: int
    width: int
    merged: Mapping[tuple[int, int], Range]

    @cached_property
    def alike(self) -> bool:
        """Whether shared texts can be put into it as they stand."""
        return same_prefix(self.sheet.book, self.sheet)


class XlsxFile:
    """An XLSX file; `shown` is what people see of it, and `parts` what changes when spots get values."""

    def __init__(self, package: Package) -> None:
        self.book = Book(package)
        self.sheets = [Sheet(self.book, one) for one in self.book.sheets[:MOST_SHEETS]]
        self._own: dict[str, tuple[int, tuple[int, int], int]] = {}
        self._aside: dict[str, tuple[int, int, int]] = {}
        blocks: list[Block] = []
        for at, sheet in enumerate(self.sheets):
            if not sheet.hidden:
                blocks += [self._table(at, sheet), *self._asides(at, sheet)]
        self.shown = numbered(Shown(XLSX, blocks))

    def _table(self, at: int, sheet: Sheet) -> Table:
        height, width = _extent(sheet)
        page = _Page(
            at, sheet, Labels(_texts(sheet, height, width)), height, width, _covering(sheet, height, width)
        )
        rows = tuple(
            tuple(self._cell(page, row, column) for column in range(1, width + 1))
            for row in range(1, height + 1)
        )
        names = tuple(letters_of(column) for column in range(1, width + 1))
        whole = (
            max((one[0] for one in sheet.cells), default=0),
            max((one[1] for one in sheet.cells), default=0),
        )
        return Table(
            rows, sheet.name, names, tuple(range(1, height + 1)), whole[0] > height or whole[1] > width
        )

    def _cell(self, page: _Page, row: int, column: int) -> Cell:
        name = f"{letters_of(column)}{row}"
        merged = page.merged.get((row, column))
        if merged is not None and (merged.top, merged.left) != (row, column):
            return Cell(covered=True, name=name)
        size = (merged.right - column + 1, merged.bottom - row + 1) if merged else (1, 1)
        width, height = min(size[0], page.width - column + 1), min(size[1], page.height - row + 1)
        cell = page.sheet.cells.get((row, column))
        if cell is None:
            return Cell(width=width, height=height, name=name)
        pieces = self._pieces(page, cell)
        looks = {"formula"} if cell.has_formula else {"value"} if cell.fillable else set[str]()
        return Cell((Paragraph(tuple(pieces)),), width, height, False, name, frozenset(looks))

    def _pieces(self, page: _Page, cell: CellPart) -> list[Piece]:
        at, sheet = page.at, page.sheet
        own = cell.text if cell.running is not None and cell.found else ""
        around = f"{sheet.name} | {page.labels.context(cell.row - 1, cell.column - 1, own)}"
        where = f"Trang “{sheet.name}”, ô {letters_of(cell.column)}{cell.row}"
        if cell.fillable:
            spot = Spot(self._key(at, cell, -1), cell.text, where, sheet.style(cell), f"{around} # | 0", True)
            return [Piece(cell.text, spot)]
        if cell.running is None or not (cell.shared is None or page.alike):
            return [Piece(cell.text)]
        pieces, begin = list[Piece](), 0
        for order, one in enumerate(cell.found):
            alone = " #" if one.text == cell.text.strip() else ""
            spot = Spot(
                self._key(at, cell, order), one.text, where, one.style, _context(around, alone, order)
            )
            pieces += [Piece(cell.text[begin : one.start]), Piece(one.text, spot)]
            begin = one.end
        return [piece for piece in (*pieces, Piece(cell.text[begin:])) if piece.text]

    def _asides(self, at: int, sheet: Sheet) -> Iterator[Paragraph]:
        """The headers and footers of a sheet that have numbers."""
        for order, one in enumerate(sheet.asides):
            if one.found:
                yield Paragraph(tuple(self._aside_pieces(at, order, one, sheet.name)))

    def _aside_pieces(self, at: int, order: int, one: Aside, sheet: str) -> Iterator[Piece]:
        begin, around = 0, f"{sheet} | {one.name} | {masked(without_codes(one.text))}"
        yield Piece(f"{one.name[:1].upper()}{one.name[1:]}: ")
        for n, number in enumerate(one.found):
            key = f"s{at}.{one.node.tag.removeprefix('s:')}.{n}"
            self._aside[key] = (at, order, n)
            where = f"Trang “{sheet}”, {one.name}"
            yield Piece(without_codes(one.text[begin : number.start]))
            yield Piece(number.text, Spot(key, number.text, where, number.style, f"{around} | {n}"))
            begin = number.end
        yield Piece(without_codes(one.text[begin:]))

    def _key(self, at: int, cell: CellPart, order: int) -> str:
        key = f"s{at}.{letters_of(cell.column)}{cell.row}" + ("" if order < 0 else f".{order}")
        self._own[key] = (at, (cell.row, cell.column), order)
        return key

    def parts(self, given: Mapping[str, Put]) -> dict[str, bytes]:
        """The parts of the file in which spots (by key) hold these. Raises KeyError for a spot that is not there."""
        puts: dict[int, dict[tuple[int, int], Put]] = {}
        texts: dict[int, dict[tuple[int, int], dict[int, str]]] = {}
        aside: dict[int, dict[int, dict[int, str]]] = {}
        for key, put in given.items():
            if key in self._aside:
                at, which, order = self._aside[key]
                aside.setdefault(at, {}).setdefault(which, {})[order] = put.text
                continue
            at, place, order = self._own[key]
            if order < 0:
                puts.setdefault(at, {})[place] = put
            else:
                texts.setdefault(at, {}).setdefault(place, {})[order] = put.text
        filled = {at: {*puts.get(at, {}), *texts.get(at, {})} for at in {*puts, *texts}}
        stale = self._stale(
            {(self.sheets[at].name, *place) for at, places in filled.items() for place in places}
        )
        made = {
            sheet.part: sheet.filled(
                puts.get(at, {}), texts.get(at, {}), stale.get(sheet.name, set()), aside.get(at, {})
            )
            for at, sheet in enumerate(self.sheets)
            if at in filled or at in aside or sheet.name in stale
        }
        return made | self.book.styles.parts() | (self.book.recounted() if filled and self._counts() else {})

    def _counts(self) -> bool:
        return any(sheet.formulas() for sheet in self.sheets)

    def _stale(self, filled: set[CellName]) -> dict[str, set[tuple[int, int]]]:
        formulas = {name: text for sheet in self.sheets for name, text in sheet.formulas().items()}
        found: dict[str, set[tuple[int, int]]] = {}
        for sheet, row, column in touched(formulas, filled) if filled else ():
            found.setdefault(sheet, set()).add((row, column))
        return found


def _context(around: str, alone: str, order: int) -> str:
    """A number that is all of a cell's text has the context of a number: a new version may keep it as either."""
    return f"{around.removesuffix(' #')}{alone} | {order}" if alone else f"{around} | {order}"


def _extent(sheet: Sheet) -> tuple[int, int]:
    """How many rows and columns are shown: to the last one with anything in it."""
    used = [(row, column) for (row, column), cell in sheet.cells.items() if cell.text or cell.fillable]
    height, width = max((row for row, _ in used), default=1), max((column for _, column in used), default=1)
    return min(height, MOST_ROWS), min(width, MOST_COLUMNS)


def _texts(sheet: Sheet, height: int, width: int) -> list[list[str]]:
    """The texts of all places; a merged cell's in every place that it covers. Numbers and formulas say nothing here."""
    grid = [[""] * width for _ in range(height)]
    for (row, column), cell in sheet.cells.items():
        if row <= height and column <= width and cell.running is not None:
            grid[row - 1][column - 1] = cell.text
    for (row, column), one in _covering(sheet, height, width).items():
        grid[row - 1][column - 1] = grid[one.top - 1][one.left - 1]
    return grid


def _covering(sheet: Sheet, height: int, width: int) -> dict[tuple[int, int], Range]:
    """The merged range over each place that is shown and has one."""
    return {
        (row, column): one
        for one in sheet.merged
        for row in range(one.top, min(one.bottom, height) + 1)
        for column in range(one.left, min(one.right, width) + 1)
    }
