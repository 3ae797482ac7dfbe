"""When an agency has not answered in its term: what the workflow's rule makes of it, and nothing where there is none.

Silence is not consent unless a rule says so (Silence.CONSENT, with its ground in law); Silence.GO_ON lets the work go on
without an opinion. A question of no such rule waits for its answer.
"""

from __future__ import annotations

from motcua.casework.case import Case
from motcua.casework.flow import workflow_of
from motcua.casework.models import AgencyTask
from motcua.rules.workflow import ANY_AGENCY, Task, closed_by_silence


def silent(case: Case, asked: AgencyTask) -> Task | None:
    """The rule by which a question may be closed without an answer at the time of the case; None: it has to wait."""
    rule = _rule(case, asked)
    over = rule is not None and asked.due_at is not None and closed_by_silence(rule, asked.due_at, case.at)
    return rule if over else None


def silent_tasks(case: Case) -> list[AgencyTask]:
    """The open questions that may be closed without an answer."""
    waiting = AgencyTask.objects.filter(dossier=case.dossier, answered_at=None).order_by("pk")
    return [asked for asked in waiting if silent(case, asked) is not None]


def _rule(case: Case, asked: AgencyTask) -> Task | None:
    """What the workflow says of a question that it opened itself, or that an officer asked in the step of today."""
    workflow = workflow_of(case)
    step = workflow.by_key.get(asked.key or case.work.step) if workflow is not None else None
    agency = asked.agency if asked.key else ANY_AGENCY
    named = [task for task in step.tasks if task.agency == agency] if step is not None else []
    same = [task for task in named if task.name == asked.question]
    return next(iter(same or named), None)
