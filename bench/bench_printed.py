"""Seconds for a printed form after the first: receipts with ten papers as PDF and DOCX, and many in one PDF.

The goal is 0.3 seconds a form, so that nobody at a counter waits for a slip.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from motcua.reports.printed.installation import Installation
from motcua.reports.printed.parties import Letterhead, Named, Paper, Party
from motcua.reports.printed.render import render, render_all
from motcua.reports.printed.sheets import Entry, Register
from motcua.reports.printed.slips import Receipt
from motcua.rules.instants import from_datetime
from motcua.rules.measures import Channel
from motcua.rules.terms import Term, TermUnit

PAPERS = 10
TIMES = 20
MANY = 200
LINES = 1000
GOAL = 0.3
AT = from_datetime(datetime(2026, 6, 15, 8, 5))
HERE = Installation(public_url="https://motcua.xa.example/tra-cuu?ma={code}")
HEAD = Letterhead(
    "Ủy ban nhân dân xã Mẫu", "Trung tâm Phục vụ hành chính công", "Mẫu", date(2026, 6, 15), 7, "TTPVHCC"
)


def receipt(number: int) -> Receipt:
    """A receipt with ten papers, each with a code of its own."""
    who = Party("Nguyễn Thị Mẫu", address="thôn 3, xã Mẫu", phone="0912 345 678", email="mau@example.vn")
    papers = tuple(
        Paper(f"Giấy tờ có tên dài vừa phải, số {n}", originals=1, copies=2) for n in range(PAPERS)
    )
    return Receipt(
        head=HEAD, office="Trung tâm Phục vụ hành chính công xã Mẫu", code=f"H24.99-260615-{number:04}", submitter=who,
        channel=Channel.DIRECT, procedure=Named("Thủ tục đăng ký khai sinh"), papers=papers, received_at=AT,
        due_at=AT, term=Term(3, TermUnit.WORKING_DAYS), receiver="Phạm Thị Thu",
    )  # fmt: skip


def register(lines: int) -> Register:
    """The book with this many lines."""
    entry = Entry("", "Thủ tục đăng ký khai sinh", "Nguyễn Thị Mẫu", AT, address="thôn 3, xã Mẫu", due_at=AT)
    entries = tuple(replace(entry, code=f"H24.99-260615-{n:04}") for n in range(lines))
    return Register(HEAD, date(2026, 6, 1), date(2026, 6, 30), entries)


def seconds(make: Callable[[int], object], times: int) -> float:
    """CPU time of one making, the first left out."""
    make(0)
    begin = time.process_time()
    for number in range(1, times + 1):
        make(number)
    return (time.process_time() - begin) / times


def run(quick: bool = False) -> dict[str, float]:
    """Seconds of CPU of each measurement by its name."""
    times, many, lines = (5, 20, 100) if quick else (TIMES, MANY, LINES)
    receipts = [receipt(number) for number in range(many)]
    return {
        "receipt as PDF": seconds(lambda number: render(receipt(number), "pdf", HERE), times),
        "receipt as DOCX": seconds(lambda number: render(receipt(number), "docx", HERE), times),
        f"each of {many} receipts in one PDF": seconds(lambda _: render_all(receipts, "pdf", HERE), 1) / many,
        f"book of {lines} lines as PDF": seconds(lambda _: render(register(lines), "pdf", HERE), 1),
        f"book of {lines} lines as DOCX": seconds(lambda _: render(register(lines), "docx", HERE), 1),
        f"book of {lines} lines as XLSX": seconds(lambda _: render(register(lines), "xlsx", HERE), 1),
    }


def main() -> int:
    """Print the figures; exit 1 where a single form takes longer than the goal."""
    found = run(quick="--quick" in sys.argv)
    print("Printed forms after warm-up, seconds of CPU:")
    for name, value in found.items():
        print(f"  {name:<36} {value:.3f}")
    slow = [name for name in ("receipt as PDF", "receipt as DOCX") if found[name] > GOAL]
    print(f"  goal: {GOAL} a form; " + (f"missed: {', '.join(slow)}" if slow else "kept"))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
