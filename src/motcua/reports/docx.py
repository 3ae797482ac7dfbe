"""The report as DOCX, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I asks: A4, Times New Roman, margins, parts."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from lxml.etree import _Element

from motcua.reports.data import ReportData
from motcua.reports.document import Attachment, Block, Head, Report
from motcua.reports.docx_form import form_table
from motcua.reports.docx_page import (
    Body,
    landscape,
    letterhead,
    number_from_one,
    page_number,
    portrait,
    rule,
    started,
    style,
)
from motcua.reports.docx_xml import Look, bare_table, elements, paragraph, styled
from motcua.reports.runs import Run

GAP = "FFF2CC"

_STYLE_OF = {
    "part": "Heading1",
    "section": "Heading2",
    "text": "Body",
    "item": "Body",
    "subitem": "Body",
    "gap": "Gap",
}
_MARK = {"item": "- ", "subitem": "+ "}


def write(report: Report, data: ReportData) -> bytes:
    """The report as the bytes of a DOCX file."""
    document = started(report.title, data.agency.name, data.made)
    _styles(document)
    portrait(document.sections[0])
    page_number(document.sections[0])
    body = Body(document)
    body.add(_head(report.head))
    body.add(elements("".join(_block(block, block is report.body[-1]) for block in report.body)))
    body.add([_signature(report)])
    for attachment in report.attachments:
        _attached(document, body, attachment)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def write_forms(report: Report, data: ReportData) -> bytes:
    """The forms of a report alone, as the bytes of a DOCX file."""
    document = started(report.title, data.agency.name, data.made)
    body = Body(document)
    page_number(document.sections[0])
    for place, attachment in enumerate(report.attachments):
        _attached(document, body, attachment, document.sections[0] if not place else None)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _styles(document: Any) -> None:
    styles = document.styles
    style(_added(styles, "Body"), Look(align="both", first=12.7, after=6))
    style(_added(styles, "Gap"), Look(align="both", first=12.7, after=6, italic=True), shade=GAP)
    style(styles["Heading 1"], Look(align="both", first=12.7, before=6, after=6, bold=True))
    style(styles["Heading 2"], Look(align="both", first=12.7, after=6, bold=True))


def _added(styles: Any, name: str) -> Any:
    added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    added.base_style = styles["Normal"]
    return added


def _head(head: Head) -> list[_Element]:
    title = Look(bold=True)
    below = [paragraph(head.kind, Look(bold=True, before=14)), paragraph(head.subject, title)]
    below += [paragraph(head.days, title), rule(60)]
    if head.addressee:
        below.append(paragraph(f"Kính gửi: {head.addressee}.", Look(before=8, after=10)))
    top = letterhead(head.superior, head.agency, [(Run(head.number),)], head.place_and_date)
    return [top, *elements("".join(below))]


def _block(block: Block, last: bool) -> str:
    return styled(_MARK.get(block.kind, "") + block.text, _STYLE_OF[block.kind], keep=last)


def _signature(report: Report) -> _Element:
    heading = Look(align="left", size=12, bold=True, italic=True)
    left = [paragraph("Nơi nhận:", heading)]
    left += [paragraph(line, Look(align="left", size=11)) for line in report.recipients]
    strong = Look(bold=True)
    right = [paragraph(line, strong) for line in report.signer_lines]
    right += [paragraph("", Look())] * 4 + [paragraph(report.signer_name, strong)]
    return bare_table((75, 85), (left, right))


def _attached(document: Any, body: Body, attachment: Attachment, first: Any = None) -> None:
    section = first or document.add_section(WD_SECTION.NEW_PAGE)
    landscape(section)
    number_from_one(section)
    attach(body, attachment)


def attach(body: Body, attachment: Attachment) -> None:
    """Add a form with the lines over it to a section that lies on its side."""
    # LibreOffice drops the landscape orientation of a section that begins with a table.
    body.add(elements(paragraph(attachment.attached_to, Look(size=12, italic=True, after=6))))
    body.add([_form_head(attachment)])
    unit = Look(align="right", size=11, italic=True, before=6, after=3)
    body.add(elements(paragraph(attachment.filled.form.counted, unit)))
    body.add([form_table(attachment, 257)])
    body.add(elements("".join(_notes(attachment))))


def _form_head(attachment: Attachment) -> _Element:
    small, strong = Look(align="left", size=11), Look(align="left", size=11, bold=True)
    left = [paragraph(line, small if place else strong) for place, line in enumerate(attachment.left)]
    centre = [paragraph(line, Look(size=13, bold=True)) for line in attachment.title]
    centre += [paragraph(line, Look(size=12)) for line in attachment.centre]
    right = [paragraph(line, small) for line in attachment.right]
    return bare_table((61, 129, 67), (left, centre, right), margin=1)


def _notes(attachment: Attachment) -> list[str]:
    notes = attachment.filled.notes
    if not notes:
        return [paragraph("", Look(size=4))]
    first = paragraph("Ghi chú:", Look(align="left", size=11, bold=True, italic=True, before=6))
    return [first, *[paragraph(f"- {note}", Look(align="both", size=11, italic=True)) for note in notes]]
