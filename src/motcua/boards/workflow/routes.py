"""The lines of a workflow's drawing: straight down between layers, everything else around the steps, across none."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.boards.workflow.layout import COLUMN_GAP, WIDTH, Box, Link, boxes, links
from motcua.boards.workflow.places import ARROW_ROOM, MARGIN, ROW, TRACK, Placed, Plan, Point, Way, room
from motcua.rules.workflow import Workflow

_PORT = 42


@dataclass(frozen=True)
class Line:
    """A line of the drawing: its corners from the source to the arrow, and where its label begins or ends."""

    link: Link
    points: tuple[Point, ...]
    label_at: Point
    anchor: str


@dataclass(frozen=True)
class Picture:
    """A drawing: where it begins on the left, its size, steps and lines."""

    left: int
    width: int
    height: int
    steps: tuple[Placed, ...]
    lines: tuple[Line, ...]


def picture(workflow: Workflow) -> Picture:
    """The drawing of a workflow; the same workflow always gives the same."""
    return _Router(boxes(workflow), links(workflow)).picture()


class _Router(Plan):
    def picture(self) -> Picture:
        columns = max(self.outermost.values()) + 1
        self.right = self.left + columns * WIDTH + (columns - 1) * COLUMN_GAP
        self.ports = self._ports()
        channels = self._channels()
        lines = tuple(self._line(way, channels.get(id(way), 0.0)) for way in self.ways)
        across = [x for line in lines for x, _ in line.points] + [self.left, self.right]
        left, right = min(across) - MARGIN, max(across) + MARGIN
        return Picture(
            round(left), round(right - left), round(self.height), tuple(self.placed.values()), lines
        )

    def _ports(self) -> dict[tuple[int, str], Point]:
        """Where each way leaves its source ("out") and enters its target ("in")."""
        found: dict[tuple[int, str], Point] = {}
        for way in self.ways:
            if not way.side or way.leaves_below:
                found[id(way), "out"] = self._flat_port(way, "out", way.source, way.target)
            if not way.side or way.enters_above:
                found[id(way), "in"] = self._flat_port(way, "in", way.target, way.source)
        for at in self.placed.values():
            for side in (-1, 1):
                found |= self._side_ports(at, side, self.at_side(at.box, side))
        return found

    def _flat_port(self, way: Way, end: str, box: Box, other: Box) -> Point:
        """On the lower or upper edge: in the middle for what goes straight, else towards the other end."""
        at = self.placed[box.key]
        y = at.bottom if end == "out" else at.y
        if way.straight:
            return at.middle, y
        towards = way.side or (1 if other.column > box.column else -1)
        beside = [
            one
            for one in self.ways
            if (one.source if end == "out" else one.target) is box
            and not one.straight
            and (not one.side or (one.leaves_below if end == "out" else one.enters_above))
        ]
        step = min(_PORT, (WIDTH / 2 - 14) / len(beside))
        return at.middle + towards * step * (beside.index(way) + 1), y

    def _side_ports(self, at: Placed, side: int, ends: list[tuple[Way, str]]) -> dict[tuple[int, str], Point]:
        """One below the other, those that come from above or go there first; labels stand above their lines."""
        found: dict[tuple[int, str], Point] = {}
        y = at.y + (at.height - sum(room(way, end) for way, end in ends)) / 2
        for way, end in sorted(ends, key=lambda one: self._other(*one)):
            y += room(way, end)
            found[id(way), end] = (at.edge(side), y - ARROW_ROOM / 2)
        return found

    def _other(self, way: Way, end: str) -> float:
        """How far down the other end lies; of a loop the arrow comes last."""
        other = way.target if end == "out" else way.source
        return self.placed[other.key].y + (end == "in")

    def _channels(self) -> dict[int, float]:
        """Across, where each way around a side runs: the short ones inside the long ones, none on another."""
        found: dict[int, float] = {}
        for side in (-1, 1):
            used: list[list[tuple[float, float]]] = []
            spans = [(self._span(way), way) for way in self.ways if way.side == side]
            for (top, bottom), way in sorted(spans, key=lambda one: one[0][1] - one[0][0]):
                track = next((n for n, row in enumerate(used) if _clear(row, top, bottom)), len(used))
                if track == len(used):
                    used.append([])
                used[track].append((top, bottom))
                edge = self.left if side < 0 else self.right
                found[id(way)] = edge + side * (self.first(side) + TRACK * track)
        return found

    def _span(self, way: Way) -> tuple[float, float]:
        ends = sorted((self._turn(way, "out"), self._turn(way, "in")))
        return ends[0], ends[1]

    def _turn(self, way: Way, end: str) -> float:
        """How far down a way leaves for the side, or comes from it: at its port, or in the gap."""
        if end == "out" and way.leaves_below:
            return self._gap_y(way, way.source.layer)
        if end == "in" and way.enters_above:
            return self._gap_y(way, way.target.layer - 1)
        return self.ports[id(way), end][1]

    def _gap_y(self, way: Way, gap: int) -> float:
        """How far down a way runs across a gap: above the next layer, below the labels."""
        below = [at.y for at in self.placed.values() if at.box.layer == gap + 1]
        edge = min(below, default=self.height - MARGIN + TRACK)
        return edge - 16 - TRACK * way.tracks.get(gap, 0)

    def _line(self, way: Way, channel: float) -> Line:
        out, into = self.ports[id(way), "out"], self.ports[id(way), "in"]
        points = [out]
        if not way.side:
            if not way.straight:
                across = self._gap_y(way, way.source.layer)
                points += [(out[0], across), (into[0], across)]
        else:
            leave, enter = self._turn(way, "out"), self._turn(way, "in")
            points += [(out[0], leave)] if way.leaves_below else []
            points += [(channel, leave), (channel, enter)]
            points += [(into[0], enter)] if way.enters_above else []
        return Line(way.link, (*points, into), *self._label(way, out))

    def _label(self, way: Way, out: Point) -> tuple[Point, str]:
        """Beside the line where it leaves: above it at a side, next to it below; away from the lines beside it."""
        rows = len(way.link.label)
        if way.side and not way.leaves_below:
            return (out[0] + 7 * way.side, out[1] - 5 - ROW * (rows - 1)), "start" if way.side > 0 else "end"
        right = [one for one in self.ways if one.source is way.source and one is not way and not one.straight]
        crowded = way.straight and any(not one.side or one.leaves_below for one in right)
        return (out[0] + (-7 if crowded else 7), out[1] + ROW), "end" if crowded else "start"


def _clear(row: list[tuple[float, float]], top: float, bottom: float) -> bool:
    return all(bottom + 8 < other[0] or other[1] + 8 < top for other in row)
