"""Run the suite on SQLite, then what uses a database on PostgreSQL, and close with one line that counts both.

python -m tools.test [--long] [what pytest takes: files, -k words, --durations=40]
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time

from tools.memory import folder_in_memory
from tools.postgres import programs, server
from tools.ready import ready_database

_COUNT = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")
_LONG = "--long"
_MOST = 6


def _run(name: str, url: str, marks: str, more: list[str]) -> tuple[int, dict[str, int]]:
    print(f"== {name}", flush=True)
    shared_out = ["-n", _processes(), "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", "-q", *shared_out, "-m", marks, *more]
    with tempfile.TemporaryDirectory(prefix="motcua-test-", dir=folder_in_memory()) as folder:
        environment = _environment(folder, url)
        environment["TEST_READY"] = ready_database(environment)
        done = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        last = ""
        assert done.stdout is not None
        for line in done.stdout:
            print(line, end="", flush=True)
            last = line if _COUNT.search(line) else last
        return done.wait(), {word: int(number) for number, word in _COUNT.findall(last)}


def _environment(folder: str, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "MOTCUA_DATABASE"}
    named = {"MOTCUA_DATABASE": url} if url else {}
    return {**kept, **named, "TMPDIR": folder, "MOTCUA_DATA": f"{folder}/data"}


def _processes() -> str:
    """One more than there are processors: browsers, servers and killed programs leave them waiting."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return str(min(usable + 1, _MOST))


def _wanted(long: bool) -> tuple[str, str]:
    """What runs on SQLite and on PostgreSQL; on which of them a page stands a browser cannot see, so the short run
    shows the pages on SQLite alone."""
    if long:
        return "long", "database and (long or browser)"
    return "not long", "database and not long and not browser"


def main() -> int:
    """Exit 0 where every test passed on every database there is."""
    # So that the server is stopped and its folder removed when the run is cut off.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    begun = time.monotonic()
    on_sqlite, on_postgres = _wanted(_LONG in sys.argv)
    more = [word for word in sys.argv[1:] if word != _LONG]
    runs = [_run("SQLite", "", on_sqlite, more)]
    if programs() is None:
        print("== PostgreSQL: no server installed, its half of the suite was left out", flush=True)
    else:
        with server(durable=False) as url:
            runs.append(_run("PostgreSQL", url, on_postgres, more))
    total = {word: sum(counts.get(word, 0) for _, counts in runs) for word in ("passed", "failed", "skipped")}
    total["failed"] += sum(counts.get("error", 0) + counts.get("errors", 0) for _, counts in runs)
    print(f"== both after {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped", flush=True)
    return max(code for code, _ in runs)


if __name__ == "__main__":
    sys.exit(main())
