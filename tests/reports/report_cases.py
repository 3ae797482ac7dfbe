"""Figures of real units as statements, without a database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from motcua.ledger.statement import Statement
from motcua.reports.data import Agency, ReportData, data_of
from motcua.rules.accounts import Account as A
from motcua.rules.measures import Cell
from motcua.rules.periods import between, parse

CASES = Path(__file__).parent.parent / "cases"
UNITS = ("an-truong", "hung-dao", "tam-thanh")
OWNERS = {1: "ministry", 2: "register", 3: "province"}
SYSTEM_OF = {"Hộ tịch": 1, "Thành lập và hoạt động của hộ kinh doanh": 2}
PERIODS = {"an-truong": "2026-06", "tam-thanh": "2026-Q1", "hung-dao": "2026-01-01..2026-05-25"}

_ENDS = {
    "early": A.RESOLVED_EARLY, "on_time": A.RESOLVED_ON_TIME, "late": A.RESOLVED_LATE,
    "refused": A.REFUSED_ON_TIME, "withdrawn": A.WITHDRAWN_EARLY, "open_overdue": A.OVERDUE,
    "awaiting_supplement": A.AWAITING_SUPPLEMENT, "paused": A.SUSPENDED,
    # Not in the cases; for tests that add them.
    "refused_late": A.REFUSED_LATE, "awaiting_overdue": A.AWAITING_SUPPLEMENT_OVERDUE,
    "transferred_out": A.TRANSFERRED,
}  # fmt: skip


def expected(unit: str) -> dict[str, Any]:
    """What is known of a unit: totals, by_sector, form_II06b_official_layout."""
    content: dict[str, Any] = json.loads((CASES / unit / "expected.json").read_text(encoding="utf-8"))
    return content


def cells(field: int, system: int, values: dict[str, int]) -> list[Cell]:
    """Cells that give these figures: what came in, and what of it went where; the rest is open in term."""

    def cell(origin: A, target: A, before: int, end: int, channel: int = 2) -> Cell:
        return Cell(field, system, channel, 4, 0, 0, 0, origin, target, before, end)

    made = [
        cell(A.OUTSIDE, A.IN_TERM, values.get("carried_over", 0), values.get("carried_over", 0)),
        cell(A.OUTSIDE, A.IN_TERM, 0, values.get("received_online", 0)),
        cell(A.OUTSIDE, A.IN_TERM, 0, values.get("received_direct_or_postal", 0), channel=1),
        cell(A.RESOLVED_EARLY, A.IN_TERM, 0, values.get("reopened", 0)),
        cell(A.TRANSFERRED, A.IN_TERM, 0, values.get("transferred_in", 0)),
    ]
    return made + [cell(A.IN_TERM, target, 0, values.get(name, 0)) for name, target in _ENDS.items()]


def statement(by_sector: dict[str, dict[str, int]], period: str) -> tuple[Statement, dict[int, str]]:
    """A statement of these fields, and their names by number."""
    names = dict(enumerate(by_sector, start=1))
    found = [
        cell
        for number, name in names.items()
        for cell in cells(number, SYSTEM_OF.get(name, 3), by_sector[name])
    ]
    return Statement(parse(period), None, tuple(found)), names


def agency(unit: str) -> Agency:
    """The unit as it reports; phường Hưng Đạo reports through its centre."""
    place = {"an-truong": "An Trường", "hung-dao": "Hưng Đạo", "tam-thanh": "Tam Thanh"}[unit]
    province = "Tỉnh Lạng Sơn" if unit == "tam-thanh" else "Thành phố Hải Phòng"
    name = expected(unit)["unit"]
    if unit == "hung-dao":
        return Agency("Trung tâm Phục vụ hành chính công", "department", province, place, superior=name)
    return Agency(name, "commune", province, place)


def report_data(unit: str, **changes: Any) -> ReportData:
    """The data of a unit's report; `changes` replace fields of it."""
    case = expected(unit)
    made, names = statement(case["by_sector"], PERIODS[unit])
    data = data_of(made, agency(unit), fields=names, owners=OWNERS)
    facts = {name: case[name] for name in ("digitised", "fee_dossiers", "fee_paid_online")}
    return replace(data, facts=facts, **changes)


def small_data(values: dict[str, int], name: str = "Hộ tịch", **changes: Any) -> ReportData:
    """A report of one field with these figures."""
    made, names = statement({name: values}, "2026-06")
    data = data_of(made, agency("an-truong"), fields=names, owners=OWNERS)
    return replace(data, **changes)


assert between(date(2026, 1, 1), date(2026, 5, 25)).name == PERIODS["hung-dao"]
