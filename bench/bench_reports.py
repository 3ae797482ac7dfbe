"""CPU time for the report of one commune as DOCX, PDF and XLSX: the first one of a process, and each after it.

The first pays for what is loaded once: libraries, forms, fonts. The goal is 1.5 seconds of CPU.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from motcua.ledger.statement import Statement
from motcua.reports.data import Agency, ReportData, data_of
from motcua.rules.accounts import Account
from motcua.rules.measures import Cell
from motcua.rules.periods import parse

FIELDS = 15
TIMES = 20
OWNERS = {1: "ministry", 2: "register", 3: "province"}


def sample(fields: int = FIELDS) -> ReportData:
    """A commune with this many fields, each in a system, with a period before it."""
    cells = [cell for field in range(1, fields + 1) for cell in _cells(field)]
    made = Statement(parse("2026-06"), None, tuple(cells))
    agency = Agency("Ủy ban nhân dân xã Mẫu", "commune", "Thành phố Hải Phòng", "Mẫu")
    names = {field: f"Lĩnh vực có tên dài vừa phải, số {field}" for field in range(1, fields + 1)}
    return data_of(made, agency, names, OWNERS, made)


def _cells(field: int) -> list[Cell]:
    moved = (
        (Account.OUTSIDE, Account.IN_TERM, 20, 20 + 37 * field),
        (Account.IN_TERM, Account.RESOLVED_EARLY, 0, 30 * field),
        (Account.IN_TERM, Account.RESOLVED_LATE, 0, field),
        (Account.IN_TERM, Account.AWAITING_SUPPLEMENT, 0, 2),
    )
    return [Cell(field, 1 + field % 3, 2, 4, 1, 1, 1, *pair) for pair in moved]


def _seconds(data: ReportData, times: int) -> float:
    from motcua.reports.render import render

    begin = time.process_time()
    for _ in range(times):
        render(data)
    return (time.process_time() - begin) / times


def _first() -> float:
    """The CPU time of a process that makes one report and ends, interpreter and libraries with it."""
    code = "from bench_reports import sample; from motcua.reports.render import render; render(sample()); "
    code += "import time; print(time.process_time())"
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    return float(made.stdout)


def run() -> dict[str, float]:
    """Seconds of CPU: `first` for a new process, `next` for a report in a process that has made one."""
    data = sample()
    _seconds(data, 1)
    return {"first": _first(), "next": _seconds(data, TIMES)}


def main() -> None:
    """Print both figures."""
    found = run()
    print(f"DOCX + PDF + XLSX of a commune with {FIELDS} fields, seconds of CPU:")
    print(f"  first report of a process  {found['first']:.2f}")
    print(f"  each report after it       {found['next']:.3f}")


if __name__ == "__main__":
    main()
