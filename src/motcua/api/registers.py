"""Registers of a unit: what kinds there are, their entries, and entries that another program sends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from ninja import Router, Status
from ninja.errors import HttpError

from motcua.api import schemas
from motcua.api.access import ApiRequest, enter
from motcua.api.problems import Unknown
from motcua.api.tokens import ACT, STATEMENTS
from motcua.boards.clock import now
from motcua.boards.registers.shared import READ
from motcua.people.audit import record
from motcua.people.policies import SEE_FIGURES, SEE_PERSON, WRITE_REPORT
from motcua.registers.keep import API, add, change
from motcua.registers.kind import Kind
from motcua.registers.kinds_read import kind_of, kinds
from motcua.registers.models import Entry

router = Router(tags=["registers"])


def _kind(book: str) -> Kind:
    try:
        return kind_of(book)
    except KeyError as error:
        raise Unknown from error


@router.get("/{unit}/registers", response=list[schemas.RegisterOut], operation_id="list_registers")
def listed(request: ApiRequest, unit: str) -> list[dict[str, Any]]:
    """The registers with their columns."""
    enter(request, unit, STATEMENTS, SEE_FIGURES)
    return [
        {"key": kind.key, "title": kind.title, "columns": [_column(one) for one in kind.columns]}
        for kind in kinds([]).values()
    ]


def _column(column: Any) -> dict[str, Any]:
    words = {"name": column.name, "label": column.label, "type": column.type, "required": column.required}
    return words | {"choices": dict(column.choices), "personal": column.personal, "key": column.key}


@router.get(
    "/{unit}/registers/{book}", response=list[schemas.RegisterEntry], operation_id="list_register_entries"
)
def entries(request: ApiRequest, unit: str, book: str, first: date, last: date) -> list[dict[str, Any]]:
    """The entries that have to do with a period, both days included; personal columns for who may see persons."""
    place, actor = enter(request, unit, STATEMENTS, SEE_FIGURES)
    kind = _kind(book)
    if last < first:
        raise HttpError(422, "first, last")
    found = Entry.objects.filter(unit=place, register=kind.key, void=False, since__lte=last)
    found = (
        found.filter(Q(until=None) | Q(until__gte=first)) if kind.until else found.filter(since__gte=first)
    )
    persons = SEE_PERSON in actor.rights
    record(place.pk, request.auth.user_id, READ, None, now(), {"register": kind.key, "person": persons})
    return [
        {"id": one.pk, "values": {**one.values, **(one.persons if persons else {})}}
        for one in found.order_by("since", "pk")
    ]


@router.post(
    "/{unit}/registers/{book}",
    response={200: schemas.RegisterEntryKept, 201: schemas.RegisterEntryKept},
    operation_id="keep_register_entry",
)
def keep(request: ApiRequest, unit: str, book: str, body: schemas.RegisterEntryIn) -> Status[dict[str, Any]]:
    """Add an entry; with the key of one that is there it changes that one, so that sending again adds nothing."""
    place, actor = enter(request, unit, ACT, WRITE_REPORT)
    kind = _kind(book)
    given = {name: _text(value) for name, value in body.values.items()}
    strange = sorted(given.keys() - {column.name for column in kind.columns})
    if strange:
        raise HttpError(422, f"values: {', '.join(strange)}")
    code = " ".join(given.get(kind.code, "").split()) if kind.code else ""
    present = Entry.objects.filter(unit=place, register=kind.key, code=code).first() if code else None
    if present is None:
        made = add(place, kind, given, now(), actor.user, API)
        return Status(201, {"id": made.pk, "changed": True})
    before = {name: _text(value) for name, value in {**present.values, **present.persons}.items()}
    changed = change(present, kind, {**before, **given}, now(), actor.user, API)
    return Status(200, {"id": present.pk, "changed": changed})


def _text(value: Any) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else "" if value is None else str(value)
