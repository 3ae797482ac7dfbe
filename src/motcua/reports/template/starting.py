"""The template that a unit begins with: the outline as a Word file, every figure and sentence as a field."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.reports import docx, formal
from motcua.reports.data import ReportData
from motcua.reports.document import Block, Head, Report
from motcua.reports.outline import Heading, Outline
from motcua.reports.vietnamese import agency_lines
from motcua.reports.wording.grammar import canonical


def starting(told: Outline, data: ReportData, whole: bool = False) -> bytes:
    """The DOCX file of an outline for a unit; names of agencies stand in it as they are, the rest are fields.

    All sentences of a section are one field, or, as a `whole`, each stands with its wording, to be changed.
    """
    report = Report(
        head=_head(told, data),
        body=tuple(_body(told, whole)),
        signer_lines=("{{bao_cao.chuc_vu}}",),
        signer_name="{{bao_cao.nguoi_ky}}",
        recipients=("{{bao_cao.noi_nhan}}",),
        attachments=(),
    )
    return docx.write(report, data)


def _head(told: Outline, data: ReportData) -> Head:
    return Head(
        superior=formal.superior_lines(data),
        agency=agency_lines(data.agency.name),
        number="{{bao_cao.so_ky_hieu}}",
        place_and_date="{{bao_cao.dia_danh_va_ngay}}",
        kind="BÁO CÁO",
        subject=told.subject,
        days="({{ky.ngay_hoa}})",
        addressee="{{bao_cao.kinh_gui}}" if formal.addressee(data) else "",
    )


def _body(told: Outline, whole: bool) -> Iterator[Block]:
    yield Block("text", told.opening)
    for part in told.parts:
        yield Block("part", f"{part.number}. {part.title}")
        for section in part.sections:
            yield from _section(section, whole)
    yield Block("text", told.closing)


def _section(section: Heading, whole: bool) -> Iterator[Block]:
    if section.number:
        yield Block("section", f"{section.number}. {section.title}")
    for text in section.texts:
        if whole:
            yield from (Block("text", pattern) for pattern in text.lines)
        elif text.lines:
            yield Block("text", f"{{{{muc.{canonical(text.key)}}}}}")
        yield Block("text", f"{{{{viet.{canonical(text.key)}}}}}")
