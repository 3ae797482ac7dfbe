"""The report as DOCX, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I asks: A4, Times New Roman, margins, parts."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from lxml.etree import _Element

from motcua.reports.data import ReportData
from motcua.reports.document import Attachment, Block, Head, Report
from motcua.reports.docx_xml import FONT, Look, bare_table, elements, form_table, paragraph, styled

LEFT, RIGHT = 62.0, 98.0
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
    document = docx.Document()
    _styles(document)
    _properties(document, report, data)
    _portrait(document.sections[0])
    body = _Body(document)
    body.add(_head(report.head))
    body.add(elements("".join(_block(block, block is report.body[-1]) for block in report.body)))
    body.add([_signature(report)])
    for attachment in report.attachments:
        _attach(document, body, attachment)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Body:
    """Where elements are added: before the properties of the last section."""

    def __init__(self, document: Any) -> None:
        self.element = document.element.body
        for blank in self.element.findall(qn("w:p")):
            self.element.remove(blank)

    def add(self, found: Iterable[_Element]) -> None:
        last = self.element[-1]
        for element in found:
            last.addprevious(element)


def _styles(document: Any) -> None:
    styles = document.styles
    _default_font(styles.element)
    _style(styles["Normal"], Look(align="left"))
    _style(_added(styles, "Body"), Look(align="both", first=12.7, after=6))
    _style(_added(styles, "Gap"), Look(align="both", first=12.7, after=6, italic=True), shade=GAP)
    _style(styles["Heading 1"], Look(align="both", first=12.7, before=6, after=6, bold=True))
    _style(styles["Heading 2"], Look(align="both", first=12.7, after=6, bold=True))
    _style(styles["Header"], Look(align="center", size=13))


def _added(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def _style(style: Any, look: Look, shade: str = "") -> None:
    _fonts(style.element.get_or_add_rPr())
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.alignment = _ALIGN[look.align]
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.first_line_indent, layout.line_spacing = Mm(look.first), 1.1 if look.first else 1.0
    if shade:
        fill = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{shade}"/>'
        style.element.get_or_add_rPr().append(parse_xml(fill))


def _fonts(properties: _Element) -> None:
    for found in properties.findall(qn("w:rFonts")):
        properties.remove(found)
    names = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    properties.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {names}/>"))


def _default_font(styles: _Element) -> None:
    for defaults in styles.iterfind(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"):
        _fonts(defaults)
    for language in styles.iterfind(f".//{qn('w:lang')}"):
        language.set(qn("w:val"), "vi-VN")
        language.set(qn("w:eastAsia"), "vi-VN")


def _properties(document: Any, report: Report, data: ReportData) -> None:
    found = document.core_properties
    found.title, found.author, found.language = report.title, data.agency.name, "vi-VN"
    found.created = found.modified = data.made
    found.comments, found.last_modified_by = "", data.agency.name


def _portrait(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])


def _page_number(place: Any) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    place._p.append(parse_xml(field))


def _head(head: Head) -> list[_Element]:
    title = Look(bold=True)
    left = [paragraph(line, Look(size=13)) for line in head.superior]
    left += [paragraph(line, Look(size=13, bold=True)) for line in head.agency]
    right = [
        paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look(size=12.5, bold=True)),
        paragraph("Độc lập - Tự do - Hạnh phúc", title),
    ]
    rows = (
        ([*left, _rule((LEFT - 22) / 2)], [*right, _rule((RIGHT - 58) / 2)]),
        ([paragraph(head.number, Look(size=13, before=3))], [paragraph(head.place_and_date, Look(italic=True, before=3))]),
    )  # fmt: skip
    below = [paragraph(head.kind, Look(bold=True, before=14)), paragraph(head.subject, title)]
    below += [paragraph(head.days, title), _rule(60)]
    if head.addressee:
        below.append(paragraph(f"Kính gửi: {head.addressee}.", Look(before=8, after=10)))
    return [bare_table((LEFT, RIGHT), *rows), *elements("".join(below))]


def _rule(sides: float) -> str:
    return paragraph("", Look(size=4, sides=sides, rule="top", before=3))


def _block(block: Block, last: bool) -> str:
    return styled(_MARK.get(block.kind, "") + block.text, _STYLE_OF[block.kind], keep=last)


def _signature(report: Report) -> _Element:
    heading = Look(align="left", size=12, bold=True, italic=True)
    left = [paragraph("Nơi nhận:", heading)]
    ends = [";"] * (len(report.recipients) - 1) + ["."]
    left += [
        paragraph(f"- {line}{end}", Look(align="left", size=11))
        for line, end in zip(report.recipients, ends, strict=True)
    ]
    strong = Look(bold=True)
    right = [paragraph(line, strong) for line in report.signer_lines]
    right += [paragraph("", Look())] * 4 + [paragraph(report.signer_name, strong)]
    return bare_table((75, 85), (left, right))


def _attach(document: Any, body: _Body, attachment: Attachment) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(20)
    numbering = f'<w:pgNumType {nsdecls("w")} w:start="1"/>'
    section._sectPr.find(qn("w:cols")).addprevious(parse_xml(numbering))
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
