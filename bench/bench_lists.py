"""An officer's work list and search over HTTP while the hub holds a million dossiers of a hundred communes, beside a
bare yardstick on the same database in the same run: sixty dossiers, one statement, a table (`bench/yardstick_urls.py`).

For each page: the median and 95th percentile of one client, how many times the yardstick's CPU it takes, how many
statements, how many of them count, and the large tables that any of them reads from end to end (there have to be none).
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any
from urllib.parse import urlencode

from bench.measured import DATABASES, database, in_child, installed
from bench.offices import PASSWORD
from bench.over_http import Rate, Send, Served, hammer, request, served, sign_in
from bench.pages import pages

COMMUNES, EACH = 100, 10_000
QUICK_COMMUNES, QUICK_EACH = 4, 2_000
GOAL_MS = 50
SECONDS, QUICK_SECONDS = 8.0, 2.0


def run(name: str, communes: int, each: int, seconds: float) -> None:
    """Fill a database, measure its pages and print what was found."""
    with database(name) as new:
        environment, begun = new(), time.monotonic()
        office = in_child("bench.province", [str(communes), str(each)], environment)
        filled = time.monotonic() - begun
        looked = in_child("bench.pages", [], environment | {"BENCH_OFFICE": json.dumps(office)})
        with served(["bench.yardstick"], environment) as at:
            bare = hammer(at, [_always(request("GET", f"/list/{office['unit']}", {}))], seconds, 200)
        with served(["motcua", "serve", "--port"], environment) as at:
            rates = {title: _rate(at, office, page, seconds) for title, *page in pages(office)}
    print(
        f"{name}: {communes} communes with {each:,} dossiers each, filled in {filled:.0f} s (goal p95 {GOAL_MS} ms)"
    )
    print(f"  {'yardstick':<26} {_times(bare)}")
    for title, rate in rates.items():
        _show(title, rate, _cpu(rate) / _cpu(bare), looked[title])


def _rate(at: Served, office: dict[str, Any], page: list[Any], seconds: float) -> Rate:
    role, path, form = page
    headers = sign_in(at, office["officers"][role], PASSWORD)
    kind = "application/x-www-form-urlencoded"
    sent = request("POST" if form else "GET", path, headers, urlencode(form).encode(), kind)
    wanted = 302 if form.get("q") == office["code"] else 200
    # What a process does once, at the first page of its kind, is not what a page takes.
    hammer(at, [_always(sent)], seconds / 4, wanted)
    return hammer(at, [_always(sent)], seconds, wanted)


def _always(sent: bytes) -> Send:
    return lambda _number: sent


def _cpu(rate: Rate) -> float:
    return rate.program + rate.database


def _times(rate: Rate) -> str:
    return f"p50 {rate.p50:6.1f}  p95 {rate.p95:6.1f} ms  CPU {rate.program:5.1f} + {rate.database:4.1f}"


def _show(title: str, rate: Rate, ratio: float, looked: dict[str, Any]) -> None:
    told = f"{looked['statements']} statements, {looked['counts']} count"
    scans = f", scans {', '.join(looked['scans'])}" if looked["scans"] else ", no scan"
    print(f"  {title:<26} {_times(rate)}  {ratio:4.1f} yardsticks  {told}{scans}", flush=True)


def main() -> None:
    """Print the figures of every database that is here."""
    quick = "--quick" in sys.argv[1:]
    communes, each, seconds = (
        (QUICK_COMMUNES, QUICK_EACH, QUICK_SECONDS) if quick else (COMMUNES, EACH, SECONDS)
    )
    for name in filter(installed, DATABASES):
        run(name, communes, each, seconds)


if __name__ == "__main__":
    main()
