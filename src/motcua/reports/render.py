"""The report as the bytes of files, from data alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from motcua.reports import docx, narrative, pdf, xlsx
from motcua.reports.data import OwnTemplate, ReportData
from motcua.reports.document import Block, Report
from motcua.reports.filled import FilledForm, fill
from motcua.reports.form_files import load
from motcua.reports.template.render import as_blocks, as_docx, as_pdf

FORMS = ("II.06b-official", "II.06b-commune")
ROLLED_UP = ("II.06d",)
"""The form of a report over the units below a province."""
KINDS = ("docx", "pdf", "xlsx")

_WRITERS: dict[str, Callable[[Report, ReportData], bytes]] = {
    "docx": docx.write,
    "pdf": lambda report, data: pdf.write(report),
    "xlsx": xlsx.write,
}

_FROM_TEMPLATE: dict[str, Callable[[OwnTemplate, Report, ReportData], bytes]] = {
    "docx": as_docx,
    "pdf": as_pdf,
}


def filled_forms(data: ReportData) -> list[FilledForm]:
    """The forms of a report, laid out and checked."""
    rolled_up = any(row.level for row in data.rows)
    return [fill(load(name, data.period.last), data) for name in (ROLLED_UP if rolled_up else FORMS)]


def render(data: ReportData, kinds: Sequence[str] = KINDS) -> dict[str, bytes]:
    """The report as bytes, by kind; all kinds say the same."""
    report = narrative.report(data, filled_forms(data))
    return {kind: _write(kind, report, data) for kind in kinds}


def _write(kind: str, report: Report, data: ReportData) -> bytes:
    if data.template is not None and kind in _FROM_TEMPLATE:
        return _FROM_TEMPLATE[kind](data.template, report, data)
    return _WRITERS[kind](report, data)


def body(data: ReportData) -> Sequence[Block]:
    """The text of the report alone, from the unit's own template where it has one."""
    return as_blocks(data.template, data) if data.template is not None else narrative.report(data).body
