"""Quy trình nội bộ: the workflows of a unit, one version drawn and told, two versions compared."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now, today
from motcua.boards.workflow import words
from motcua.boards.workflow.differences import differences
from motcua.boards.workflow.drawing import drawing
from motcua.boards.workflow.problems import told
from motcua.boards.workflow.table import rows
from motcua.catalogue.calendars import calendar_of
from motcua.people.policies import ADMINISTER, SEE_DOSSIERS
from motcua.rules.clock import due
from motcua.rules.instants import Instant
from motcua.rules.terms import Term, TermUnit
from motcua.rules.workflow import Workflow, deadlines
from motcua.workflow.drafts import reading_of, refusal
from motcua.workflow.models import WorkflowVersion
from motcua.workflow.overview import overview, visible
from motcua.workflow.reading import Reading

_EXAMPLE_DAYS = 5
_MOST_DAYS = 250


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The workflows of the unit, with what is in force, coming and being written."""
    return render(request, "workflow/list.html", list_context(request))


def list_context(request: UnitRequest) -> dict[str, Any]:
    """What the list needs; also shown when a new workflow was refused."""
    entries = overview(request.unit, today())
    return {
        "entries": entries,
        "origins": [one.in_force for one in entries if one.in_force],
        "statuses": words.STATUSES,
        "may_write": ADMINISTER in request.rights,
    }


def version_of(request: UnitRequest, version: int) -> WorkflowVersion:
    """A version that the unit may see; 404 otherwise."""
    people = visible(request.unit, today()).select_related("checked_by", "released_by")
    return get_object_or_404(people, pk=version)


@unit_page(SEE_DOSSIERS)
def one(request: UnitRequest, version: int) -> HttpResponse:
    """One version: its drawing, its steps with an example of when they are due, its history."""
    found = version_of(request, version)
    return render(request, "workflow/one.html", one_context(request, found))


def one_context(request: UnitRequest, found: WorkflowVersion) -> dict[str, Any]:
    """What the page of a version needs."""
    reading = reading_of(found)
    days = _days(request.GET.get("days", ""))
    dues = _example(request, reading.workflow, days) if not reading.problems else {}
    may_write = ADMINISTER in request.rights and found.unit_id == request.unit.pk
    return {
        "version": found,
        "status": words.STATUSES[found.status],
        "days": days,
        "most_days": _MOST_DAYS,
        "history": _history(request, found),
        "may_write": may_write and found.status != WorkflowVersion.Status.RELEASED,
        "may_copy": ADMINISTER in request.rights and found.status == WorkflowVersion.Status.RELEASED,
        "refusal": refusal(found, request.user) if may_write else "",
        "editors": [person.get_full_name() for person in found.editors.all()],
        "today": today(),
        **shown(reading, dues),
    }


def shown(reading: Reading, dues: dict[str, Instant] | None = None) -> dict[str, Any]:
    """The drawing, the table and the problems of a reading."""
    workflow, problems = reading.workflow, told(reading)
    if workflow is None:
        return {"problems": problems, "workflow": None}
    return {
        "problems": problems,
        "workflow": workflow,
        "drawing": drawing(workflow, wrong={one.key for one in problems if one.key}),
        "rows": rows(workflow, dues),
        "facts": [
            (words.fact_name(workflow, fact.name), words.kind_of_fact(fact)) for fact in workflow.facts
        ],
    }


def _history(request: UnitRequest, found: WorkflowVersion) -> list[dict[str, Any]]:
    """The versions of the same workflow, newest first, each with the one before it to compare with."""
    listed = list(
        visible(request.unit, today())
        .filter(key=found.key)
        .defer("text", "body")
        .order_by("-made_at", "-pk")
        .select_related("released_by")
    )
    before = [*listed[1:], None]
    return [
        {"version": row, "before": earlier, "status": words.STATUSES[row.status]}
        for row, earlier in zip(listed, before, strict=True)
    ]


def _days(text: str) -> int:
    days = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else _EXAMPLE_DAYS
    return min(max(days, 1), _MOST_DAYS)


def _example(request: UnitRequest, workflow: Workflow | None, days: int) -> dict[str, Instant]:
    """When each step of a dossier received now would be due, by the unit's calendar."""
    calendar, begin = calendar_of(request.unit.pk), now()
    ends = due(begin, Term(days, TermUnit.WORKING_DAYS), calendar)
    return deadlines(workflow, begin, ends.instant, calendar) if workflow and ends else {}


@unit_page(SEE_DOSSIERS)
def compare(request: UnitRequest, version: int, other: int) -> HttpResponse:
    """What a version says otherwise than another one."""
    after, before = version_of(request, version), version_of(request, other)
    old, new = reading_of(before).workflow, reading_of(after).workflow
    changes = differences(old, new) if old is not None and new is not None else None
    context = {"after": after, "before": before, "changes": changes}
    return render(request, "workflow/compare.html", context)
