"""What a commune receives: procedures with their shares, terms, fees and the systems in which they are led.

The shares follow the exports and reports of three communes of 2026: certification some 60 %, civil status some
20 %, the rest spread over the other fields. Times of processing are made up.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from motcua.rules.terms import Term, TermRules, TermUnit

ONE_STOP, CIVIL_STATUS, HOUSEHOLD_BUSINESS = "one_stop", "civil_status", "household_business"
SYSTEMS = (ONE_STOP, CIVIL_STATUS, HOUSEHOLD_BUSINESS)
"""The systems that write files: the province's one-stop system, the civil-status system, the business register."""

LAND = "land"
"""Led by a ministry's system that writes no file here; its dossiers stand in the one-stop export."""

SERIALS = {CIVIL_STATUS: "15", LAND: "10"}
"""The first two digits of the serials that a ministry's system gives; all others have the province's four digits."""

DEPARTMENTS = {
    "center": "Trung tâm Phục vụ hành chính công",
    "office": "Văn phòng HĐND và UBND",
    "economy": "Phòng Kinh tế",
    "culture": "Phòng Văn hóa - Xã hội",
}


@dataclass(frozen=True)
class Procedure:
    """A procedure of the mix; `share` is its weight, `pause` how many of 100 dossiers stand still for `ground`."""

    code: str
    name: str
    field: str
    level: str
    term: Term
    rules: TermRules
    share: float
    department: str
    fee: int
    system: str
    pause: float
    ground: str


@cache
def procedures() -> tuple[Procedure, ...]:
    """The mix, from the table beside this module."""
    text = (files(__package__) / "mix.csv").read_text(encoding="utf-8")
    return tuple(_procedure(row) for row in csv.DictReader(text.splitlines()))


def _procedure(row: dict[str, str]) -> Procedure:
    return Procedure(
        code=row["code"],
        name=row["name"],
        field=row["field"],
        level=row["level"],
        term=Term(int(row["term_days"]), TermUnit.WORKING_DAYS),
        rules=TermRules(count_reception_day=row["same_day"] == "1"),
        share=float(row["share"]),
        department=DEPARTMENTS[row["department"]],
        fee=int(row["fee"]),
        system=row["system"],
        pause=float(row["pause"]),
        ground=row["ground"],
    )


def leader(procedure: Procedure, systems: frozenset[str]) -> str | None:
    """Which of `systems` has the word on its dossiers: its own, else the one-stop system; None where neither writes."""
    if procedure.system in systems:
        return procedure.system
    return ONE_STOP if ONE_STOP in systems else None
