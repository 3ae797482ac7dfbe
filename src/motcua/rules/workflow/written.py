"""A workflow as plain data that JSON and YAML can hold; `body.read` reads it back."""

from __future__ import annotations

from typing import Any

from motcua.rules.workflow.model import Conditions, Fact, Silence, Step, StepKind, Task, Transition, Workflow


def body_of(workflow: Workflow) -> dict[str, Any]:
    """The body of a workflow; what has its default is left out."""
    return {
        "workflow": workflow.key,
        "name": workflow.name,
        **({"facts": {fact.name: _fact(fact) for fact in workflow.facts}} if workflow.facts else {}),
        "steps": [_step(step) for step in workflow.steps],
    }


def _given(**entries: Any) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value not in (None, "", [], {})}


def _fact(fact: Fact) -> dict[str, Any]:
    given = _given(name=fact.label, choices=list(fact.choices), default=fact.default)
    return {"kind": fact.kind.value, **given}


def _step(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "name": step.name,
        **_given(kind="" if step.kind is StepKind.WORK else step.kind.value, role=step.role),
        **_given(share=step.share, working_hours=step.working_hours, same_as=step.same_as),
        **_given(tasks=[_task(task) for task in step.tasks], next=_next(step)),
    }


def _task(task: Task) -> dict[str, Any]:
    term = {task.term.unit.value: task.term.amount} if task.term else {}
    silence = "" if task.silence is Silence.WAIT else task.silence.value
    return {
        "agency": task.agency,
        "name": task.name,
        **term,
        **_given(silence=silence, ground=task.ground, when=_when(task.when)),
    }


def _next(step: Step) -> dict[str, Any]:
    """Events in their order; one plain transition is written as its target."""
    found: dict[str, Any] = {}
    for event in step.events:
        ways = [_way(one) for one in step.on(event)]
        plain = len(ways) == 1 and set(ways[0]) == {"to"}
        found[event.value] = ways[0]["to"] if plain else ways
    return found


def _way(one: Transition) -> dict[str, Any]:
    return _given(when=_when(one.when), forbid=one.forbid) | ({} if one.forbid else {"to": one.to})


def _when(conditions: Conditions) -> list[dict[str, Any]]:
    return [
        {
            "fact": one.fact,
            one.comparison.value: list(one.value) if isinstance(one.value, tuple) else one.value,
        }
        for one in conditions
    ]
