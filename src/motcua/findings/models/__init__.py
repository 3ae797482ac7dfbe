"""Findings, totals published elsewhere, and the file of explanation."""

from motcua.findings.models.explained import Fact, Incident, Touched
from motcua.findings.models.kept import Finding, FindingEvent, Pair, Recount, Schedule, SystemRule
from motcua.findings.models.totals import PublishedTotal

__all__ = [
    "Fact",
    "Finding",
    "FindingEvent",
    "Incident",
    "Pair",
    "PublishedTotal",
    "Recount",
    "Schedule",
    "SystemRule",
    "Touched",
]
