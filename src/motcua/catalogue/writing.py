"""Transactions that write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that takes the write lock at its beginning, so that it cannot lose it half-way."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    connection.ensure_connection()
    sqlite: Any = connections["default"]
    usual, sqlite.transaction_mode = sqlite.transaction_mode, "IMMEDIATE"
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = usual
