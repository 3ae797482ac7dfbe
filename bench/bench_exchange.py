"""Messages a second to the portal with two workers, from it, and how long an office takes to catch up after an outage.

On PostgreSQL, durable, with the simulated portal on the same machine: its work and the database's are in the time. Each
message out is one request, with its answer recorded before the next of its dossier; each message in is a dossier that a
citizen lodged, taken in with code, journal, ledger and what is told back, on the disk when the answer comes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg

from bench.measured import database, in_child, installed
from bench.over_http import HOST, Rate, Send, Served, hammer, request, served

MESSAGES, QUICK_MESSAGES = 6_000, 900
SECONDS, QUICK_SECONDS = 15.0, 4.0
WORKERS, CLIENTS = 2, 8
OUTAGE_SECONDS = 12.0
GOAL = "200 a second each way"
PORT = 18_100
ACCOUNTS = {"OUT": "don-vi:mat-khau-1", "IN": "cong:mat-khau-2"}
_TIMES = "SELECT COUNT(*), MIN(ended_at), MAX(ended_at) FROM exchange_outmessage WHERE status = 'sent'"
_QUEUED = "SELECT COUNT(*) FROM exchange_outmessage WHERE status = 'queued'"


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    secrets = {f"MOTCUA_EXCHANGE_SECRET_{name}": value for name, value in ACCOUNTS.items()}
    return {
        **environment, **secrets, "MOTCUA_EXCHANGE_ORIGINS": f"http://{HOST}:{PORT}", "MOTCUA_PORTAL_ACCOUNT": ACCOUNTS["OUT"],
    }  # fmt: skip


@contextmanager
def _portal(environment: Mapping[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "motcua", "portal", "--port", str(PORT)]
    running = subprocess.Popen(command, env=dict(environment), stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    try:
        yield
    finally:
        running.terminate()
        running.wait(30)


def _rows(environment: Mapping[str, str], sql: str) -> tuple[int, ...]:
    with psycopg.connect(environment["MOTCUA_DATABASE"]) as server:
        found = server.execute(sql.encode()).fetchone()
    return tuple(found or ())


def out(environment: dict[str, str], count: int) -> dict[str, float]:
    """Messages a second that two workers send, from the first to the last."""
    made = in_child("bench.exchange_office", [f"http://{HOST}:{PORT}", str(count)], environment)
    command = [sys.executable, "-m", "motcua", "exchange", "work", "--once"]
    with _portal(environment):
        workers = [
            subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) for _ in range(WORKERS)
        ]
        before = os.times()
        for worker in workers:
            worker.wait()
    after = os.times()
    sent, first, last = _rows(environment, _TIMES)
    if sent < made["messages"]:
        raise RuntimeError(f"{sent} of {made['messages']} were sent")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {"messages": sent, "rate": (sent - 1) / ((last - first) / 1000), "cpu": 1000 * cpu / sent}


def catching_up(environment: dict[str, str], count: int) -> dict[str, float]:
    """Seconds from the portal's return until nothing waits; the workers have found it away for a while."""
    made = in_child("bench.exchange_office", [f"http://{HOST}:{PORT}", str(count)], environment)
    command = [sys.executable, "-m", "motcua", "exchange", "work"]
    workers = [subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) for _ in range(WORKERS)]
    time.sleep(OUTAGE_SECONDS)
    with _portal(environment):
        begun = time.monotonic()
        while _rows(environment, _QUEUED)[0]:
            time.sleep(0.1)
        seconds = time.monotonic() - begun
        for worker in workers:
            worker.terminate()
            worker.wait(30)
    return {"messages": made["messages"], "seconds": seconds}


def coming_in(environment: dict[str, str], seconds: float) -> Rate:
    """Lodged dossiers a second that the office takes."""
    made = in_child("bench.exchange_office", [f"http://{HOST}:{PORT}", "1"], environment)
    with served(["motcua", "serve", "--port"], environment) as at:
        session = _session(at)
        return hammer(
            at, [_lodging(session, made["unit"], client) for client in range(CLIENTS)], seconds, 200
        )


def _session(at: Served) -> str:
    import httpx

    user, _, password = ACCOUNTS["IN"].partition(":")
    answer = httpx.post(
        f"http://{HOST}:{at.port}/lien-thong/dang-nhap",
        json={"username": user, "password": password},
        timeout=60,
    )
    return str(answer.json()["session"])


def _lodging(session: str, unit: str, client: int) -> Send:
    headers, run = {"Authorization": f"Bearer {session}"}, os.urandom(4).hex().upper()

    def send(number: int) -> bytes:
        body = {
            "MaHoSo": f"G22.99-{run}-{client}-{number}", "MaTTHC": "1.001193", "MaDonVi": unit, "ChuHoSo": "Nguyễn Văn Đức",
            "SoGiayToChuHoSo": "001099012345", "TaiLieuNop": [{"TenTepDinhKem": "Tờ khai.pdf"}],
        }  # fmt: skip
        content = json.dumps([body]).encode()
        return request("POST", "/lien-thong/api/SynsTTHCC/NhanHoSo", headers, content, "application/json")

    return send


def main(arguments: list[str]) -> int:
    """Measure and print."""
    if not installed("PostgreSQL"):
        print("PostgreSQL is not installed; the exchange is measured on it")
        return 0
    count, seconds = (QUICK_MESSAGES, QUICK_SECONDS) if "--quick" in arguments else (MESSAGES, SECONDS)
    with database("PostgreSQL") as new:
        sent: dict[str, Any] = out(_environment(new()), count)
        print(f"PostgreSQL (goal {GOAL})")
        print(
            f"  out, {WORKERS} workers: {sent['rate']:.0f}/s of {sent['messages']} messages, {sent['cpu']:.1f} ms CPU of a worker each"
        )
        after = catching_up(_environment(new()), count)
        print(
            f"  after an outage: {after['messages']} messages caught up {after['seconds']:.1f} s after the portal was back"
        )
        came = coming_in(_environment(new()), seconds)
        print(
            f"  in, {CLIENTS} clients: {came.rate:.0f}/s  p50 {came.p50:.1f}  p99 {came.p99:.1f} ms"
            f"  CPU ms: program {came.program:.1f}, database {came.database:.1f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
