"""Everything that is known of an own dossier, for its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.boards.desk.entries import asked_of_second, told
from motcua.boards.desk.rows import step_until
from motcua.boards.desk.words import GRAVE, PRIMARY
from motcua.boards.dossier_parts import days_off, moves_of
from motcua.boards.findings.beside import beside
from motcua.boards.slips.fill import forms_of
from motcua.boards.standing import Standing
from motcua.boards.standing import standing as stand
from motcua.boards.written import working_time
from motcua.casework.acts.transfer import waiting
from motcua.casework.case import Case
from motcua.casework.flow import leading_on, workflow_of
from motcua.casework.models import AgencyTask, Applicant, Fee, Paper, SecondPerson, Transfer, Work
from motcua.casework.offered import offered
from motcua.casework.perform import CaseAct
from motcua.dossiers.models import Person
from motcua.dossiers.own import clock_terms
from motcua.people.policies import RECEIVE, SEE_PERSON
from motcua.rules.accounts import OPEN, Account
from motcua.rules.explain import Line, explain
from motcua.rules.instants import Instant, local_day
from motcua.rules.lanes import Lane
from motcua.rules.terms import ClockError
from motcua.rules.workflow import Event, StepKind


@dataclass(frozen=True)
class StepSeen:
    """A step of the workflow and whether the dossier has been there, is there, or has it ahead."""

    name: str
    place: str


def context_of(case: Case, now: Instant) -> dict[str, Any]:
    """What the page of an own dossier shows to the case's actor."""
    dossier, contents = case.dossier, SEE_PERSON in case.actor.rights
    acts = offered(case) if contents else []
    primary = _primary(case, acts)
    return {
        "case": case,
        "dossier": dossier,
        "work": case.work,
        "standing": stand(dossier, now, case.calendar),
        "steps": steps(case),
        "step_clock": step_clock(case, now),
        "primary": primary,
        "others": sorted((act for act in acts if act is not primary), key=lambda act: act.name in GRAVE),
        "grave": GRAVE,
        **asked_of(case),
        "person": Person.objects.filter(pk=dossier.pk).first() if contents else None,
        "applicant": Applicant.objects.filter(pk=dossier.pk).first() if contents else None,
        "lane": Lane(case.work.lane),
        "papers": list(Paper.objects.filter(dossier=dossier, replaced_by=None).select_related("file").order_by("pk")),
        "fees": list(Fee.objects.filter(dossier=dossier).order_by("pk")),
        "tasks": list(AgencyTask.objects.filter(dossier=dossier).order_by("pk")),
        "transfers": list(Transfer.objects.filter(dossier=dossier).select_related("origin", "target").order_by("pk")),
        "unreceived": case.state is Account.OUTSIDE,
        "may_receive": RECEIVE in case.actor.rights and case.actor.unit == case.work.received_by_id,
        "forms": forms_of(case) if contents else [],
        "linked": linked(case),
        "told": told(case) if contents else [],
        "explained": explained(case),
        "moves": moves_of(dossier.pk, now),
        "beside": beside(case.actor.unit, dossier, case.actor.rights, now),
    }  # fmt: skip


def _primary(case: Case, acts: Sequence[type[CaseAct]]) -> type[CaseAct] | None:
    """The act to begin with; a dossier may be assigned at any time, but only where that leads on is it what is wanted.

    An answer that comes after the end can be recorded, but nothing waits for it.
    """
    by_name = {act.name: act for act in acts}
    if Event.ASSIGN not in leading_on(case):
        by_name.pop(Event.ASSIGN, None)
    if case.state not in OPEN:
        by_name.pop("answer-agency", None)
    return next((by_name[name] for name in PRIMARY if name in by_name), None)


def asked_of(case: Case) -> dict[str, Any]:
    """What others ask about a dossier: a second person's word, another unit to take it; what, for who may see contents."""
    contents, second = SEE_PERSON in case.actor.rights, _second(case)
    return {
        "contents": contents,
        "second": second,
        "second_asks": asked_of_second(case, second) if second and contents else "",
        "on_its_way": waiting(case),
    }


def _second(case: Case) -> SecondPerson | None:
    waiting = SecondPerson.objects.filter(dossier=case.dossier, status=SecondPerson.Status.WAITING)
    return waiting.select_related("asked_by").first()


def linked(case: Case) -> list[Work]:
    """The other dossiers of the same request."""
    if case.work.request_id is None:
        return []
    others = Work.objects.filter(request=case.work.request_id).exclude(pk=case.work.pk)
    return list(others.select_related("dossier", "procedure", "unit").order_by("pk"))


def steps(case: Case) -> list[StepSeen]:
    """The steps of the dossier's workflow, coordination and end left out where the dossier is not there."""
    workflow = workflow_of(case)
    if workflow is None:
        return []
    shown = [
        step
        for step in workflow.steps
        if step.key == case.work.step or step.kind not in (StepKind.COORDINATION, StepKind.END)
    ]
    at = next((place for place, step in enumerate(shown) if step.key == case.work.step), len(shown))
    words = {-1: "done", 0: "now", 1: "ahead"}
    return [StepSeen(step.name, words[(place > at) - (place < at)]) for place, step in enumerate(shown)]


def step_clock(case: Case, now: Instant) -> Standing | None:
    """How the step stands: its traffic light and the working time left; None where no time of a step runs."""
    until = step_until(case.work)
    if until is None:
        return None
    if until < now:
        return Standing("", "late", _("step overdue"))
    tone = "today" if local_day(until) == local_day(now) else "term"
    return Standing("", tone, working_time(case.calendar.working_minutes_between(now, until)))


def explained(case: Case) -> list[Line]:
    """How the due date follows from the term that held at acceptance, its pauses, extensions and apology."""
    terms = clock_terms(case.entries)
    if terms is None:
        return []
    try:
        return explain(
            terms.received, terms.term, case.calendar, terms.rules, pauses=terms.pauses,
            extensions=terms.extensions, apologies=terms.apologies, names=days_off(case.dossier),
        )  # fmt: skip
    except ClockError:
        return []
