"""Where an event leads a dossier: the only way from one step of a workflow to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.rules.instants import Instant
from motcua.rules.workflow.conditions import MissingFact, all_hold, may_hold
from motcua.rules.workflow.model import (
    ANY_AGENCY,
    TASKS_OPEN,
    Event,
    Silence,
    Step,
    StepKind,
    Task,
    Transition,
    Value,
    Workflow,
)


@dataclass(frozen=True)
class Advance:
    """Where a dossier stands after an event: the key of the step, tasks to open there, whether the work is ended."""

    step: str
    tasks: tuple[Task, ...] = ()
    ended: bool = False


class NotAllowed(ValueError):
    """An event that the step does not allow now; `possible` are those it does, `reason` is the workflow's own."""

    def __init__(self, step: Step, event: str, possible: tuple[Event, ...], reason: str = "") -> None:
        instead = ", ".join(possible) or "nothing"
        super().__init__(
            f"{event} is not possible in step {step.key!r}, only {instead}{reason and f': {reason}'}"
        )
        self.step = step
        self.event = event
        self.possible = possible
        self.reason = reason


def advance(workflow: Workflow, step: str, event: str, facts: Mapping[str, Value]) -> Advance:
    """Where an event leads from a step, by the facts known of the dossier.

    An answer in a coordination step leads on only when `facts["tasks_open"]`, the number of tasks without an answer
    after this one, is 0: until then the dossier stays where it is. Raises NotAllowed with the events that are
    possible, MissingFact where a condition asks about a fact that was not given, UnknownStep.
    """
    here, facts = workflow.step(step), workflow.defaults | dict(facts)
    taken = next(_holding(here, event, facts), None)
    if taken is None or taken.forbid:
        reason = taken.forbid if taken else ""
        raise NotAllowed(here, event, events(workflow, step, facts), reason)
    if _waits(here, taken.event, facts):
        return Advance(here.key)
    there = workflow.step(taken.to)
    return Advance(there.key, _opened(here, there, facts), there.kind is StepKind.END)


def events(workflow: Workflow, step: str, facts: Mapping[str, Value]) -> tuple[Event, ...]:
    """The events that a step allows, in its order; where it depends on a fact not known yet, the event counts.

    Raises UnknownStep.
    """
    here, facts = workflow.step(step), workflow.defaults | dict(facts)
    return tuple(event for event in here.events if _possible(here, event, facts))


def closed_by_silence(task: Task, due: Instant, at: Instant) -> bool:
    """Whether a task without an answer is closed at an instant: its term is over and it does not have to wait.

    Silence is consent only for a task that says so (`Silence.CONSENT`); with `Silence.GO_ON` there is no opinion.
    """
    return at >= due and task.silence is not Silence.WAIT


def _holding(step: Step, event: str, facts: Mapping[str, Value]) -> Iterator[Transition]:
    return (one for one in step.next if one.event == event and all_hold(one.when, facts))


def _possible(step: Step, event: Event, facts: Mapping[str, Value]) -> bool:
    for one in step.on(event):
        verdict = may_hold(one.when, facts)
        if verdict is not False and not one.forbid:
            return True
        if verdict:
            return False
    return False


def _waits(step: Step, event: Event, facts: Mapping[str, Value]) -> bool:
    if step.kind is not StepKind.COORDINATION or event is not Event.ANSWER:
        return False
    if TASKS_OPEN not in facts:
        raise MissingFact(TASKS_OPEN)
    return int(facts[TASKS_OPEN]) > 0


def _opened(here: Step, there: Step, facts: Mapping[str, Value]) -> tuple[Task, ...]:
    """The tasks that a step opens; asking once more from within it opens only those for agencies that are named."""
    again = here is there
    return tuple(
        task
        for task in there.tasks
        if not (again and task.agency != ANY_AGENCY) and all_hold(task.when, facts)
    )
