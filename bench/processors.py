"""CPU time of other processes, where /proc tells it: what a request costs whatever else the machine does meanwhile."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def of_server(process: int) -> float:
    """CPU seconds so far of a program that leads a session, and of the processes that it started."""
    return sum(seconds for _parent, session, seconds in _all() if session == process)


def of_database(environment: Mapping[str, str]) -> float:
    """CPU seconds so far of all processes of the PostgreSQL server that an environment names; 0 where it names none."""
    url = environment.get("MOTCUA_DATABASE")
    if not url:
        return 0.0
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        told = _told(Path(f"/proc/{row[0]}/stat")) if row else None
    if told is None:
        return 0.0
    ended = Path(f"/proc/{told[0]}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    # What connections that have ended had used is kept by their parent (fields 16 and 17).
    before = (int(ended[13]) + int(ended[14])) / os.sysconf("SC_CLK_TCK")
    return before + sum(seconds for parent, _session, seconds in _all() if parent == told[0])


def _all() -> list[tuple[int, int, float]]:
    found = (_told(path) for path in Path("/proc").glob("[0-9]*/stat"))
    return [one for one in found if one is not None]


def _told(path: Path) -> tuple[int, int, float] | None:
    """Parent, session and CPU seconds of a process (fields 4, 6, 14, 15 of proc(5)); None where it is gone."""
    with suppress(OSError):
        fields = path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return int(fields[1]), int(fields[3]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return None
