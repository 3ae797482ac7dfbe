"""Tables from cells that span rows and columns; and whether a table holds figures or only lays out text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.reports.check.read.base import Place, Reading, Table
from motcua.reports.check.read.errors import TooMuch

_WIDEST = 200
_TALLEST = 20_000
_FIGURE = re.compile(r"[-–]|\(?\d[\d.,]*\)?\s?%?")


@dataclass(frozen=True)
class Cell:
    """A cell as a file has it: its text, how many columns and rows it covers; `goes_on` takes the text from above."""

    text: str
    width: int = 1
    height: int = 1
    goes_on: bool = False


def laid_out(rows: Sequence[Sequence[Cell]], reading: Reading) -> list[list[str]]:
    """The full grid: every place that a cell covers has its text. Raises TooMuch for absurd tables."""
    if len(rows) > _TALLEST:
        raise TooMuch("số hàng của một bảng", len(rows), _TALLEST)
    grid: list[dict[int, str]] = [{} for _ in rows]
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[at]:
                column += 1
            column = _placed(grid, at, column, cell)
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return [[row.get(column, "") for column in range(width)] for row in grid]


def _placed(grid: list[dict[int, str]], at: int, column: int, cell: Cell) -> int:
    """Puts a cell into the grid; gives the column after it."""
    width = max(1, min(cell.width, _WIDEST - column))
    text = grid[at - 1].get(column, "") if cell.goes_on and at else cell.text
    for row in grid[at : at + max(1, min(cell.height, len(grid) - at))]:
        row.update(dict.fromkeys(range(column, column + width), text))
    return column + width


def is_data(grid: Sequence[Sequence[str]]) -> bool:
    """Whether a table holds figures: two columns and rows at least, and figures in a good part of its cells."""
    if len(grid) < 2 or max(map(len, grid), default=0) < 2:
        return False
    cells = [cell for row in grid for cell in row[1:]]
    figures = sum(bool(_FIGURE.fullmatch(cell)) for cell in cells)
    return figures >= 2 and figures * 4 >= sum(bool(cell) for cell in cells)


def table(grid: Sequence[Sequence[str]], place: Place) -> Table:
    """A table of a grid, its header rows counted."""
    return Table(tuple(tuple(row) for row in grid), place, _head(grid))


def _head(grid: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the first row of figures; the row of column numbers «(1) (2) (3)» belongs to them."""
    for at, row in enumerate(grid):
        if _counts_columns(row):
            return at + 1
    for at, row in enumerate(grid):
        if any(_FIGURE.fullmatch(cell) for cell in row[1:]):
            return at
    return len(grid)


def _counts_columns(row: Sequence[str]) -> bool:
    numbers = [cell.strip("() ").partition("=")[0].strip() for cell in row if cell]
    digits = [int(cell) for cell in numbers if cell.isdigit()]
    return (
        len(digits) >= 3
        and len(digits) >= len(numbers) - 2
        and all(two - one in (0, 1) for one, two in pairwise(digits))
        and digits[0] <= 3
    )
