"""The checker on three published reports: what is wrong in them, read by a person, and nothing that is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.reports.check import check, report_of
from motcua.reports.check.present import as_dict
from motcua.reports.check.read import read

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "reports"


def found(name: str) -> list[str]:
    """Each finding as the line it stands on and what was expected there."""
    path = PUBLISHED / name
    if not path.exists():
        pytest.skip("the published reports are not beside the project")
    document = read(path.read_bytes(), path.name)
    findings = [as_dict(document, one) for one in check(report_of(document))]
    return [f"{one['place']['line']}: {one['expected']}" for one in findings]


def test_an_truong_june_2026() -> None:
    assert found("an-truong-2026-06.txt") == [
        "11: tháng 6 năm 2026",
        "29: ngày 22/5/2026",
        "29: ngày 30/5/2026",
        "37: 10,5%",
    ]


def test_hung_dao_first_half_of_2026() -> None:
    assert found("hung-dao-2026-h1.txt") == []


def test_tam_thanh_first_quarter_of_2026() -> None:
    assert found("tam-thanh-2026-q1.txt") == [
        "5: ngày 18/3/2026",
        "52: 399",
        "68: 3.2",
        "79: nội dung phản ánh: các phần cộng lại bằng 1",
        "93: 1.637",
        "140: từ ngày 15/12/2025 đến ngày 14/3/2026",
        "172: III",
    ]
