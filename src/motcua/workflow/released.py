"""The workflow that new dossiers take on a day, and the one that an open dossier keeps."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from motcua.catalogue.models import UnitParent
from motcua.catalogue.quick import ask
from motcua.catalogue.writing import writing
from motcua.rules.instants import day_of, day_start
from motcua.rules.workflow import Workflow, body_of, read
from motcua.workflow.defaults import SHIPPED, Shipped
from motcua.workflow.models import WorkflowVersion
from motcua.workflow.reading import readable

_RELEASED = WorkflowVersion.Status.RELEASED


class Released(NamedTuple):
    """A version that is in force: its id, which the dossier keeps, and what it says."""

    id: int
    workflow: Workflow


class UnknownWorkflow(LookupError):
    """No released version of that key on that day, or none with that id."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Không có quy trình nội bộ {what} đã ban hành. Xem trang Quy trình của đơn vị.")


def released(key: str, day: date, unit: int | None = None) -> Released:
    """The version of a workflow that a dossier accepted on a local day in a unit takes, and keeps.

    The unit's own goes before that of the unit above it, and that before the common one; of each the latest whose
    first day has come. Raises UnknownWorkflow.
    """
    found = _in_force(key, day, unit)
    if found is None and any(one.key == key for one in SHIPPED):
        load_defaults()
        found = _in_force(key, day, unit)
    if found is None:
        raise UnknownWorkflow(f"“{key}”")
    return Released(found, by_id(found))


@lru_cache(maxsize=2048)
def by_id(version: int) -> Workflow:
    """What a released version says, by the id that a dossier keeps; kept for each process. Raises UnknownWorkflow."""
    body = WorkflowVersion.objects.filter(pk=version, status=_RELEASED).values_list("body", flat=True).first()
    if body is None:
        raise UnknownWorkflow(f"số {version}")
    return read(body)


def line_of(unit: int | None, day: date) -> list[int | None]:
    """A unit, the units above it by the parents in force on a day, nearest first, and None for every unit."""
    found: list[int | None] = []
    while unit is not None and unit not in found:
        found.append(unit)
        links = UnitParent.objects.filter(unit=unit, since__lte=day).order_by("-since")
        unit = links.values_list("parent_id", flat=True).first()
    return [*found, None]


_BEGUN = """
SELECT unit_id, id FROM workflow_workflowversion
WHERE key = %s AND status = 'released' AND since <= %s ORDER BY since, number
"""


def _in_force(key: str, day: date, unit: int | None) -> int | None:
    """The id of the version in force: of the nearest unit that has one."""
    # The last of each unit stays.
    rows = ask(_BEGUN, [key, connection.ops.adapt_datefield_value(day)])
    latest: dict[int | None, int] = dict(rows)
    if latest.keys() <= {None}:
        return latest.get(None)
    return next((latest[one] for one in line_of(unit, day) if one in latest), None)


def load_defaults() -> None:
    """Add the versions that come with the program and are missing; what is there is never written again."""
    common = WorkflowVersion.objects.filter(unit=None)
    known = set(common.values_list("key", "number"))
    for one in SHIPPED:
        if (one.key, one.number) not in known:
            _add(one)


def _add(one: Shipped) -> None:
    workflow = readable(one.text)
    at = day_start(day_of(one.since))
    written: dict[str, Any] = {"name": workflow.name, "text": one.text, "body": body_of(workflow)}
    when: dict[str, Any] = {"since": one.since, "made_at": at, "changed_at": at, "released_at": at}
    with writing():
        WorkflowVersion.objects.get_or_create(
            unit=None, key=one.key, number=one.number, defaults=written | when | {"status": _RELEASED}
        )


@receiver([post_save, post_delete], sender=WorkflowVersion)
def _forget(**_: Any) -> None:
    by_id.cache_clear()
