"""The report written from a unit's own template: DOCX, PDF, and its text for a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import typst
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from motcua.reports import pdf
from motcua.reports.data import OwnTemplate, ReportData
from motcua.reports.document import Block, Report
from motcua.reports.docx import attach
from motcua.reports.docx_page import Body, landscape, number_from_one
from motcua.reports.docx_xml import FONT
from motcua.reports.template.content import Reader, pages
from motcua.reports.template.fill import fill
from motcua.reports.template.package import TemplateRefused, opened, saved
from motcua.reports.typeset import typeset
from motcua.reports.wording.known import values


def as_docx(template: OwnTemplate, report: Report, data: ReportData) -> bytes:
    """The bytes of a DOCX file: the template filled, the forms of `report` behind it."""
    document = _filled(template, data)
    _properties(document, report.title, data)
    before = len(document.element.body)
    for attachment in report.attachments:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        landscape(section)
        number_from_one(section)
        attach(Body(document, keep=True), attachment)
    _in_our_font(list(document.element.body)[before - 1 :])
    return saved(document)


def as_pdf(template: OwnTemplate, report: Report, data: ReportData) -> bytes:
    """The bytes of a PDF file with the paragraphs and tables of the filled template, and the forms."""
    content = {
        "title": report.title,
        "pages": pages(_filled(template, data)),
        "attachments": [pdf.attached(found) for found in report.attachments],
    }
    try:
        made = typeset("own", content)
    except typst.TypstError as error:
        raise TemplateRefused(
            f"Không dựng được PDF từ mẫu Word bản {template.number}; hãy dùng tệp DOCX, hoặc bỏ bảng có ô gộp phức tạp."
        ) from error
    assert isinstance(made, bytes)  # noqa: S101
    return made


def as_blocks(template: OwnTemplate, data: ReportData) -> list[Block]:
    """The text of the filled template, paragraph by paragraph, without what is empty; tables cell by cell."""
    document = _filled(template, data)
    reader = Reader(document)
    found = []
    for element in document.element.body.iter(qn("w:p")):
        runs = reader.paragraph(element)["runs"]
        text = "".join(run["text"] for run in runs).strip()
        if text:
            bold = all(run["bold"] for run in runs if run["text"].strip())
            gap = any(run["shade"] for run in runs)
            found.append(Block("gap" if gap else "section" if bold else "text", text))
    return found


def _filled(template: OwnTemplate, data: ReportData) -> Any:
    document = opened(template.body)
    fill(document, values(data))
    return document


def _properties(document: Any, title: str, data: ReportData) -> None:
    found = document.core_properties
    found.title, found.author, found.last_modified_by = title[:255], data.agency.name[:255], ""
    found.created = found.modified = datetime(data.made.year, data.made.month, data.made.day)  # noqa: DTZ001
    found.comments = ""


def _in_our_font(elements: list[Any]) -> None:
    """Forms keep their letters whatever the template's usual font is: columns are cut for it."""
    names = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    for element in elements:
        for looks in element.iter(qn("w:rPr")):
            if looks.find(qn("w:rFonts")) is None:
                looks.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {names}/>"))
