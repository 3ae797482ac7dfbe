"""Run the suite on SQLite, then what uses a database on PostgreSQL, and close with one line that counts both."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile

from tools.postgres import programs, server

_COUNT = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")


def _run(name: str, url: str, marks: str) -> tuple[int, dict[str, int]]:
    print(f"== {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="motcua-test-") as folder:
        environment = {**os.environ, "MOTCUA_DATA": folder, "MOTCUA_DATABASE": url}
        if not url:
            environment.pop("MOTCUA_DATABASE")
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "-m", marks]
        done = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        last = ""
        assert done.stdout is not None
        for line in done.stdout:
            print(line, end="", flush=True)
            last = line if _COUNT.search(line) else last
    return done.wait(), {word: int(number) for number, word in _COUNT.findall(last)}


def main() -> int:
    """Exit 0 where every test passed on every database there is."""
    length = "long" if "--long" in sys.argv else "not long"
    runs = [_run("SQLite", "", length)]
    if programs() is None:
        print("== PostgreSQL: no server installed, its half of the suite was left out", flush=True)
    else:
        with server(durable=False) as url:
            runs.append(_run("PostgreSQL", url, f"{length} and database"))
    total = {word: sum(counts.get(word, 0) for _, counts in runs) for word in ("passed", "failed", "skipped")}
    total["failed"] += sum(counts.get("error", 0) + counts.get("errors", 0) for _, counts in runs)
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped", flush=True)
    return max(code for code, _ in runs)


if __name__ == "__main__":
    sys.exit(main())
