"""Tables on a page by the rules drawn around their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.reports.check.text.fold import tidy

_NEAR = 3.0
"""Rules so near each other, in points, are one, or meet."""
_MOST_RULES = 4000
_LEAST_CELL = 6.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Rule:
    """A stroke: left, bottom, right and top in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.top - self.bottom


@dataclass(frozen=True)
class Letter:
    """A character with its box."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Ruled:
    """A table on a page: its box and its full grid of texts."""

    box: Box
    rows: list[list[str]]


def ruled_tables(rules: Sequence[Rule], letters: Callable[[], Iterator[Letter]]) -> list[Ruled]:
    """The tables that rules make; a frame around text is none."""
    if len(rules) > _MOST_RULES:
        return []
    found = [grid for group in _groups(rules) if (grid := _Grid.of(group)) is not None]
    if not found:
        return []
    for letter in letters():
        for grid in found:
            if grid.put(letter):
                break
    return [Ruled(grid.box, grid.rows()) for grid in sorted(found, key=lambda grid: -grid.box[3])]


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or by others."""
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    ordered = sorted(range(len(rules)), key=lambda at: rules[at].left)
    for place, one in enumerate(ordered):
        for two in ordered[place + 1 :]:
            if rules[two].left > rules[one].right + _NEAR:
                break
            if _touch(rules[one], rules[two]):
                parent[root(one)] = root(two)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        groups[root(at)].append(rule)
    return list(groups.values())


def _touch(one: Rule, two: Rule) -> bool:
    return (
        one.left <= two.right + _NEAR and two.left <= one.right + _NEAR
        and one.bottom <= two.top + _NEAR and two.bottom <= one.top + _NEAR
    )  # fmt: skip


class _Grid:
    """Columns and rows between rules; cells without a rule between them are one."""

    def __init__(self, xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> None:
        self.xs, self.ys = xs, ys
        self.box: Box = (xs[0], ys[0], xs[-1], ys[-1])
        self._cell = self._merged(level, upright)
        self._letters: dict[int, list[Letter]] = defaultdict(list)

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> _Grid | None:
        """The grid of a group of rules; None for a line, a frame or a box of one column."""
        level = [rule for rule in rules if rule.is_level]
        upright = [rule for rule in rules if not rule.is_level]
        xs = _places((rule.left + rule.right) / 2 for rule in upright)
        ys = _places((rule.bottom + rule.top) / 2 for rule in level)
        return cls(xs, ys, level, upright) if len(xs) > 2 and len(ys) > 2 else None

    def _merged(self, level: Sequence[Rule], upright: Sequence[Rule]) -> list[list[int]]:
        """For each place of the grid, counted from the bottom, the number of the cell it belongs to."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        numbers = [[row * columns + column for column in range(columns)] for row in range(rows)]
        for row, (bottom, top) in enumerate(pairwise(self.ys)):
            for column in range(1, columns):
                if not _covers(upright, self.xs[column], (bottom + top) / 2, level=False):
                    _unite(numbers, numbers[row][column - 1], numbers[row][column])
        for column, (left, right) in enumerate(pairwise(self.xs)):
            for row in range(1, rows):
                if not _covers(level, self.ys[row], (left + right) / 2, level=True):
                    _unite(numbers, numbers[row - 1][column], numbers[row][column])
        return numbers

    def put(self, letter: Letter) -> bool:
        """Puts a letter into its cell; whether it is in the table."""
        x, y = (letter.left + letter.right) / 2, (letter.bottom + letter.top) / 2
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return False
        row, column = (
            max(0, min(bisect_right(places, at) - 1, len(places) - 2))
            for places, at in ((self.ys, y), (self.xs, x))
        )
        self._letters[self._cell[row][column]].append(letter)
        return True

    def rows(self) -> list[list[str]]:
        """The texts, from the top row down."""
        texts = {cell: _text(letters) for cell, letters in self._letters.items()}
        return [[texts.get(cell, "") for cell in row] for row in reversed(self._cell)]


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _LEAST_CELL:
            places.append(value)
    return places


def _covers(rules: Sequence[Rule], at: float, across: float, level: bool) -> bool:
    for rule in rules:
        middle, begin, end = (
            ((rule.bottom + rule.top) / 2, rule.left, rule.right)
            if level
            else ((rule.left + rule.right) / 2, rule.bottom, rule.top)
        )
        if abs(middle - at) <= _NEAR and begin - _NEAR <= across <= end + _NEAR:
            return True
    return False


def _unite(numbers: list[list[int]], one: int, two: int) -> None:
    if one != two:
        for row in numbers:
            for column, number in enumerate(row):
                if number == two:
                    row[column] = one


def _text(letters: Sequence[Letter]) -> str:
    """The letters of a cell in their order, a blank where a new line begins."""
    pieces: list[str] = []
    before: Letter | None = None
    for letter in letters:
        new_line = before is not None and letter.top < before.bottom + 1 and letter.left < before.left
        pieces.append(f" {letter.char}" if new_line else letter.char)
        before = letter if not letter.char.isspace() else before
    return tidy("".join(pieces))
