"""Rows that name rows which there are not: what the database itself does not check (see `dossiers/models.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from motcua.ledger.fault import Fault

EVERY_UNIT = 0
"""In place of a unit: a row that leads nowhere need not have one."""


def orphans() -> list[Fault]:
    """A fault for each column of a table in which keys lead nowhere; empty where all are sound."""
    return [fault for model in apps.get_models() for fault in _of(model)]


def _of(model: type[Model]) -> Iterator[Fault]:
    for field in model._meta.concrete_fields:
        checked = getattr(field, "db_constraint", True)
        if isinstance(field, ForeignKey) and not checked and (count := _lost(model, field)):
            where = f"{model._meta.db_table}.{field.column}"
            yield Fault("orphan", EVERY_UNIT, where, f"{count} rows name a row that there is not")


def _lost(model: type[Model], field: Field[Any, Any]) -> int:
    known = field.related_model._base_manager.values("pk")  # type: ignore[union-attr]
    return model._base_manager.exclude(**{f"{field.attname}__in": known}).count()
