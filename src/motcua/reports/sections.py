"""What people write into a report, put to the figures: sections, number, date, who signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from motcua.reports.data import ReportData

_COUNTS = {"total": "tthc-tong", "full": "tthc-toan-trinh", "partial": "tthc-mot-phan"}


def with_sections(data: ReportData, sections: Mapping[str, str]) -> ReportData:
    """The data with what people wrote, by the keys of `outline`; a date or a count that is none is left out."""
    lines = {key: text.strip() for key, text in sections.items()}
    counts = {name: lines.get(key, "") for name, key in _COUNTS.items()}
    return replace(
        data,
        sections=dict(sections),
        catalogue={name: int(text) for name, text in counts.items() if text.isdecimal()},
        number=lines.get("so", data.number),
        symbol=lines.get("ky-hieu", data.symbol),
        dated=_date(lines["ngay"]) if "ngay" in lines else data.dated,
        signer_lines=_lines(lines.get("chuc-vu", "")) or data.signer_lines,
        signer_name=lines.get("nguoi-ky", data.signer_name),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
