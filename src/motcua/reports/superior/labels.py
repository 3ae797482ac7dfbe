"""What stands beside and above a place in a table: the words that tell which number it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from motcua.reports.superior.numbers import masked

_LONGEST = 200
_HEADS = 4
_WHOLE = 0.8
"""A text over so much of the width is a title, which changes from period to period, and no heading of a column."""

Words = tuple[str, ...]


class Labels:
    """The labels of every place of a table: the words to its left in its row, and the nearest ones above in its column.

    `grid` has the text of every place, of a merged cell in all that it covers.
    """

    def __init__(self, grid: Sequence[Sequence[str]]) -> None:
        width = max(map(len, grid), default=0)
        self._words = [[_words(text) for text in row] for row in grid]
        self._beside: list[list[Words]] = []
        self._above: list[list[Words]] = []
        heads: list[Words] = [()] * width
        for row, words in zip(grid, self._words, strict=True):
            self._beside.append(_beside(words))
            self._above.append(heads)
            if not _title(row):
                heads = [
                    _under(head, word) for head, word in zip(heads, [*words, *[""] * width], strict=False)
                ]

    def context(self, row: int, column: int, own: str = "") -> str:
        """The labels of a place; two with the same labels give the same.

        `own` is the text around a number within the cell; a cell with words of its own is told apart by them, not by
        what stands above.
        """
        heads = () if self._words[row][column] else self._above[row][column]
        return " | ".join((" / ".join(self._beside[row][column]), " / ".join(heads), masked(own)))


def _beside(words: Sequence[str]) -> list[Words]:
    """For every place of a row the words before it, each once."""
    found, seen = list[Words](), dict[str, None]()
    for word in words:
        found.append(tuple(seen))
        if word:
            seen[word] = None
    return found


def _under(heads: Words, word: str) -> Words:
    """The heads of a column below one more text, the nearest last."""
    return (*(one for one in heads if one != word), word)[-_HEADS:] if word else heads


@lru_cache(maxsize=20_000)
def _words(text: str) -> str:
    """The text without its numbers, empty where nothing is left to read."""
    kept = masked(text) if text else ""
    return kept[:_LONGEST] if any(letter.isalpha() for letter in kept) else ""


def _title(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return len(filled) > 2 and max(map(filled.count, set(filled))) > _WHOLE * len(row)
