"""The report as the bytes of files, from data alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from motcua.reports import docx, narrative, pdf, xlsx
from motcua.reports.data import ReportData
from motcua.reports.document import Report
from motcua.reports.filled import FilledForm, fill
from motcua.reports.form_files import load

FORMS = ("II.06b-official", "II.06b-commune")
KINDS = ("docx", "pdf", "xlsx")

_WRITERS: dict[str, Callable[[Report, ReportData], bytes]] = {
    "docx": docx.write,
    "pdf": lambda report, data: pdf.write(report),
    "xlsx": xlsx.write,
}


def filled_forms(data: ReportData) -> list[FilledForm]:
    """The forms of a report, laid out and checked."""
    return [fill(load(name, data.period.last), data) for name in FORMS]


def render(data: ReportData, kinds: Sequence[str] = KINDS) -> dict[str, bytes]:
    """The report as bytes, by kind; all kinds say the same."""
    report = narrative.report(data, filled_forms(data))
    return {kind: _WRITERS[kind](report, data) for kind in kinds}
