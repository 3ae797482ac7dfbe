"""Reports written by hand, in other words than those that are generated: nothing that is right is found fault with."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.reports.check import check, report_of
from motcua.reports.check.read import read

HAND = Path(__file__).with_name("hand")
REPORTS = sorted(path.name for path in HAND.iterdir())
FAULTS = (
    ("binh-an.txt", "94,78%", "94,7%", "percent"),
    ("binh-an.txt", "công ích: 05", "công ích: 15", "sum"),
    ("binh-an.txt", "18 tháng 6 năm 2026", "18 tháng 6 năm 2025", "date"),
    ("hoa-binh.txt", "7,79%", "8,79%", "percent"),  # 37 / 475
    ("hoa-binh.txt", "chiếm 99,8%", "chiếm 98,9%", "percent"),
    ("an-phu.html", "tiếp nhận 2.150", "tiếp nhận 2.105", "table"),
    ("an-phu.html", "<td>210</td>", "<td>201</td>", "table"),
    ("cat-hai.txt", "856 hồ sơ", "865 hồ sơ", "sum"),
    ("cat-hai.txt", "(8,3%)", "(8,8%)", "percent"),
    ("cat-hai.txt", "99,02%", "99,20%", "percent"),
    ("cat-hai.txt", "II. Rà", "III. Rà", "numbering"),
)


def found(name: str, content: str) -> list[str]:
    """What is found in a report, by kind."""
    return [one.kind.value for one in check(report_of(read(content.encode(), name)))]


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_right_is_found_fault_with(name: str) -> None:
    assert found(name, (HAND / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("name", "right", "wrong", "kind"), FAULTS)
def test_a_fault_is_found_and_nothing_beside_it(name: str, right: str, wrong: str, kind: str) -> None:
    content = (HAND / name).read_text(encoding="utf-8")
    assert content.count(right) == 1
    assert found(name, content.replace(right, wrong)) == [kind]
