"""The steps of a workflow as rows of a table: what the drawing shows, and what it has no room for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from motcua.boards.workflow import words
from motcua.rules.instants import Instant
from motcua.rules.workflow import Silence, Step, StepKind, Task, Workflow


@dataclass(frozen=True)
class Row:
    """A step in words; `due` is when it would be due in an example, in milliseconds UTC."""

    number: int
    key: str
    name: str
    kind: str
    actor: str
    time: str
    ways: list[str]
    tasks: list[str]
    due: Instant | None = None
    is_end: bool = field(default=False)


def rows(workflow: Workflow, dues: Mapping[str, Instant] | None = None) -> list[Row]:
    """The steps in their order; `dues` are those of an example, by step."""
    return [
        Row(
            number,
            step.key,
            step.name,
            str(words.KINDS[step.kind]),
            _actor(workflow, step),
            words.time_of(step),
            [words.way(workflow, way) for way in step.next],
            [task_words(workflow, task) for task in step.tasks],
            (dues or {}).get(step.key),
            step.kind is StepKind.END,
        )
        for number, step in enumerate(workflow.steps, 1)
    ]


def _actor(workflow: Workflow, step: Step) -> str:
    who = words.actor(step)
    same = workflow.by_key.get(step.same_as)
    return _("%(who)s, the same as in “%(step)s”") % {"who": who, "step": same.name} if same else who


def task_words(workflow: Workflow, task: Task) -> str:
    """A question to an agency: what, whom, in what time, when at all, and what its silence means."""
    said = f"{task.name}: {words.agency(task)}"
    if task.term:
        said += f", {words.term(task.term)}"
    if task.when:
        said += ", " + _("where %(conditions)s") % {"conditions": words.conditions(workflow, task.when)}
    silence = str(words.SILENCES[task.silence])
    if task.silence is Silence.CONSENT and task.ground:
        silence += f" ({task.ground})"
    return f"{said}; {silence}"
