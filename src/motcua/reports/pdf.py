"""The report as PDF: its content for the template."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from motcua.reports.document import Attachment, Cell, Report, cells, header_size
from motcua.reports.filled import Row
from motcua.reports.form import HeaderCell
from motcua.reports.typeset import typeset


def write(report: Report) -> bytes:
    """The report as the bytes of a PDF file."""
    made = typeset("report", _content(report))
    assert isinstance(made, bytes)  # noqa: S101
    return made


def write_forms(report: Report) -> bytes:
    """The forms of a report alone."""
    content = {"title": report.title, "attachments": [attached(found) for found in report.attachments]}
    made = typeset("forms", content)
    assert isinstance(made, bytes)  # noqa: S101
    return made


def _content(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "head": asdict(report.head),
        "body": [asdict(block) for block in report.body],
        "signer_lines": report.signer_lines,
        "signer_name": report.signer_name,
        "recipients": report.recipients,
        "attachments": [attached(found) for found in report.attachments],
    }


def attached(attachment: Attachment) -> dict[str, Any]:
    """A form with the lines over it, as the templates want it."""
    form = attachment.filled.form
    return {
        "attached_to": attachment.attached_to,
        "title": attachment.title,
        "left": attachment.left,
        "centre": attachment.centre,
        "right": attachment.right,
        "counted": form.counted,
        "header_size": header_size(attachment.filled),
        "widths": [column.width for column in form.columns],
        "header": [_header(cell) for cell in form.header],
        "numbers": [f"({column.number})" for column in form.columns],
        "rows": [_row(*one) for one in zip(attachment.filled.rows, cells(attachment.filled), strict=True)],
        "notes": attachment.filled.notes,
    }


def _header(cell: HeaderCell) -> dict[str, Any]:
    return {"text": cell.text, "x": cell.left, "y": cell.top, "width": cell.width, "height": cell.height}


def _row(row: Row, found: list[Cell]) -> dict[str, Any]:
    return {"bold": row.kind in ("section", "total"), "cells": found}
