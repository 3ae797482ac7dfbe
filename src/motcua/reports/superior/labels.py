"""What stands beside and above a place in a table: the words that tell which number it is."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.reports.superior.numbers import masked

_LONGEST = 200
_HEADS = 4
_WHOLE = 0.8
"""A text over so much of the width is a title, which changes from period to period, and no heading of a column."""


def context(grid: Sequence[Sequence[str]], row: int, column: int, own: str = "") -> str:
    """The labels of a place; `grid` has the text of every place, of a merged cell in all that it covers.

    `own` is the text of the cell itself. Two places with the same labels give the same.
    """
    return " | ".join(
        (" / ".join(beside(grid, row, column)), " / ".join(above(grid, row, column)), masked(own))
    )


def beside(grid: Sequence[Sequence[str]], row: int, column: int) -> list[str]:
    """The words to the left in the same row."""
    cells = grid[row][:column]
    return list(dict.fromkeys(masked(cell)[:_LONGEST] for cell in cells if _words(cell)))


def above(grid: Sequence[Sequence[str]], row: int, column: int) -> list[str]:
    """The words above in the same column, from the top down, the nearest ones."""
    heads = (grid[at][column] for at in range(row - 1, -1, -1) if not _title(grid[at]))
    found = list(dict.fromkeys(masked(head)[:_LONGEST] for head in heads if _words(head)))
    return found[:_HEADS][::-1]


def _words(text: str) -> bool:
    return any(letter.isalpha() for letter in masked(text))


def _title(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return len(filled) > 2 and max(map(filled.count, set(filled))) > _WHOLE * len(row)
