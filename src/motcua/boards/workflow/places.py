"""The plan of a workflow's drawing: which lines go around which side, and where every step has its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from motcua.boards.workflow.layout import COLUMN_GAP, WIDTH, Box, Link

Point: TypeAlias = tuple[float, float]

MARGIN = 10
ROW = 15
"""The height of a row of a label."""
TRACK = 15
"""The distance between lines that run beside each other."""
_LABEL_LETTER = 6.8
_GAP = 30
_CORNER = 4
ARROW_ROOM = 12


@dataclass(frozen=True)
class Placed:
    """A step with its corner at the top left, and as high as its words and the lines at its sides need."""

    box: Box
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Its middle across."""
        return self.x + WIDTH / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def edge(self, side: int) -> float:
        """Its left (-1) or right (1) edge."""
        return self.x + (WIDTH if side > 0 else 0)


@dataclass
class Way:
    """A link on its way to a line: the side around which it goes (0: straight down), and its ends in the gaps."""

    link: Link
    source: Box
    target: Box
    side: int = 0
    leaves_below: bool = False
    enters_above: bool = False
    tracks: dict[int, int] = field(default_factory=dict)
    """Its place among the lines of each gap; gap n is the one below layer n."""

    @property
    def straight(self) -> bool:
        """Whether it goes straight down to the step below."""
        return not self.side and self.source.column == self.target.column


class Plan:
    """What is settled before any line is drawn."""

    def __init__(self, steps: dict[str, Box], found: list[Link]) -> None:
        self.steps = steps
        self.outermost: dict[int, int] = defaultdict(int)
        for box in steps.values():
            self.outermost[box.layer] = max(self.outermost[box.layer], box.column)
        self.ways = [self._way(link) for link in found]
        self.tracks_of_gap = self._gap_tracks()
        self.heights = {key: self._height(box) for key, box in steps.items()}
        self.placed = self._placed()

    def _way(self, link: Link) -> Way:
        way = Way(link, self.steps[link.source], self.steps[link.target])
        if way.target.layer == way.source.layer + 1 and not link.back:
            return way
        way.side = self._side(way)
        way.leaves_below = not self._free(way.source, way.side)
        way.enters_above = not self._free(way.target, way.side)
        return way

    def _free(self, box: Box, side: int) -> bool:
        """Whether nothing stands beside a step on this side."""
        return box.column == (0 if side < 0 else self.outermost[box.layer])

    def _side(self, way: Way) -> int:
        """Back on the left and on by the right, where that is free; else wherever it is."""
        wanted = -1 if way.link.back and way.source is not way.target else 1
        for side in (wanted, -wanted):
            if self._free(way.source, side) and self._free(way.target, side):
                return side
        return 1

    def _gap_tracks(self) -> dict[int, int]:
        """How many lines run across in each gap."""
        found: dict[int, int] = defaultdict(int)
        for way in self.ways:
            for gap in self._gaps(way):
                way.tracks[gap] = found[gap]
                found[gap] += 1
        return found

    def _gaps(self, way: Way) -> Iterable[int]:
        if not way.side and not way.straight:
            yield way.source.layer
        if way.leaves_below:
            yield way.source.layer
        if way.enters_above and not (way.leaves_below and way.target.layer - 1 == way.source.layer):
            yield way.target.layer - 1

    def _placed(self) -> dict[str, Placed]:
        self.left = MARGIN + self.channel(-1)
        layers = max(self.outermost) + 1
        tops, y = [], float(MARGIN + TRACK * self.tracks_of_gap[-1])
        for layer in range(layers):
            tops.append(y)
            y += max(self.heights[key] for key, box in self.steps.items() if box.layer == layer) + self._gap(
                layer
            )
        self.height = y - self._gap(layers - 1) + MARGIN + TRACK * self.tracks_of_gap[layers - 1]
        return {
            key: Placed(
                box, self.left + box.column * (WIDTH + COLUMN_GAP), tops[box.layer], self.heights[key]
            )
            for key, box in self.steps.items()
        }

    def _height(self, box: Box) -> float:
        needed = (
            sum(room(way, end) for way, end in self.at_side(box, side)) + 2 * _CORNER for side in (-1, 1)
        )
        return max(box.height, *needed)

    def at_side(self, box: Box, side: int) -> list[tuple[Way, str]]:
        """The ways that leave or enter a step at one side."""
        leaving = [(way, "out") for way in self.ways if way.source is box and not way.leaves_below]
        entering = [(way, "in") for way in self.ways if way.target is box and not way.enters_above]
        return [(way, end) for way, end in (*leaving, *entering) if way.side == side]

    def _gap(self, layer: int) -> float:
        below = [way for way in self.ways if way.source.layer == layer and (not way.side or way.leaves_below)]
        rows = max((len(way.link.label) for way in below), default=0)
        return _GAP + ROW * rows + TRACK * self.tracks_of_gap[layer]

    def channel(self, side: int) -> float:
        """How much room the lines around one side need."""
        return self.first(side) + TRACK * sum(way.side == side for way in self.ways)

    def first(self, side: int) -> float:
        """How far from the steps the first line on a side runs: beyond the labels that begin there."""
        widest = max((width_of(way.link) for way in self.ways if way.side == side), default=0)
        return widest + 12 if widest else 0


def room(way: Way, end: str) -> float:
    """How much of a step's side an end takes: an arrow, or a line with its label above it."""
    return ROW * len(way.link.label) + 6 if end == "out" else ARROW_ROOM


def width_of(link: Link) -> float:
    """How wide a label is at most."""
    return max(len(row) for row in link.label) * _LABEL_LETTER
