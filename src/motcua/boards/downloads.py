"""Files that pages give: what kind they are follows from their names."""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from motcua.casework.files import DOCX, PDF, XLSX

_TYPES = {".docx": DOCX, ".pdf": PDF, ".xlsx": XLSX, ".csv": "text/csv; charset=utf-8"}
DOCUMENTS = ("docx", "pdf", "xlsx")
"""Kinds of files that reports and forms are written to."""


def as_file(body: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """The answer that saves `body` under `name`, or shows it where the browser can (`inline`)."""
    disposition = content_disposition_header(not inline, name) or "attachment"
    kind = _TYPES[PurePath(name).suffix]
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": disposition})
