"""Findings as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.boards.findings.lines import Line
from motcua.boards.written import moment
from motcua.findings.models import Recount
from motcua.findings.words import share

_WIDTHS = (26, 30, 26, 26, 26, 26, 40, 12, 24, 24, 18)


def workbook(lines: Sequence[Line], unit: str, recount: Recount | None) -> bytes:
    """A sheet with all findings and the figure above them."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(
        kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(_("Reconciliation")[:31])
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, f"{_('Reconciliation')}. {unit}", bold)
        sheet.write_string(1, 0, _figure(recount))
        for column, head in enumerate(_heads()):
            sheet.write_string(3, column, head, bold)
        for row, one in enumerate(lines, 4):
            for column, cell in enumerate(_cells(one)):
                sheet.write_string(row, column, cell, wrapped)
        sheet.freeze_panes(4, 1)
        sheet.autofilter(3, 0, max(3 + len(lines), 4), len(_WIDTHS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
    return kept.getvalue()


def _figure(recount: Recount | None) -> str:
    if recount is None:
        return _("Not compared yet.")
    told = _("At %(moment)s: all systems agree on %(agreeing)s of %(known)s dossiers (%(share)s).")
    return told % {
        "moment": moment(recount.at), "agreeing": recount.agreeing, "known": recount.known,
        "share": share(recount.agreeing, recount.known),
    }  # fmt: skip


def _heads() -> tuple[str, ...]:
    return (
        _("Dossier"), _("Difference"), _("Leading system"), _("It says"), _("Other system"), _("The other says"),
        _("Cause"), _("Age"), _("State"), _("Who deals with it"), _("Known since"),
    )  # fmt: skip


def _cells(one: Line) -> tuple[str, ...]:
    finding = one.finding
    return (
        finding.code, str(one.kind), finding.left.name, one.ours, finding.right.name, one.theirs,
        str(one.cause), one.age, str(one.state), one.owner, moment(finding.first_seen),
    )  # fmt: skip
