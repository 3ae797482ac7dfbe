"""The rows that a test database begins with, kept beside it, and put back after a test that emptied all tables.

Django rolls most tests back. Those with transactions of their own end with a flush, which leaves every table empty;
loading the reference data again takes many times as long as copying them from tables that no model knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model
from django.test import TransactionTestCase

_BESIDE = "kept_"

Copies = dict[str, str]
"""The columns of every table that had rows, as SQL."""


def keep() -> Copies:
    """Copy what the database holds into tables that a flush leaves alone."""
    models = apps.get_models(include_auto_created=True)
    kept = {model._meta.db_table: _columns(model) for model in models if _has_rows(model)}
    _execute(*(f"CREATE TABLE {_BESIDE}{name} AS SELECT {kept[name]} FROM {name}" for name in kept))
    return kept


def put_back(kept: Copies) -> None:
    """Give the tables the rows again that were kept, with the same keys."""
    with transaction.atomic():
        # Content types and permissions are made by a flush, under other keys.
        _execute(*(f"DELETE FROM {name}" for name in reversed(kept)))
        _execute(*(f"INSERT INTO {name} ({kept[name]}) SELECT * FROM {_BESIDE}{name}" for name in kept))
    ContentType.objects.clear_cache()


@contextmanager
def put_back_after_flush(kept: Copies) -> Iterator[None]:
    """Within, every flush after a test is followed by putting back."""
    flush: Callable[[Any], None] = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush_and_put_back(self: TransactionTestCase) -> None:
        flush(self)
        put_back(kept)

    TransactionTestCase._fixture_teardown = flush_and_put_back  # type: ignore[attr-defined]
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]


def _columns(model: type[Model]) -> str:
    fields = (field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False))
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)


def _has_rows(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._base_manager.exists()


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
