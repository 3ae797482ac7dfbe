"""Checks a written report: reads what it says of its figures, periods and dates, and tells what contradicts what.

Pure but for `read` (which takes bytes) and `ledger` (which asks the database for a statement).
"""

from __future__ import annotations

from importlib import import_module

from motcua.reports.check.checks import REGISTRY
from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.parsed import parse
from motcua.reports.check.read.base import Document
from motcua.reports.check.report import Known, Report

__all__ = ["Certainty", "Finding", "Kind", "Known", "Mark", "Report", "check", "report_of"]

_MODULES = (
    "sums",
    "rest",
    "whole",
    "balance",
    "percent",
    "rates",
    "comparison",
    "repeated",
    "statement",
    "tables",
    "outlined",
    "attached",
    "period",
    "days",
    "numbering",
)
for _name in _MODULES:
    import_module(f"motcua.reports.check.checks.{_name}")


def report_of(document: Document, known: Known | None = None) -> Report:
    """A document as the checks see it; `known` is what the system's statement says, to compare with."""
    return Report(parse(document), known)


def check(report: Report) -> list[Finding]:
    """Everything the checks find, in the order of the text; what several find at the same place is told once."""
    found = [finding for one in REGISTRY.values() for finding in one(report)]
    order = sorted(
        found, key=lambda finding: (finding.where.block, finding.where.row or 0, finding.where.start)
    )
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in order:
        seen.setdefault((finding.kind, finding.where, finding.expected), finding)
    return list(seen.values())
