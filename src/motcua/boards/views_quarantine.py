"""Cách ly: rows that could not be counted, opened, mended and taken again, or left out for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import ROW_LEFT_OUT, ROW_MENDED, ROW_READ, seen
from motcua.boards.clock import now
from motcua.boards.private import PERSONAL, hidden
from motcua.boards.words import CANONICAL, QUARANTINE
from motcua.hub import quarantine
from motcua.hub.errors import ExportError
from motcua.hub.models import QuarantinedRow
from motcua.hub.vocabulary import load
from motcua.people.policies import IMPORT, SEE_PERSON

PAGE = 100
ALWAYS_ASKED = ("code", "procedure_code", "field_name", "state", "received_at", "due_at", "finished_at")
LONGEST_NOTE = 2000
_TROUBLE = {
    "missing dossier code": frozenset({"code"}),
    "unknown procedure and sector": frozenset({"procedure_code", "procedure_name", "field_name"}),
    "finished before received": frozenset({"received_at", "finished_at"}),
    "contradictory times": frozenset({"received_at", "paused_at", "resumed_at", "finished_at"}),
    "no reception time": frozenset({"received_at"}),
    "no finishing time": frozenset({"finished_at"}),
    "impossible date": frozenset(
        {"lodged_at", "received_at", "due_at", "finished_at", "returned_at", "paused_at"}
    ),
}
"""Which columns a reason speaks of."""


@unit_page(IMPORT)
def page(request: UnitRequest) -> HttpResponse:
    """The rows of a status, the latest import first, a part at a time."""
    status = request.GET.get("status", QuarantinedRow.Status.OPEN)
    status = status if status in QuarantinedRow.Status.values else QuarantinedRow.Status.OPEN
    before = request.GET.get("before", "")
    rows = (
        QuarantinedRow.objects.filter(unit=request.unit, status=status)
        .select_related("system")
        .order_by("-pk")
    )
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    context = {
        "status": status,
        "statuses": _statuses(),
        "rows": [_line(row) for row in found[:PAGE]],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return render(request, "quarantine/page.html", context)


def _statuses() -> list[tuple[str, str]]:
    status = QuarantinedRow.Status
    return [
        (status.OPEN, _("Waiting")),
        (status.MENDED, _("Mended and taken")),
        (status.SET_ASIDE, _("Left out")),
    ]


def _line(row: QuarantinedRow) -> dict[str, Any]:
    known = (row.values.get("code"), row.values.get("procedure_name") or row.values.get("field_name"))
    return {"row": row, "reason": QUARANTINE[row.reason][0], "code": known[0], "about": known[1]}


def _row(request: UnitRequest, key: int) -> QuarantinedRow:
    return get_object_or_404(
        QuarantinedRow.objects.select_related("system", "unit"), pk=key, unit=request.unit
    )


@unit_page(IMPORT)
def row_page(request: UnitRequest, row: int) -> HttpResponse:
    """One row with its values; posted, the values are mended and the row is taken again."""
    found, problem = _row(request, row), ""
    values = dict(found.values)
    if request.method == "POST" and found.status == QuarantinedRow.Status.OPEN:
        values = _typed(request, found)
        try:
            _check_lengths(values)
            quarantine.mend(found, values, request.user.pk, now())
            seen(request, ROW_MENDED, row=found.pk)
            messages.success(request, _("The row was taken: its dossier is counted now."))
            return redirect("quarantine", request.unit.pk)
        except (ExportError, TooLong) as error:
            problem = str(error)
    else:
        seen(request, ROW_READ, row=found.pk, person=SEE_PERSON in request.rights)
    context = _context(request, found, values) | {"problem": problem}
    return render(request, "quarantine/row.html", context, status=422 if problem else 200)


class TooLong(ValueError):
    """A value that no export has: longer than any column is written."""


def _check_lengths(values: Mapping[str, Any]) -> None:
    """Raise TooLong, with the column, for what is too long to be kept."""
    for name, value in values.items():
        if len(str(value)) > LONGEST_NOTE:
            told = _("%(column)s: this is too long; at most %(most)s characters.")
            raise TooLong(told % {"column": load().labels.get(name, name), "most": LONGEST_NOTE})


def _typed(request: UnitRequest, row: QuarantinedRow) -> dict[str, str]:
    """The row's values with those of the form; what the reader may not see stays as it was."""
    shown = [name for name in _names(row) if name not in PERSONAL or SEE_PERSON in request.rights]
    return row.values | {name: request.POST.get(name, "").strip() for name in shown}


def _names(row: QuarantinedRow) -> list[str]:
    """The columns of the form: what the reason speaks of first, then the usual ones, then what else the row has."""
    trouble = _TROUBLE.get(row.reason, frozenset[str]())
    every = [*(name for name in load().labels if name in trouble), *ALWAYS_ASKED, *row.values]
    return [name for name in dict.fromkeys(every) if name in load().labels]


def _context(request: UnitRequest, row: QuarantinedRow, values: dict[str, str]) -> dict[str, Any]:
    labels, trouble = load().labels, _TROUBLE.get(row.reason, frozenset[str]())
    fields = [
        {
            "name": name,
            "label": labels[name],
            "value": hidden(name, values.get(name), request.rights),
            "trouble": name in trouble,
            "choices": list(CANONICAL.get(name, {}).items()),
            "covered": name in PERSONAL and SEE_PERSON not in request.rights,
        }
        for name in _names(row)
    ]
    reason, advice = QUARANTINE[row.reason]
    return {"row": row, "reason": reason, "advice": advice, "fields": fields}


@require_POST
@unit_page(IMPORT)
def set_row_aside(request: UnitRequest, row: int) -> HttpResponse:
    """Leave a row out for good; the reason has to be told."""
    found, note = _row(request, row), request.POST.get("note", "").strip()
    problem = "" if note else _("Say why the row is left out.")
    if len(note) > LONGEST_NOTE:
        problem = _("This is too long; at most %(most)s characters.") % {"most": LONGEST_NOTE}
    if problem:
        context = _context(request, found, found.values) | {"problem": problem, "note": note}
        return render(request, "quarantine/row.html", context, status=422)
    if found.status == QuarantinedRow.Status.OPEN:
        quarantine.set_aside(found, note)
        seen(request, ROW_LEFT_OUT, row=found.pk)
        messages.info(request, _("The row is left out of the figures."))
    return redirect("quarantine", request.unit.pk)
