"""The figures of dossiers that a report states of its unit and period as a whole, by the system's names for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from motcua.reports.check.figures import Figure
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import Subject

_STAGES = {
    "received": "received",
    "total": "total",
    "new": "new",
    "carried": "carried",
    "closed": "closed",
    "open": "open",
}
_CHANNELS = ("online", "direct", "postal", "direct_postal")
_ENDS = ("refused", "withdrawn", "supplement", "paused")
_CLOSED = {"early": "early", "on_time": "on_time", "in_time": "in_time", "late": "late"}
_OPEN = {"in_term": "in_term", "late": "overdue"}


def measure_of(subject: Subject) -> str:
    """The name of what a subject counts, empty where it is none of the usual figures of dossiers.

    >>> measure_of(Subject("dossier", frozenset({"closed", "late"})))
    'late'
    """
    concepts = set(subject.concepts)
    if subject.noun not in ("dossier", "") or subject.rest or subject.other_time:
        return ""
    for stage, table in (("closed", _CLOSED), ("open", _OPEN)):
        if stage in concepts and len(concepts) == 2:
            (other,) = concepts - {stage}
            return table.get(other, other if other in _ENDS else "")
    received = concepts & {"received", "new", "total"}
    if received and concepts == received:
        return next(name for name in ("new", "total", "received") if name in received)
    if received and len(concepts - received) == 1:
        (other,) = concepts - received
        return other if other in (*_CHANNELS, "carried", *_ENDS) else ""
    if len(concepts) == 1:
        (only,) = concepts
        return _STAGES.get(only) or (
            only if only in (*_ENDS, "early", "on_time", "in_time", "in_term", *_CHANNELS) else ""
        )
    return ""


def measures(report: Report) -> Mapping[str, list[Figure]]:
    """Every figure of dossiers of the unit and period as a whole, by `measure_of`; aims are left out. Found once."""
    if report.measured is None:
        report.measured = _measured(report)
    return report.measured


def _measured(report: Report) -> Mapping[str, list[Figure]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in report.parsed.figures():
        line = report.parsed.line_of(figure)
        if not figure.is_exact or line.aims:
            continue
        name = measure_of(report.subject(figure))
        if (
            name
            and (report.subject(figure).noun or name)
            and not report.scope(figure)
            and line.zone in ("body", "end")
        ):
            found[name].append(figure)
    return found


def values(found: Mapping[str, list[Figure]], name: str) -> list[int]:
    """The different values that are stated for a measure, in the order of the text."""
    return list(dict.fromkeys(figure.value for figure in found.get(name, ())))
