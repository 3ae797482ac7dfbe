"""What the conditions of a workflow ask about a dossier; what none of them asks is not looked up."""

from __future__ import annotations

from collections.abc import Callable

from motcua.casework.case import Case
from motcua.casework.models import AgencyTask, Fee
from motcua.catalogue.models import Field, Procedure
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel, Level
from motcua.rules.workflow import TASKS_OPEN, Workflow
from motcua.rules.workflow.model import Value

_LEVELS = {Level.INFORMATION: "information", Level.PARTIAL: "partial", Level.FULL: "full"}


def facts_asked(case: Case, workflow: Workflow) -> dict[str, Value]:
    """The facts of a case that the workflow's conditions name."""
    return {name: _FACTS[name](case) for name in workflow.asked if name in _FACTS}


def _procedure(case: Case) -> str:
    return Procedure.objects.values_list("code", flat=True).get(pk=case.work.procedure_id)


def _field(case: Case) -> str:
    return Field.objects.values_list("name", flat=True).get(pk=case.dims.field)


def _fee_due(case: Case) -> bool:
    fees = Fee.objects.filter(dossier=case.dossier, amount__gt=0)
    return fees.exclude(how=Fee.How.EXEMPT).exists()


def _fee_paid(case: Case) -> bool:
    return not Fee.objects.filter(dossier=case.dossier, amount__gt=0, how="").exists()


def _tasks_open(case: Case) -> int:
    if not case.work.seq:
        return 0
    return AgencyTask.objects.filter(dossier=case.dossier, answered_at=None).count()


_FACTS: dict[str, Callable[[Case], Value]] = {
    "procedure": _procedure,
    "field": _field,
    "channel": lambda case: Channel(case.dims.channel).name.lower(),
    "level": lambda case: _LEVELS[Level(case.dims.level)],
    "lane": lambda case: Lane(case.dims.lane).name.lower(),
    "fee_due": _fee_due,
    "fee_paid": _fee_paid,
    "elsewhere": lambda case: case.work.received_by_id != case.work.unit_id,
    TASKS_OPEN: _tasks_open,
}
