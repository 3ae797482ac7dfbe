"""The drawing of a workflow as SVG: classes only, so that the style sheet colours it by day and by night."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.boards.workflow.layout import LINE, WIDTH
from motcua.boards.workflow.routes import ROW, Line, Picture, Placed, Point, picture
from motcua.rules.workflow import StepKind, Workflow

_ROUND = 8
_ARROW = 9


def drawing(workflow: Workflow, current: str = "", wrong: Collection[str] = ()) -> SafeString:
    """The workflow as SVG, as a picture with a name; the table of steps says the same in words.

    `current` is the step where a dossier stands, `wrong` are steps with problems: they are marked.
    """
    made = picture(workflow)
    name = _("Diagram of “%(name)s”; the table below says the same.") % {"name": workflow.name}
    return format_html(
        '<svg class="flow" role="img" aria-label="{}" width="{}" height="{}" viewBox="{} 0 {} {}">{}{}{}</svg>',
        name,
        made.width,
        made.height,
        made.left,
        made.width,
        made.height,
        _lines(made),
        format_html_join("", "{}", ((_step(step, current, wrong),) for step in made.steps)),
        format_html_join("", "{}", ((_label(line),) for line in made.lines)),
    )


def _lines(made: Picture) -> SafeString:
    """What leads back first, so that it lies below."""
    ordered = sorted(made.lines, key=lambda line: not line.link.back)
    return format_html_join(
        "",
        '<path class="flow-line{}" d="{}"/><path class="flow-arrow{}" d="{}"/>',
        ((_back(line), _path(line.points), _back(line), _arrow(line.points)) for line in ordered),
    )


def _back(line: Line) -> str:
    return " flow-back" if line.link.back else ""


def _step(step: Placed, current: str, wrong: Collection[str]) -> SafeString:
    box = step.box
    marks = [f"flow-{box.kind.value}"]
    marks += ["flow-current"] * (box.key == current) + ["flow-wrong"] * (box.key in wrong)
    radius = box.height / 2 if box.kind is StepKind.END else 6
    shapes = _rectangle(step, 0, radius)
    if box.kind is StepKind.APPROVAL:
        shapes += _rectangle(step, 4, 3)
    return format_html('<g class="flow-step {}">{}{}</g>', " ".join(marks), shapes, _words(step))


def _rectangle(step: Placed, inside: int, radius: float) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}"/>',
        _short(step.x + inside),
        _short(step.y + inside),
        _short(WIDTH - 2 * inside),
        _short(step.height - 2 * inside),
        _short(radius),
    )


def _words(step: Placed) -> SafeString:
    rows = [("flow-name", row) for row in step.box.name]
    rows += [("flow-note", row) for row in step.box.notes]
    first = step.y + (step.height - LINE * len(rows)) / 2 + 13
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (kind, _short(step.middle), _short(first + LINE * place), row)
            for place, (kind, row) in enumerate(rows)
        ),
    )


def _label(line: Line) -> SafeString:
    x, y = line.label_at
    return format_html_join(
        "",
        '<text class="flow-event" x="{}" y="{}" text-anchor="{}">{}</text>',
        ((_short(x), _short(y + ROW * place), line.anchor, row) for place, row in enumerate(line.link.label)),
    )


def _path(points: tuple[Point, ...]) -> str:
    """Straight pieces with round corners, ended short of the arrow's tip."""
    last = _towards(points[-1], points[-2], _ARROW - 2)
    said = [f"M{_pair(points[0])}"]
    corners = [*points[:-1], last]
    for before, corner, after in zip(corners, corners[1:-1], corners[2:], strict=False):
        said.append(f"L{_pair(_towards(corner, before, _ROUND))}")
        said.append(f"Q{_pair(corner)} {_pair(_towards(corner, after, _ROUND))}")
    return "".join([*said, f"L{_pair(last)}"])


def _towards(start: Point, end: Point, length: float) -> Point:
    """The point so far from `start` on the way to `end`, at most half of it."""
    (x, y), (to_x, to_y) = start, end
    whole = abs(to_x - x) + abs(to_y - y)
    part = min(length, whole / 2) / whole if whole else 0
    return x + (to_x - x) * part, y + (to_y - y) * part


def _arrow(points: tuple[Point, ...]) -> str:
    """A triangle with its tip at the last point."""
    (x, y), (from_x, from_y) = points[-1], _towards(points[-1], points[-2], _ARROW)
    half_x, half_y = (from_y - y) / 2, (from_x - x) / 2
    corners: Iterable[Point] = (
        (x, y),
        (from_x + half_x, from_y + half_y),
        (from_x - half_x, from_y - half_y),
    )
    return "M" + "L".join(_pair(corner) for corner in corners) + "Z"


def _pair(point: Point) -> str:
    return f"{_short(point[0])} {_short(point[1])}"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
