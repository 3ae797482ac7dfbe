"""What pages ask of the database: `python -m bench.pages` (an office in BENCH_OFFICE) gives, for each page, how many
statements it takes, which of them count, and which read a large table from end to end."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any

from bench.measured import ready

LARGE = 2_000
"""Rows from which on a table is read through an index or not at all."""

_COUNTS = re.compile(r"\bCOUNT\s*\(", re.IGNORECASE)
_SCANS = re.compile(r"Seq Scan on (\w+)|^SCAN (\w+)(?! USING (?:COVERING )?INDEX)")


def looked_at(office: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Statements, counts and scans of each page."""
    from django.test import Client

    from motcua.people.models import User

    found: dict[str, dict[str, Any]] = {}
    large = _large()
    for title, role, path, form in pages(office):
        client = Client()
        client.force_login(
            User.objects.get(username=office["officers"][role]),
            backend="motcua.people.backend.AccountBackend",
        )
        asked = _asked(client, path, form)
        counted = [sql for sql in asked if _COUNTS.search(sql)]
        scanned = sorted({table for sql in asked for table in _scans(sql) if table in large})
        found[title] = {"statements": len(asked), "counts": len(counted), "scans": scanned}
        if "--show" in sys.argv:
            print(title, *asked, sep="\n  ", file=sys.stderr)
    return found


def pages(office: dict[str, Any]) -> list[tuple[str, str, str, dict[str, str]]]:
    """Title, whose page, its path, and what is sent where it is asked by POST."""
    unit = f"/u/{office['unit']}"
    return [
        ("morning list, specialist", "specialist", f"{unit}/viec", {}),
        ("morning list, counter", "counter", f"{unit}/viec", {}),
        ("morning list, head", "head", f"{unit}/viec", {}),
        ("dossiers in hand", "specialist", f"{unit}/ho-so", {}),
        ("search by code", "counter", f"{unit}/ho-so/tim", {"q": office["code"]}),
        ("search by part of a code", "counter", f"{unit}/ho-so/tim", {"q": office["code"][-9:]}),
        ("search by name", "counter", f"{unit}/ho-so/tim", {"q": "Trần Văn Bình"}),
    ]


def _asked(client: Any, path: str, form: dict[str, str]) -> list[str]:
    """The statements of a page when it is asked for the second time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):
        with CaptureQueriesContext(connection) as told:
            answer = client.post(path, form) if form else client.get(path)
            statements = [one["sql"] for one in told.captured_queries]
        if answer.status_code not in (200, 302):
            raise RuntimeError(f"{path}: {answer.status_code}")
    return statements


def _large() -> set[str]:
    from django.apps import apps

    return {model._meta.db_table for model in apps.get_models() if _rows(model) >= LARGE}


def _rows(model: Any) -> int:
    return len(model.objects.values_list("pk")[:LARGE])


def _scans(sql: str) -> list[str]:
    """The tables that a statement reads from end to end, by the database's own plan."""
    from django.db import connection

    if sql.lstrip().split(maxsplit=1)[0].upper() not in ("SELECT", "WITH"):
        return []
    prefix = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    database: Any = connection
    with connection.cursor() as cursor:
        rows = database.connection.cursor().execute(f"{prefix} {sql}").fetchall() if cursor else []
    return [
        found
        for row in rows
        if (match := _SCANS.search(str(row[-1]).strip()))
        for found in match.groups()
        if found
    ]


if __name__ == "__main__":
    ready()
    json.dump(looked_at(json.loads(os.environ["BENCH_OFFICE"])), sys.stdout)
