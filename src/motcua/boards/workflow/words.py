"""The words for the parts of a workflow: events, steps, actors, times, conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.boards.words import CANONICAL, YES_NO
from motcua.boards.written import number
from motcua.rules.terms import Term, TermUnit
from motcua.rules.workflow import ANY_AGENCY, Event, Silence, Step, StepKind, Task, Workflow
from motcua.rules.workflow.model import Comparison, Condition, Conditions, Fact, FactKind, Transition, Value
from motcua.rules.workflow.worlds import OTHER
from motcua.workflow.models import WorkflowVersion

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

EVENTS: dict[str, StrPromise] = {
    Event.ACCEPT: _("Accept"),
    Event.ASSIGN: _("Assign"),
    Event.PROPOSE: _("Propose"),
    Event.APPROVE: _("Approve"),
    Event.SEND_BACK: _("Send back"),
    Event.ASK_AGENCY: _("Ask an agency"),
    Event.ANSWER: _("Answered"),
    Event.FINISH: _("Finish"),
    Event.REFUSE: _("Refuse"),
}
"""Each event, as a button would say it."""

KINDS: dict[str, StrPromise] = {
    StepKind.WORK: _("Work"),
    StepKind.APPROVAL: _("Approval"),
    StepKind.COORDINATION: _("Coordination"),
    StepKind.END: _("End"),
}
"""Each kind of step."""

ACTORS: dict[str, StrPromise] = {
    "counter": _("Counter officer"),
    "specialist": _("Specialist"),
    "head": _("Head of the department"),
    "director": _("Director of the Centre"),
    "leader": _("Leader of the People's Committee"),
    "clerk": _("Clerk"),
    "control": _("Control officer"),
}
"""Who does a step."""

STATUSES: dict[str, StrPromise] = {
    WorkflowVersion.Status.DRAFT: _("Draft"),
    WorkflowVersion.Status.CHECKED: _("Awaiting release"),
    WorkflowVersion.Status.RELEASED: _("Released"),
}
"""How far a version has come."""

SILENCES: dict[str, StrPromise] = {
    Silence.WAIT: _("the answer is required; without it the step waits"),
    Silence.GO_ON: _("without an answer in time the work goes on, without consent"),
    Silence.CONSENT: _("no answer in time counts as consent"),
}
"""What follows when an agency has not answered in its term."""

FACTS: dict[str, StrPromise] = {
    "procedure": _("procedure"),
    "field": _("field"),
    "channel": _("channel"),
    "level": _("service level"),
    "lane": _("lane"),
    "fee_due": _("fee due"),
    "fee_paid": _("fee paid"),
    "outcome": _("outcome"),
    "elsewhere": _("received for another unit"),
}
"""What every dossier is asked about."""

VALUES: dict[str, dict[str, StrPromise]] = {
    "channel": CANONICAL["channel"],
    "level": {
        "information": _("information only"),
        "partial": _("partly online"),
        "full": _("fully online"),
    },
    "lane": {
        "ordinary": _("ordinary"),
        "same_day": _("same day"),
        "on_the_spot": _("on the spot"),
        "express": _("express"),
        "priority": _("priority"),
    },
    "outcome": {"resolved": _("resolved"), "refused": pgettext_lazy("outcome", "refused")},
}
"""The values of choices."""

_SIGNS = {
    Comparison.IS: "=",
    Comparison.IS_NOT: "≠",
    Comparison.IN: "=",
    Comparison.NOT_IN: "≠",
    Comparison.AT_LEAST: "≥",
    Comparison.AT_MOST: "≤",
    Comparison.MORE: ">",
    Comparison.LESS: "<",
}


def actor(step: Step) -> str:
    """Who does a step; what is written, where that is nobody we know."""
    return str(ACTORS.get(step.role, step.role))


def time_of(step: Step) -> str:
    """The time that a step has: «50%», «4 giờ làm việc», «không tính»; empty where none is given."""
    if step.working_hours is not None:
        return hours(step.working_hours)
    if step.share is None:
        return ""
    return f"{step.share}%" if step.share else gettext("not counted")


def hours(amount: int) -> str:
    """So many working hours."""
    return ngettext("%(n)s working hour", "%(n)s working hours", amount) % {"n": number(amount)}


def term(value: Term | None) -> str:
    """A term in its unit; empty without one."""
    if value is None:
        return ""
    if value.unit is TermUnit.WORKING_HOURS:
        return hours(value.amount)
    if value.unit is TermUnit.CALENDAR_DAYS:
        return ngettext("%(n)s day", "%(n)s days", value.amount) % {"n": number(value.amount)}
    return ngettext("%(n)s working day", "%(n)s working days", value.amount) % {"n": number(value.amount)}


def agency(task: Task) -> str:
    """Who is asked."""
    return gettext("agencies that the officer names") if task.agency == ANY_AGENCY else task.agency


def fact_name(workflow: Workflow, name: str) -> str:
    """What a fact is called: its label, where the workflow declares it."""
    if name in FACTS:
        return str(FACTS[name])
    fact = workflow.known_facts.get(name)
    return fact.label or name if fact else name


def value_word(fact: Fact | None, value: Value) -> str:
    """A value of a fact in words."""
    if isinstance(value, bool):
        return str(YES_NO["yes" if value else "no"])
    if isinstance(value, int):
        return number(value)
    if value == OTHER:
        return gettext("another one")
    return str(VALUES.get(fact.name if fact else "", {}).get(value, value))


def condition(workflow: Workflow, one: Condition) -> str:
    """A condition as «kênh = trực tuyến / bưu chính»."""
    fact = workflow.known_facts.get(one.fact)
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    said = " / ".join(value_word(fact, value) for value in values)
    return f"{fact_name(workflow, one.fact)} {_SIGNS[one.comparison]} {said}"


def conditions(workflow: Workflow, when: Conditions) -> str:
    """All conditions, one after the other; empty where there are none."""
    return "; ".join(condition(workflow, one) for one in when)


def world(workflow: Workflow, facts: Mapping[str, Value]) -> str:
    """Facts of an example as «phải nộp phí = có; diện tích = 499»."""
    known = workflow.known_facts
    said = (
        f"{fact_name(workflow, name)} = {value_word(known.get(name), value)}" for name, value in facts.items()
    )
    return "; ".join(said)


def way(workflow: Workflow, one: Transition) -> str:
    """What a transition leads to: «Trình → Phê duyệt, khi …», or why it is refused."""
    if one.forbid:
        leads = gettext("not possible: %(reason)s") % {"reason": one.forbid}
    else:
        there = workflow.by_key.get(one.to)
        leads = there.name if there else one.to or "?"
    said = f"{EVENTS[one.event]} → {leads}"
    if not one.when:
        return said
    return gettext("%(way)s, where %(conditions)s") % {
        "way": said,
        "conditions": conditions(workflow, one.when),
    }


def kind_of_fact(fact: Fact) -> str:
    """What values a fact can have."""
    names = {
        FactKind.YES_NO: _("yes or no"),
        FactKind.CHOICE: _("a choice"),
        FactKind.TEXT: _("a text"),
        FactKind.NUMBER: _("a whole number"),
    }
    choices = ", ".join(fact.choices)
    said = f"{names[fact.kind]}: {choices}" if choices else str(names[fact.kind])
    if fact.default is None:
        return said
    return gettext("%(kind)s; %(value)s unless told otherwise") % {
        "kind": said,
        "value": value_word(fact, fact.default),
    }
