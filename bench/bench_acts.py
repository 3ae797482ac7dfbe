"""Receptions a second over HTTP, durable, beside the bare yardstick in the same run on the same database server.

Counter officers who are signed in send the form of real procedures with papers and a fee to the server program as it
is installed: session, protection against forgery, rights, code, journal, ledger, workflow, access log, all in one
transaction that is on the disk when the answer comes. Programs send the same by the interface with a token. The
yardstick (`bench/yardstick.py`) writes three rows and knows nothing of all that.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode

from bench.measured import DATABASES, database, in_child, installed
from bench.offices import PASSWORD
from bench.over_http import Rate, Send, Served, hammer, request, served, sign_in

CLIENTS = 8
UNITS = 8
SECONDS, QUICK_SECONDS = 20.0, 4.0
GOALS = {"SQLite": "200 a second", "PostgreSQL": "half of the yardstick, p99 25 ms"}
Office = dict[str, Any]


def run(name: str, seconds: float) -> dict[str, Any]:
    """The figures of one database: of the yardstick, of officers in one unit and in several, of programs."""
    with database(name) as new:
        environment = new()
        offices = in_child("bench.offices", [str(UNITS)], environment)
        asked = environment | {"BENCH_OFFICE": json.dumps(offices[0])}
        found: dict[str, Any] = {"statements": in_child("bench.statements", [], asked)}
        bare = new()
        subprocess.run([sys.executable, "-m", "bench.yardstick", "tables"], env=bare, check=True)
        found["yardstick"] = _yardstick(bare, "before", seconds)
        with served(["motcua", "serve", "--port"], environment) as at:
            found["officers, 1 unit"] = hammer(at, _officers(at, offices[:1]), seconds, 302)
            found[f"officers, {UNITS} units"] = hammer(at, _officers(at, offices), seconds, 302)
            found[f"programs, {UNITS} units"] = hammer(at, _programs(offices), seconds, 201)
        # Once more, for the machine may have other things to do in between.
        found["yardstick again"] = _yardstick(bare, "after", seconds)
        return found


def _yardstick(environment: Mapping[str, str], when: str, seconds: float) -> Rate:
    with served(["bench.yardstick"], environment) as at:
        return hammer(at, [_bare(f"{when}-{number}") for number in range(CLIENTS)], seconds, 201)


def _bare(client: str) -> Send:
    def send(number: int) -> bytes:
        body = {"code": f"H24.900-{client}-{number}", "procedure": "1.001193", "name": "Nguyễn Văn Đức"}
        return request("POST", "/dossiers", {}, json.dumps(body).encode(), "application/json")

    return send


def _officers(at: Served, offices: list[Office]) -> list[Send]:
    return [_officer(at, office, client) for client, office in enumerate(islice(cycle(offices), CLIENTS))]


def _officer(at: Served, office: Office, client: int) -> Send:
    headers, run = sign_in(at, office["officer"], PASSWORD), os.urandom(6).hex()

    def send(number: int) -> bytes:
        form = office["forms"][number % len(office["forms"])] | {"key": f"{run}-{client}-{number}"}
        kind = "application/x-www-form-urlencoded"
        return request("POST", f"/u/{office['unit']}/tiep-nhan", headers, urlencode(form).encode(), kind)

    return send


def _programs(offices: list[Office]) -> list[Send]:
    return [_program(office, client) for client, office in enumerate(islice(cycle(offices), CLIENTS))]


def _program(office: Office, client: int) -> Send:
    run, sent = os.urandom(6).hex(), [json.dumps(body).encode() for body in office["bodies"]]

    def send(number: int) -> bytes:
        key = f"{run}-{client}-{number}"
        headers = {"Authorization": f"Bearer {office['token']}", "Idempotency-Key": key}
        path = f"/api/v1/units/{office['code']}/dossiers"
        return request("POST", path, headers, sent[number % len(sent)], "application/json")

    return send


def _show(name: str, found: dict[str, Any]) -> None:
    bare = (found["yardstick"].rate + found["yardstick again"].rate) / 2
    print(f"{name}: receptions a second, {CLIENTS} clients (goal {GOALS[name]})")
    for title, rate in found.items():
        if isinstance(rate, Rate):
            print(
                f"  {title:<20} {rate.rate:7.0f}/s  p50 {rate.p50:6.1f}  p95 {rate.p95:6.1f}  p99 {rate.p99:6.1f} ms"
                f"  ratio {rate.rate / bare:.2f}  CPU ms: program {rate.program:.1f}, database {rate.database:.1f}"
            )
    print(
        "  statements: " + ", ".join(f"{title} {n}" for title, n in found["statements"].items()), flush=True
    )


def main() -> None:
    """Print the figures of every database that is here."""
    seconds = QUICK_SECONDS if "--quick" in sys.argv[1:] else SECONDS
    for name in filter(installed, DATABASES):
        _show(name, run(name, seconds))


if __name__ == "__main__":
    main()
