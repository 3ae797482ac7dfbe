"""The checker on three published reports: what is wrong in them, read by a person, and nothing that is right."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from motcua.reports.check import check, report_of
from motcua.reports.check.present import as_dict
from motcua.reports.check.read import read

PUBLISHED = Path(__file__).parents[1] / "checker" / "published"
AN_TRUONG, HUNG_DAO, TAM_THANH = "an-truong-2026-06.txt", "hung-dao-2026-h1.txt", "tam-thanh-2026-q1.txt"


@cache
def findings(name: str) -> list[dict[str, Any]]:
    """The findings in a report, as programs get them."""
    path = PUBLISHED / name
    document = read(path.read_bytes(), path.name)
    return [as_dict(document, one) for one in check(report_of(document))]


def found(name: str) -> list[str]:
    """Each finding as the line it stands on and what was expected there."""
    return [f"{one['place']['line']}: {one['expected']}" for one in findings(name)]


def test_an_truong_june_2026() -> None:
    assert found(AN_TRUONG) == [
        "11: tháng 6 năm 2026",
        "29: ngày 22/5/2026",
        "29: ngày 30/5/2026",
        "37: 10,5%",  # 23 / 220 = 0,10454…, cut off to 10.4
    ]


def test_hung_dao_first_half_of_2026() -> None:
    assert found(HUNG_DAO) == []


def test_tam_thanh_first_quarter_of_2026() -> None:
    assert found(TAM_THANH) == [
        "5: ngày 18/3/2026",
        "52: 399",
        "68: 3.2",
        # One proposal is new, and none is on regulations or on conduct: divided in two ways, 1 and 0.
        "79: nội dung phản ánh: các phần cộng lại bằng 1",
        # «Tổng số tiếp nhận» leaves out what was carried over: 1.568 + 69 = 1.637.
        "93: 1.637",
        "140: từ ngày 15/12/2025 đến ngày 14/3/2026",
        "172: III",
    ]


@pytest.mark.parametrize("name", [AN_TRUONG, TAM_THANH])
def test_every_finding_says_where_what_why_and_how_sure(name: str) -> None:
    lines = (PUBLISHED / name).read_text(encoding="utf-8").splitlines()
    for one in findings(name):
        assert one["found"] in lines[one["place"]["line"] - 1].replace("*", "")
        assert one["found"] in one["sentence"]
        assert len(one["why"]) > 20 and one["certainty"] in ("certain", "likely", "doubtful")
