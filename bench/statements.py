"""How many statements a request costs, counted inside the process: `python -m bench.statements`, the office as JSON in BENCH_OFFICE."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from bench.measured import ready


def statements(office: dict[str, Any]) -> dict[str, int]:
    """Statements of a reception by an officer and by a program, from the request to the answer, once all is warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from motcua.people.models import User

    page, program, found = Client(), Client(), {}
    page.force_login(User.objects.get(username=office["officer"]))
    token = {"Authorization": f"Bearer {office['token']}"}
    path = f"/api/v1/units/{office['code']}/dossiers"
    for n in range(3):
        form = office["forms"][0] | {"key": f"statements-{n}"}
        with CaptureQueriesContext(connection) as told:
            assert page.post(f"/u/{office['unit']}/tiep-nhan", form).status_code == 302
        found["officer"] = len(told)
        with CaptureQueriesContext(connection) as more:
            headers = token | {"Idempotency-Key": f"statements-of-program-{n}"}
            sent = json.dumps(office["bodies"][0])
            assert program.post(path, sent, "application/json", headers=headers).status_code == 201
        found["program"] = len(more)
    if "--show" in sys.argv:
        for one in (*told.captured_queries, {"sql": "-" * 20}, *more.captured_queries):
            print(one.get("time"), one["sql"][:300], file=sys.stderr)
    return found


if __name__ == "__main__":
    ready()
    json.dump(statements(json.loads(os.environ["BENCH_OFFICE"])), sys.stdout)
