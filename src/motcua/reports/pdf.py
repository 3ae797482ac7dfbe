"""The report as PDF, set by typst from a template, with the fonts that lie beside it and no others."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from motcua.reports.document import Attachment, Report, number_size
from motcua.reports.filled import Row
from motcua.reports.form import HeaderCell
from motcua.reports.vietnamese import number

_FOLDER = Path(str(files("motcua.reports")))
_one_at_a_time = Lock()


def write(report: Report) -> bytes:
    """The report as the bytes of a PDF file, tagged so that a screen reader can read it."""
    content = {"report": json.dumps(_content(report), ensure_ascii=False)}
    # A compiler keeps what it has read between documents, and must not be used by two threads at once.
    with _one_at_a_time:
        made = _compiler().compile(sys_inputs=content, format="pdf")
    assert isinstance(made, bytes)  # noqa: S101
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        _FOLDER / "templates" / "report.typ",
        root=_FOLDER / "templates",
        font_paths=[_FOLDER / "fonts"],
        ignore_system_fonts=True,
    )


def _content(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "head": asdict(report.head),
        "body": [asdict(block) for block in report.body],
        "signer_lines": report.signer_lines,
        "signer_name": report.signer_name,
        "recipients": report.recipients,
        "attachments": [_attachment(found) for found in report.attachments],
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    form = attachment.filled.form
    return {
        "attached_to": attachment.attached_to,
        "title": attachment.title,
        "left": attachment.left,
        "centre": attachment.centre,
        "right": attachment.right,
        "counted": form.counted,
        "size": number_size(attachment.filled),
        "widths": [column.width for column in form.columns],
        "header": [_header(cell) for cell in form.header],
        "numbers": [f"({column.number})" for column in form.columns],
        "rows": [_row(row) for row in attachment.filled.rows],
        "notes": attachment.filled.notes,
    }


def _header(cell: HeaderCell) -> dict[str, Any]:
    return {"text": cell.text, "x": cell.left, "y": cell.top, "width": cell.width, "height": cell.height}


def _row(row: Row) -> dict[str, Any]:
    return {
        "bold": row.kind != "field",
        "order": row.order,
        "label": row.label,
        "numbers": [number(found.value) for found in row.numbers],
    }
