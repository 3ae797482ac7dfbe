"""The report against the statement of the system, for the same unit and period.

Offices give some names to more than one figure of the statement («đã giải quyết» with or without what was refused);
a figure of the report is wrong only where it is none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from motcua.reports.check.checks import register
from motcua.reports.check.checks.attached import cells
from motcua.reports.check.checks.common import mark, name
from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.measures import measure_of
from motcua.reports.check.report import Known, Report
from motcua.reports.check.subjects import Subject
from motcua.reports.vietnamese import number, short_date
from motcua.rules.measures import MEASURES

_OTHERS = ("refused", "withdrawn")
MEANT: Mapping[str, Sequence[tuple[str, ...]]] = {
    "received": (("received",), ("total_received",)),
    "total": (("total_received",),),
    "new": (("received",),),
    "carried": (("carried_over",),),
    "online": (("received_online",),),
    "direct": (("received_direct",), ("received_direct_or_postal",)),
    "postal": (("received_postal",),),
    "direct_postal": (("received_direct_or_postal",),),
    "closed": (("closed",), ("resolved",)),
    "early": (("early",),),
    "on_time": (("on_time",), ("on_time", *_OTHERS)),
    "in_time": (("early", "on_time"), ("early", "on_time", *_OTHERS)),
    "late": (("late",), ("late", "other_closed_late")),
    "open": (("open",), ("open_in_term", "open_overdue")),
    "in_term": (("open_in_term",), ("in_term_or_waiting",)),
    "overdue": (("open_overdue",), ("overdue_or_waiting_overdue",)),
    "refused": (("refused",),),
    "withdrawn": (("withdrawn",),),
    "supplement": (("awaiting_supplement",),),
    "paused": (("paused",),),
}
"""Which measures, added up, a figure of that name may be; the first is the one that is named."""


@register
def check(report: Report) -> Iterable[Finding]:
    """Figures of the text and of tables that are not what the system counts."""
    known = report.known
    if known is None:
        return
    for figure in report.parsed.figures():
        line = report.parsed.line_of(figure)
        if figure.is_exact and not line.aims and line.zone in ("body", "end"):
            told, scope = report.subject(figure), report.scope(figure)
            if set(scope) <= {told.rest}:
                label = name(report, figure)
                yield from _against(
                    known, told, figure.value, mark(figure), f"{label[:1].upper()}{label[1:]}"
                )
    for cell, about in cells(report):
        yield from _against(known, about, cell.value, cell.mark, cell.place[:1].upper() + cell.place[1:])


def _against(known: Known, told: Subject, value: int, place: Mark, label: str) -> Iterator[Finding]:
    figures = known.totals if not told.rest else known.fields.get(told.rest)
    measure = measure_of(Subject(told.noun, told.concepts, frozenset(), told.other_time))
    ways = MEANT.get(measure, ())
    if figures is None or not ways or told.other_time:
        return
    counted = [sum(figures[one] for one in names) for names in ways]
    if value in counted:
        return
    names = " + ".join(MEASURES[one].label for one in ways[0])
    days = f"từ ngày {short_date(known.period.first)} đến ngày {short_date(known.period.last)}"
    yield Finding(
        Kind.STATEMENT,
        Certainty.LIKELY,
        place,
        f"{label}: báo cáo ghi {number(value)}, hệ thống đếm được {number(counted[0])}.",
        number(counted[0]),
        f"Chỉ tiêu “{names}” của hệ thống {days} là {number(counted[0])}.",
    )
