"""How many processes and threads serve the pages."""

from __future__ import annotations

import os

THREADS = 8
"""Requests that one process answers at a time."""
_SQLITE_WORKERS = 2


def usual_workers(vendor: str) -> int:
    """How many processes serve on a database (`postgresql`, `sqlite`): one for each processor, with SQLite two at most.

    SQLite lets one write at a time, but half of an act is asked, checked and answered before and after it writes.
    """
    processors = os.cpu_count() or 1
    return processors if vendor == "postgresql" else min(processors, _SQLITE_WORKERS)
