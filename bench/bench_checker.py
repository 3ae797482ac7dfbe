"""CPU time to check a written report: ten pages as DOCX, PDF and text, the first of a process and each after it, and 500.

The goal is one second of CPU for ten pages.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.checker.draft import Draft
from tests.checker.files import content
from tests.checker.styles import STYLES

from motcua.reports.check import check, report_of
from motcua.reports.check.read import Limits, read

KINDS = ("docx", "pdf", "txt")
LONG = 500
TIMES = 5
_ROOT = Path(__file__).resolve().parents[1]


def sample(pages: int, kind: str = "pdf") -> bytes:
    """A report of at least so many pages A4, 14 point, as Nghị định 30/2020/NĐ-CP has them: reports of several styles in a row."""
    made = _joined(_PER_PAGE * pages)
    return content(made, kind)


_PER_PAGE = 1180
"""Letters on a page, measured on such reports."""


def _joined(letters: int) -> Draft:
    whole, seed = STYLES["nested"](1), 1
    while _size(whole) < letters:
        for style in STYLES.values():
            if _size(whole) < letters:
                seed += 1
                whole.blocks += style(seed).blocks
    return whole


def _size(draft: Draft) -> int:
    return sum(len(line.text) for line in draft.lines())


def _seconds(data: bytes, kind: str, times: int) -> float:
    begin = time.process_time()
    for _ in range(times):
        check(report_of(read(data, f"bao-cao.{kind}", Limits(seconds=600))))
    return (time.process_time() - begin) / times


def _first(data: bytes, kind: str) -> float:
    """The CPU time of a process that checks one report and ends, interpreter and libraries with it."""
    code = "import sys, time; from pathlib import Path; from motcua.reports.check import check, report_of; "
    code += "from motcua.reports.check.read import read; path = Path(sys.argv[1]); "
    code += "check(report_of(read(path.read_bytes(), path.name))); print(time.process_time())"
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        path = Path(folder) / f"bao-cao.{kind}"
        path.write_bytes(data)
        command = [sys.executable, "-c", code, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_ROOT)
    return float(done.stdout)


def run(pages: int = 10) -> dict[str, tuple[float, float]]:
    """Seconds of CPU by kind: for a new process, and for a report in a process that has checked one."""
    found = {}
    for kind in KINDS:
        data = sample(pages, kind)
        _seconds(data, kind, 1)
        found[kind] = (_first(data, kind), _seconds(data, kind, TIMES))
    return found


def main() -> None:
    """Print the figures for ten pages and, unless --quick, for 500."""
    pages = read(sample(10), "bao-cao.pdf").pages
    print(f"a report of {pages} pages, seconds of CPU:   first of a process   each after it")
    for kind, (first, after) in run().items():
        print(f"  {kind:<4}  {first:>38.2f} {after:>15.2f}")
    if "--quick" not in sys.argv[1:]:
        for kind in KINDS:
            print(f"  {kind:<4}  {LONG} pages  {_seconds(sample(LONG, kind), kind, 1):>48.1f}")


if __name__ == "__main__":
    main()
