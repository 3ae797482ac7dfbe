"""Where the steps of a workflow stand in its drawing: in layers from top to bottom, the main line on the left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.boards.workflow import words
from motcua.rules.workflow import Event, Step, StepKind, Workflow

WIDTH = 240
COLUMN_GAP = 56
LETTER = 8
"""The width of a letter of a step's name, on average, in the widest of the usual faces."""
LINE = 18
_PADDING = 12
_LETTERS = int((WIDTH - 2 * _PADDING) / LETTER)
_NOTE_LETTERS = int((WIDTH - 2 * _PADDING) / 6.5)
_MOST_LINES = 3


@dataclass(frozen=True)
class Link:
    """All that leads from one step to another, drawn as one line with an event a row; `back` against the order."""

    source: str
    target: str
    label: tuple[str, ...]
    back: bool


@dataclass(frozen=True)
class Box:
    """A step in the drawing: its column and layer, the rows of its name, who does it and in what time."""

    key: str
    kind: StepKind
    layer: int
    column: int
    name: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def height(self) -> int:
        """How high its words need it to be."""
        return 2 * _PADDING + LINE * (len(self.name) + len(self.notes))


def links(workflow: Workflow) -> list[Link]:
    """What leads from step to step; refusals and ways to steps that are not there are not drawn."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for step in workflow.by_key.values():
        for way in step.next:
            if way.to in workflow.by_key:
                label = str(words.EVENTS[way.event]) + (" *" if way.when else "")
                found.setdefault((step.key, way.to), {})[label] = None
    place = {step.key: index for index, step in enumerate(in_order(workflow))}
    return [
        Link(source, target, tuple(label), place[target] <= place[source])
        for (source, target), label in found.items()
    ]


def in_order(workflow: Workflow) -> list[Step]:
    """The steps as they are listed, one of each key."""
    return [step for step in workflow.steps if workflow.by_key[step.key] is step]


def boxes(workflow: Workflow) -> dict[str, Box]:
    """The steps with their layers and columns."""
    layers, main = _layers(workflow), set(_main_line(workflow))
    taken: dict[int, int] = {}
    with_main = {layers[key] for key in main}
    found: dict[str, Box] = {}
    for step in in_order(workflow):
        layer = layers[step.key]
        if step.key in main:
            column = 0
        else:
            column = taken[layer] = taken.get(layer, 0 if layer in with_main else -1) + 1
        found[step.key] = Box(step.key, step.kind, layer, column, rows(step.name), _notes(step))
    return found


def _layers(workflow: Workflow) -> dict[str, int]:
    """A step stands below all that lead to it in the order of the work; one that nothing leads to, beside the last."""
    steps = in_order(workflow)
    before: dict[str, list[str]] = {step.key: [] for step in steps}
    for link in links(workflow):
        if not link.back:
            before[link.target].append(link.source)
    found: dict[str, int] = {}
    last = 0
    for step in steps:
        last = max((found[key] + 1 for key in before[step.key]), default=last)
        found[step.key] = last
    return found


def _main_line(workflow: Workflow) -> Iterator[str]:
    """From the first step on the usual way: not to agencies, and forward."""
    place = {step.key: index for index, step in enumerate(in_order(workflow))}
    step: Step | None = workflow.steps[0]
    while step is not None:
        yield step.key
        step = _usual(workflow, step, place)


def _usual(workflow: Workflow, step: Step, place: dict[str, int]) -> Step | None:
    """The step that usually follows: of the first event that goes forward the last way, which has no conditions."""
    for event in step.events:
        onward = [way.to for way in step.on(event) if place.get(way.to, -1) > place[step.key]]
        if onward and event not in (Event.ASK_AGENCY, Event.REFUSE, Event.SEND_BACK):
            return workflow.by_key[onward[-1]]
    return None


def _notes(step: Step) -> tuple[str, ...]:
    """Who does it and in what time, in one row where there is room."""
    if step.kind is StepKind.END:
        return ()
    parts = [part for part in (words.actor(step), words.time_of(step)) if part]
    whole = " · ".join(parts)
    return (whole,) if 0 < len(whole) <= _NOTE_LETTERS else tuple(parts)


def rows(name: str) -> tuple[str, ...]:
    """A name over at most three rows, cut with an ellipsis where it is longer."""
    found = [""]
    for word in name.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > _LETTERS:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    cut = [row if len(row) <= _LETTERS else row[: _LETTERS - 1] + "…" for row in found]
    if len(cut) > _MOST_LINES:
        cut[_MOST_LINES - 1] = cut[_MOST_LINES - 1][: _LETTERS - 1] + "…"
    return tuple(cut[:_MOST_LINES])
