"""A database with tables and reference data, made once for a run of the suite: `tests.ready` copies it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing

import psycopg

_NAME = "motcua_ready"


def ready_database(environment: Mapping[str, str]) -> str:
    """Make one beside the database that the environment names; gives its name, of SQLite the file's.

    Empty where it could not be made: then the tests say why.
    """
    url = environment.get("MOTCUA_DATABASE", "")
    folder = f"{environment['MOTCUA_DATA']}-ready"
    here = {**environment, "MOTCUA_DATA": folder}
    if url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {_NAME}".encode())
        here["MOTCUA_DATABASE"] = f"{url.rpartition('/')[0]}/{_NAME}"
    if subprocess.run(
        [sys.executable, "-m", "motcua", "migrate"], env=here, stdout=subprocess.DEVNULL
    ).returncode:
        return ""
    return _NAME if url else _at_rest(f"{folder}/motcua.sqlite3")


def _at_rest(file: str) -> str:
    # A copy in memory cannot have the write-ahead log that the program works with.
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    return file
