"""What has to hold before a workflow is released (function 9): nobody missing, nothing without a result or an end."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.rules.workflow.flow import Flow, flow_problems
from motcua.rules.workflow.model import (
    ROLES,
    Event,
    Silence,
    Step,
    StepKind,
    Task,
    Workflow,
)
from motcua.rules.workflow.problems import Code, Path, Problem
from motcua.rules.workflow.worlds import TooManyWorlds, Worlds

_WHILE_WAITING = frozenset({Event.ANSWER, Event.ASK_AGENCY, Event.SEND_BACK, Event.REFUSE})
"""What may be done while agencies are asked; to go forward without their answers would make silence consent."""


def check(workflow: Workflow) -> list[Problem]:
    """Every reason for which a workflow may not be released, step by step; none: it may.

    A workflow without problems never gets stuck: from every step that can be reached, whatever the facts, events
    that are allowed lead to an end, if only the agencies asked answer where an answer is required.
    """
    found = [one for index, step in enumerate(workflow.steps) for one in _of_step(workflow, index, step)]
    try:
        worlds = Worlds(workflow)
    except TooManyWorlds as error:
        return [*found, Problem(Code.TOO_MANY_FACTS, params={"count": error.args[0]})]
    found += _of_tasks_opened(workflow, worlds)
    found += flow_problems(Flow(workflow, worlds))
    return sorted(found, key=lambda one: _order(workflow, one))


def _order(workflow: Workflow, problem: Problem) -> tuple[int, ...]:
    """The problems of the whole first, then those of each step as they stand."""
    place = problem.path[1] if len(problem.path) > 1 and problem.path[0] == "steps" else -1
    return (int(place),)


def _of_step(workflow: Workflow, index: int, step: Step) -> Iterator[Problem]:
    path: Path = ("steps", index)
    if workflow.by_key[step.key] is not step:
        yield Problem(Code.DUPLICATE_STEP, step.key, (*path, "key"))
    if step.kind is StepKind.END:
        if step.next:
            yield Problem(Code.END_GOES_ON, step.key, (*path, "next"))
        return
    if step.role not in ROLES:
        yield Problem(
            Code.NO_ACTOR, step.key, (*path, "role"), {"role": step.role, "roles": ", ".join(ROLES)}
        )
    if step.same_as and step.same_as not in [one.key for one in workflow.steps[:index]]:
        yield Problem(Code.UNKNOWN_SAME, step.key, (*path, "same_as"), {"same": step.same_as})
    yield from _of_time(step, path)
    yield from _of_kind(step, path)
    for place, task in enumerate(step.tasks):
        yield from _of_task(step, task, (*path, "tasks", place))
    yield from _of_facts(workflow, step, path)


def _of_time(step: Step, path: Path) -> Iterator[Problem]:
    if step.share is not None and step.working_hours is not None:
        yield Problem(Code.TWO_TERMS, step.key, path)
    if step.share is None and step.working_hours is None and step.kind is not StepKind.COORDINATION:
        yield Problem(Code.NO_TERM, step.key, path)


def _of_kind(step: Step, path: Path) -> Iterator[Problem]:
    events = step.events
    if step.kind is StepKind.COORDINATION:
        if not step.tasks:
            yield Problem(Code.NO_TASKS, step.key, path)
        if Event.ANSWER not in events:
            yield Problem(Code.NEVER_JOINED, step.key, (*path, "next"))
        wrong = [event for event in events if event not in _WHILE_WAITING]
    else:
        if step.tasks:
            yield Problem(Code.TASKS_ELSEWHERE, step.key, (*path, "tasks"))
        wrong = [Event.ANSWER] if Event.ANSWER in events else []
    if step.kind is StepKind.APPROVAL:
        yield from _of_approval(step, path)
    elif Event.APPROVE in events and Event.APPROVE not in wrong:
        wrong.append(Event.APPROVE)
    for event in wrong:
        yield Problem(
            Code.EVENT_NOT_HERE, step.key, (*path, "next", event), {"event": event, "kind": step.kind}
        )


def _of_approval(step: Step, path: Path) -> Iterator[Problem]:
    """Who approves must be able to send back or refuse (function 16)."""
    if Event.APPROVE not in step.events:
        yield Problem(Code.APPROVAL_WITHOUT_APPROVE, step.key, (*path, "next"))
    if not {Event.SEND_BACK, Event.REFUSE} & set(step.events):
        yield Problem(Code.APPROVAL_WITHOUT_RETURN, step.key, (*path, "next"))


def _of_facts(workflow: Workflow, step: Step, path: Path) -> Iterator[Problem]:
    """Conditions ask only about what is known by then: the outcome, for one, comes with the proposal."""
    asked = [(way.when, way.event, (*path, "next", way.event.value)) for way in step.next]
    asked += [(task.when, Event.ASK_AGENCY, (*path, "tasks", place)) for place, task in enumerate(step.tasks)]
    for when, event, place in asked:
        for one in when:
            known = workflow.known_facts[one.fact].events
            if known and event not in known:
                names = {"fact": one.fact, "event": event, "events": ", ".join(known)}
                yield Problem(Code.NOT_KNOWN_YET, step.key, place, names)


def _of_task(step: Step, task: Task, path: Path) -> Iterator[Problem]:
    names = {"task": task.name}
    if [one.name for one in step.tasks].index(task.name) != path[-1]:
        yield Problem(Code.DUPLICATE_TASK, step.key, path, names)
    if not task.agency:
        yield Problem(Code.NO_AGENCY, step.key, path, names)
    if task.term is None:
        yield Problem(Code.NO_TASK_TERM, step.key, path, names)
    if task.silence is Silence.CONSENT and not task.ground:
        yield Problem(Code.CONSENT_WITHOUT_GROUND, step.key, path, names)
    if task.silence is not Silence.CONSENT and task.ground:
        yield Problem(Code.GROUND_WITHOUT_CONSENT, step.key, path, names)


def _of_tasks_opened(workflow: Workflow, worlds: Worlds) -> Iterator[Problem]:
    """A coordination step that opens no task for some facts would wait for an answer to nothing."""
    for index, step in enumerate(workflow.steps):
        if step.kind is not StepKind.COORDINATION or not step.tasks:
            continue
        left = worlds.every
        for task in step.tasks:
            left &= ~worlds.where(task.when)
        if left:
            asked = [one.fact for task in step.tasks for one in task.when]
            example = worlds.example(left, asked)
            yield Problem(Code.NO_TASK_OPENED, step.key, ("steps", index, "tasks"), facts=example)
