"""The ways through a workflow: what is reached, what leads to an end, how the shares of the term add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from motcua.rules.workflow.model import Event, Step, StepKind, Transition, Workflow
from motcua.rules.workflow.problems import Code, Path, Problem
from motcua.rules.workflow.worlds import Worlds

WHOLE = 100
"""All shares of the longest way together, in percent."""


@dataclass(frozen=True)
class Way:
    """A transition with its place in the body and the combinations of facts in which it is taken."""

    step: str
    transition: Transition
    path: Path
    worlds: int


class Flow:
    """A workflow as a graph over all combinations of facts."""

    def __init__(self, workflow: Workflow, worlds: Worlds) -> None:
        self.workflow, self.worlds = workflow, worlds
        self.place = {step.key: index for index, step in reversed(list(enumerate(workflow.steps)))}
        self.ways: dict[str, list[Way]] = {step.key: [] for step in workflow.steps}
        for index, step in enumerate(workflow.steps):
            if self.place[step.key] == index:
                self.ways[step.key] = [
                    way for event in step.events for way in self._of_event(index, step, event)
                ]

    def _of_event(self, index: int, step: Step, event: Event) -> Iterator[Way]:
        listed = step.on(event)
        for which, worlds in enumerate(self.worlds.taken(listed)):
            path: Path = ("steps", index, "next", event.value)
            yield Way(step.key, listed[which], (*path, which) if len(listed) > 1 else path, worlds)

    def leads_on(self, way: Way) -> bool:
        """Whether a way that is ever taken leads to a step that is there."""
        return bool(way.worlds) and way.transition.to in self.place

    @cached_property
    def reached(self) -> set[str]:
        """The steps to which some way from the first leads."""
        found, level = {self.workflow.start}, [self.workflow.start]
        while level:
            targets = {way.transition.to for key in level for way in self.ways[key] if self.leads_on(way)}
            level = sorted(targets - found)
            found.update(level)
        return found

    @cached_property
    def ends_in(self) -> dict[str, int]:
        """For each step the combinations of facts in which an end can be reached without the facts changing.

        A way that leads nowhere because it is broken counts as an end: it is told as a problem of its own.
        """
        found = {
            step.key: self.worlds.every if step.kind is StepKind.END else 0 for step in self.workflow.steps
        }
        before: dict[str, int] = {}
        while found != before:
            before = dict(found)
            for key, ways in self.ways.items():
                for way in ways:
                    found[key] |= self._ends(way, found)
        return found

    def _ends(self, way: Way, known: dict[str, int]) -> int:
        if way.transition.forbid:
            return 0
        return way.worlds & known.get(way.transition.to, self.worlds.every)

    def forward(self, way: Way) -> bool:
        """Whether a way leads to a step that is listed later; all others lead back."""
        return self.leads_on(way) and self.place[way.transition.to] > self.place[way.step]

    @cached_property
    def shares(self) -> dict[str, int]:
        """For each step reached the most percent of the term that is used up when it is done."""
        found: dict[str, int] = {self.workflow.start: 0}
        for step in self.workflow.steps:
            if step.key in self.reached and step is self.workflow.by_key[step.key]:
                found[step.key] = found.get(step.key, 0) + (step.share or 0)
                for way in filter(self.forward, self.ways[step.key]):
                    to = way.transition.to
                    found[to] = max(found.get(to, 0), found[step.key])
        return found


def flow_problems(flow: Flow) -> Iterator[Problem]:
    """What is wrong with the ways of a workflow."""
    yield from _of_targets(flow)
    yield from _of_branches(flow)
    if not any(step.kind is StepKind.END for step in flow.workflow.steps):
        yield Problem(Code.NO_END, path=("steps",))
    yield from _of_reach(flow)
    yield from _of_ends(flow)
    yield from _of_shares(flow)


def _of_targets(flow: Flow) -> Iterator[Problem]:
    for way in (way for ways in flow.ways.values() for way in ways):
        names: dict[str, str | int] = {"event": way.transition.event, "to": way.transition.to}
        if way.transition.forbid:
            continue
        if way.transition.to not in flow.place:
            code = Code.UNKNOWN_TARGET if way.transition.to else Code.NO_TARGET
            yield Problem(code, way.step, way.path, names)
        elif way.transition.event is Event.ASK_AGENCY and not _asks(flow, way):
            yield Problem(Code.ASK_WITHOUT_TASKS, way.step, way.path, names)


def _asks(flow: Flow, way: Way) -> bool:
    return flow.workflow.step(way.transition.to).kind is StepKind.COORDINATION


def _of_branches(flow: Flow) -> Iterator[Problem]:
    """Conditions of an event that leave a combination of facts without a result, and ways that are never taken."""
    for step in flow.workflow.steps:
        for event in step.events:
            ways = [way for way in flow.ways[step.key] if way.transition.event is event]
            for way in ways:
                if not way.worlds:
                    yield Problem(Code.NEVER_TAKEN, step.key, way.path, {"event": event})
            left = flow.worlds.every
            for way in ways:
                left &= ~way.worlds
            if left and ways:
                asked = [one.fact for way in ways for one in way.transition.when]
                example = flow.worlds.example(left, asked)
                path: Path = ("steps", flow.place[step.key], "next", event.value)
                yield Problem(Code.BRANCH_WITHOUT_RESULT, step.key, path, {"event": event}, example)


def _of_reach(flow: Flow) -> Iterator[Problem]:
    met = {way.transition.to for key in flow.reached for way in flow.ways[key] if flow.forward(way)}
    for key, place in flow.place.items():
        if key not in flow.reached:
            yield Problem(Code.UNREACHABLE, key, ("steps", place))
        elif key not in met and key != flow.workflow.start:
            yield Problem(Code.OUT_OF_ORDER, key, ("steps", place))


def _of_ends(flow: Flow) -> Iterator[Problem]:
    """Steps that can be reached, and from which no end can be, always or with some facts."""
    for key in flow.reached:
        step, stuck = flow.workflow.step(key), flow.worlds.every & ~flow.ends_in[key]
        path: Path = ("steps", flow.place[key], "next")
        waits_for_ever = step.kind is StepKind.COORDINATION and Event.ANSWER not in step.events
        if step.kind is StepKind.END or waits_for_ever or not stuck:
            # Answers that lead nowhere are told as such.
            continue
        if not any(flow.leads_on(way) for way in flow.ways[key]):
            yield Problem(Code.DEAD_END, key, path)
        elif stuck == flow.worlds.every:
            yield Problem(Code.LOOP_WITHOUT_EXIT, key, path)
        else:
            yield Problem(Code.STUCK_WHEN, key, path, facts=flow.worlds.example(stuck))


def _of_shares(flow: Flow) -> Iterator[Problem]:
    """The shares of the longest way make the whole term, unless every step has hours of its own."""
    if any(step.share for step in flow.workflow.steps):
        most = max(flow.shares.values())
        if most != WHOLE:
            yield Problem(Code.SHARES, path=("steps",), params={"sum": most})
