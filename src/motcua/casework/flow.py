"""Where a dossier stands in its internal procedure, and the step to which an act leads it.

A dossier keeps the version of the workflow with which it began.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from motcua.casework.asked import facts_asked
from motcua.casework.case import Case
from motcua.casework.models import AgencyTask
from motcua.casework.officers import officer_of
from motcua.casework.refusals import Refused, Wanting
from motcua.casework.words import EVENTS
from motcua.dossiers.models import Act
from motcua.people.models import Role
from motcua.rules.instants import date_of, local_day
from motcua.rules.workflow import (
    ANY_AGENCY,
    Event,
    NotAllowed,
    Step,
    StepKind,
    Task,
    Workflow,
    advance,
    deadlines,
    events,
    task_due,
)
from motcua.rules.workflow.model import Value
from motcua.workflow.released import UnknownWorkflow, by_id, released

USUAL = "one-stop"
"""The workflow of procedures that name none."""


def begin(case: Case, key: str) -> None:
    """Begin a dossier's workflow, the version released by the day of acceptance, and do its first step."""
    try:
        case.work.workflow_id, workflow = released(
            key or USUAL, date_of(local_day(case.at)), case.work.unit_id
        )
    except UnknownWorkflow as error:
        message = _("No released workflow “%(key)s” holds on this day.")
        raise Refused("no-workflow", message, key=key or USUAL) from error
    case.work.step = workflow.start
    _enter(case, workflow, workflow.start)
    event(case, Event.ACCEPT, only_if_possible=True)


def event(case: Case, name: str, *, only_if_possible: bool = False, **facts: Value) -> None:
    """Let an act lead the dossier on. Raises Refused with the acts that the step allows.

    `only_if_possible`: an act that may happen in any step, and leads on only where the workflow says so.
    """
    workflow = workflow_of(case)
    if workflow is None:
        return
    known = facts_asked(case, workflow) | facts
    if only_if_possible and name not in events(workflow, case.work.step, known):
        return
    try:
        went = advance(workflow, case.work.step, name, known)
    except NotAllowed as error:
        raise _refusal(workflow, error) from error
    _open_tasks(case, went.tasks)
    if went.step != case.work.step:
        _enter(case, workflow, went.step)


def leading_on(case: Case) -> frozenset[str]:
    """The acts that would lead the dossier on from where it stands; all where it has no workflow."""
    workflow = workflow_of(case)
    if workflow is None:
        return frozenset(Event)
    return frozenset(events(workflow, case.work.step, facts_asked(case, workflow)))


def _open_tasks(case: Case, tasks: Iterable[Task]) -> None:
    """Ask the agencies that the step names itself; those for any agency are asked by the officer."""
    for task in tasks:
        if task.agency != ANY_AGENCY:
            due = task_due(task, case.at, case.calendar)
            asked = AgencyTask.objects.create(
                dossier=case.dossier, key=case.work.step, agency=task.agency, question=task.name, asked_at=case.at,
                due_at=due,
            )  # fmt: skip
            case.tell("agency_asked", task=asked.pk, agency=task.agency, due=due)


def _refusal(workflow: Workflow, error: NotAllowed) -> Refused:
    possible = ", ".join(str(EVENTS[name]) for name in error.possible)
    message = _("The step “%(step)s” does not allow this. It allows: %(possible)s.")
    return Refused("not-in-this-step", message, step=error.step.name, possible=possible or "–")


def _enter(case: Case, workflow: Workflow, step: str) -> None:
    work = case.work
    work.step, work.step_since = step, case.at
    work.step_role = workflow.step(step).role
    _same_person(case, workflow, workflow.step(step))
    due = case.due
    work.step_due_at = (
        None if due is None else deadlines(workflow, case.at, due.instant, case.calendar, step).get(step)
    )


def _same_person(case: Case, workflow: Workflow, step: Step) -> None:
    """Give the dossier to whoever did the earlier step that `same_as` names, where he still assesses here.

    Of steps that officers of a desk do: at the counter whoever is there serves the citizen.
    """
    earlier = workflow.by_key.get(step.same_as)
    if earlier is None or step.role not in _OF_A_DESK:
        return
    kinds = [_TOLD_BY[name] for name in earlier.events if name in _TOLD_BY]
    told = Act.objects.filter(dossier=case.dossier, kind__in=kinds, actor__isnull=False)
    last = told.order_by("-recorded_at", "-pk").values_list("actor", flat=True).first()
    if last is None or last == case.work.assignee_id:
        return
    try:
        case.work.assignee = officer_of(case, last)
    except Wanting:
        return
    case.tell("assigned", officer=last, note="", by="same-as")


_OF_A_DESK = frozenset({Role.SPECIALIST, Role.HEAD})
_TOLD_BY = {
    Event.ACCEPT: "accepted", Event.PROPOSE: "proposed", Event.APPROVE: "approved", Event.SEND_BACK: "sent_back",
    Event.ANSWER: "agency_answered", Event.FINISH: "finished", Event.REFUSE: "finished",
}  # fmt: skip
"""The entry of the journal by which each event of a step is told; an assignment names somebody else."""


def workflow_of(case: Case) -> Workflow | None:
    """The workflow of a case; None before acceptance."""
    return by_id(case.work.workflow_id) if case.work.workflow_id else None


def decides(case: Case) -> bool:
    """Whether an approval in this step is the decision: the leader's, or any where there is no workflow."""
    workflow = workflow_of(case)
    if workflow is None:
        return True
    step = workflow.step(case.work.step)
    return step.kind is StepKind.APPROVAL and step.role == "leader"


def leave_steps(case: Case, *, result: bool) -> None:
    """After an ending that no step foresaw: on to where results are returned, or to the end where there is none."""
    workflow = workflow_of(case)
    if workflow is None:
        return
    returning = next(
        (step for step in workflow.steps if result and step.role == "counter" and step.on(Event.FINISH)), None
    )
    end = returning or next((step for step in workflow.steps if step.kind is StepKind.END), None)
    if end is not None and case.work.step != end.key:
        _enter(case, workflow, end.key)


def back_to_work(case: Case) -> None:
    """Put a reopened dossier before the officer who assesses it."""
    workflow = workflow_of(case)
    if workflow is not None:
        assessing = next((step for step in workflow.steps if step.on(Event.PROPOSE)), workflow.steps[0])
        _enter(case, workflow, assessing.key)
