"""Measuring: CPU time of this process, of the database's process for us, and time on the wall."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

Result = TypeVar("Result")

DATABASES = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Seconds:
    """CPU seconds of this process with all its threads, of the server's process that works for it (0 where there is
    none, or where the system does not tell), and seconds on the wall."""

    cpu: float
    server: float
    wall: float


def ready() -> None:
    """Set up Django and the tables in the database that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    import django

    django.setup()
    from motcua.cli.prepare import prepare

    prepare()


def measured(work: Callable[[], Result]) -> tuple[Result, Seconds]:
    """The result of some work and what it took."""
    cpu, server, wall = time.process_time(), _server_cpu(), time.perf_counter()
    result = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return result, Seconds(cpu, _server_cpu() - server, wall)


def _server_cpu() -> float:
    """CPU seconds so far of the PostgreSQL process that serves our connection, where /proc tells them."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        # utime and stime, fields 14 and 15 of proc(5); the list begins with field 3.
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


@contextmanager
def database(name: str) -> Iterator[Callable[[], dict[str, str]]]:
    """Gives a function that makes a new, empty database and the environment in which a process uses it.

    Raises RuntimeError where PostgreSQL is asked for and not installed.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        if name == "SQLite":
            yield lambda: _environment(tempfile.mkdtemp(dir=folder))
            return
        from tools.postgres import server

        with server() as url:
            yield lambda: _environment(tempfile.mkdtemp(dir=folder), _new_database(url))


def _environment(folder: str, url: str | None = None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "MOTCUA_DATABASE"}
    return {**kept, "MOTCUA_DATA": folder, **({"MOTCUA_DATABASE": url} if url else {})}


def _new_database(url: str) -> str:
    import psycopg

    name = f"bench{time.monotonic_ns()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{url.rpartition('/')[0]}/{name}"


def in_child(module: str, arguments: list[str], environment: dict[str, str]) -> Any:
    """What a module prints as JSON when it is run with these arguments in a process of its own."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def told(rows: int, seconds: Seconds) -> None:
    """Print a measurement for the process that asked for it."""
    print(json.dumps({"rows": rows, **asdict(seconds)}))


def installed(name: str) -> bool:
    """Whether there is such a database here."""
    from tools.postgres import programs

    return name == "SQLite" or programs() is not None
