"""A database that `tools.test` made ready once, with tables and reference data: what tests need begins as its copy.

To migrate from nothing takes longer than most tests, and longer with every migration. Where pytest is run by hand
there is no such database, and everything is made anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

READY = os.environ.get("TEST_READY", "")
"""An SQLite file, or the name of a database on the server of MOTCUA_DATABASE; empty where there is none."""


def copy_ready_file(target: sqlite3.Connection) -> None:
    """Fill an SQLite database with what the ready one holds."""
    with closing(sqlite3.connect(Path(READY))) as file:
        file.backup(target)


@contextmanager
def test_databases_as_copies() -> Iterator[None]:
    """Within, the databases that Django makes for tests are copies of the ready one, where there is one."""
    if READY and connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = READY
    if not READY or connection.vendor != "sqlite":
        yield
        return
    creation: Any = connection.creation
    make: Callable[..., str] = creation._create_test_db
    # The memory is given back with the last connection, and Django opens its own after this.
    with closing(sqlite3.connect(creation._get_test_db_name(), uri=True)) as held:

        def make_copy(*how: Any, **named: Any) -> str:
            name = make(*how, **named)
            copy_ready_file(held)
            return name

        creation._create_test_db = make_copy
        yield
