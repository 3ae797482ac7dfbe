"""One entry: its form, its history, taking it out and putting it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.registers.shared import READ, WRITTEN, cells, register_page, sees_persons
from motcua.boards.sent_once import key_of, sent_once
from motcua.casework.once import Answer
from motcua.catalogue.models import Field
from motcua.people.models import User
from motcua.people.policies import SEE_FIGURES, WRITE_REPORT
from motcua.registers.keep import Outdated, add, change, restore, void
from motcua.registers.kind import Column, Kind
from motcua.registers.models import Entry, Revision
from motcua.registers.values import BadEntry


@dataclass(frozen=True)
class Input:
    """A column to fill: what stands in it, and what is wrong with that."""

    column: Column
    value: str
    problem: str


@register_page(WRITE_REPORT)
def new(request: UnitRequest, kind: Kind) -> HttpResponse:
    """The form for a new entry; posted, it is added."""
    if request.method != "POST":
        return _form(request, kind, None, {}, {})
    try:
        entry = sent_once(request, lambda: _added(request, kind))["entry"]
    except BadEntry as problem:
        return _form(request, kind, None, request.POST, problem.problems)
    if "more" in request.POST:
        return redirect("registers-new", request.unit.pk, kind.key)
    return redirect("registers-entry", request.unit.pk, kind.key, entry)


def _added(request: UnitRequest, kind: Kind) -> Answer:
    made = add(request.unit, kind, _given(request, kind, None), now(), request.user.pk)
    seen(request, WRITTEN, register=kind.key, entries=1)
    messages.success(request, _("Added to the register."))
    return {"entry": made.pk}


@register_page(SEE_FIGURES)
def one(request: UnitRequest, kind: Kind, entry: int) -> HttpResponse:
    """An entry with its history; whoever writes reports changes it here."""
    found = _entry(request, kind, entry)
    if WRITE_REPORT not in request.rights:
        if request.method == "POST":
            return HttpResponse(status=403)
        return _read(request, kind, found)
    if request.method != "POST":
        return _form(request, kind, found, _values(found), {})
    version = request.POST.get("version", "")
    try:
        given = _given(request, kind, found)
        changed = change(
            found, kind, given, now(), request.user.pk, version=int(version) if version.isdecimal() else None
        )
    except BadEntry as problem:
        return _form(request, kind, found, request.POST, problem.problems)
    except Outdated as error:
        found.refresh_from_db()
        return _form(request, kind, found, _values(found), {"": str(error)}, status=409)
    if changed:
        seen(request, WRITTEN, register=kind.key, entries=1)
    messages.success(request, _("Saved.") if changed else _("Nothing was different."))
    return redirect("registers-one", request.unit.pk, kind.key)


@require_POST
@register_page(WRITE_REPORT)
def take_out(request: UnitRequest, kind: Kind, entry: int) -> HttpResponse:
    """Take an entry out of the register, or put it back."""
    found = _entry(request, kind, entry)
    if found.void:
        restore(found, now(), request.user.pk)
        messages.success(request, _("Put back into the register."))
    else:
        void(found, now(), request.user.pk)
        messages.success(request, _("Taken out of the register; it can be put back."))
    seen(request, WRITTEN, register=kind.key, entries=1)
    return redirect("registers-one", request.unit.pk, kind.key)


def _entry(request: UnitRequest, kind: Kind, key: int) -> Entry:
    return get_object_or_404(Entry, pk=key, unit=request.unit, register=kind.key)


def _values(entry: Entry) -> dict[str, str]:
    words = {True: "1", False: "0"}
    return {
        name: words[value] if isinstance(value, bool) else str(value)
        for name, value in {**entry.values, **entry.persons}.items()
    }


def _given(request: UnitRequest, kind: Kind, entry: Entry | None) -> dict[str, str]:
    """What was typed; personal columns of somebody who does not see them stay as they are."""
    before, persons = _values(entry) if entry else {}, sees_persons(request)
    return {
        column.name: before.get(column.name, "")
        if column.personal and not persons
        else request.POST.get(column.name, "").replace("\r\n", "\n")
        for column in kind.columns
    }


def _form(
    request: UnitRequest,
    kind: Kind,
    entry: Entry | None,
    values: Mapping[str, Any],
    problems: Mapping[str, str],
    status: int = 0,
) -> HttpResponse:
    columns = kind.open_to(sees_persons(request))
    hidden = [column for column in kind.columns if column.required and column not in columns]
    if hidden and entry is None:
        raise Http404
    inputs = [
        Input(column, str(values.get(column.name, "")), problems.get(column.name, "")) for column in columns
    ]
    context = {
        "kind": kind,
        "entry": entry,
        "key": key_of(request),
        "inputs": inputs,
        "problems": [(name, text) for name, text in problems.items()],
        "steps": _steps(kind, entry),
        "fields": _fields() if any(column.fields for column in columns) else [],
    }
    return render(request, "registers/entry.html", context, status=status or (422 if problems else 200))


def _fields() -> list[str]:
    found = Field.objects.filter(merged_into=None).order_by("name").values_list("name", flat=True)
    return list(found)


def _read(request: UnitRequest, kind: Kind, entry: Entry) -> HttpResponse:
    seen(request, READ, register=kind.key, person=sees_persons(request))
    context = {
        "kind": kind,
        "entry": entry,
        "cells": cells({**entry.values, **entry.persons}, kind.open_to(sees_persons(request))),
        "steps": _steps(kind, entry),
    }
    return render(request, "registers/read.html", context)


@dataclass(frozen=True)
class Step:
    """A revision in words."""

    revision: Revision
    who: str
    columns: str


def _steps(kind: Kind, entry: Entry | None) -> list[Step]:
    if entry is None:
        return []
    revisions = list(entry.revisions.order_by("-at", "-pk"))
    names = {
        user.pk: user.get_full_name() for user in User.objects.filter(pk__in={r.actor for r in revisions})
    }
    labels = {column.name: column.label for column in kind.columns}
    return [
        Step(
            one,
            names.get(one.actor or 0, ""),
            "; ".join(labels.get(name, name) for name in one.columns)
            if one.act == Revision.Act.CHANGED
            else "",
        )
        for one in revisions
    ]
