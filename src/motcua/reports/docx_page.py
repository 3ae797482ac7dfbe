"""What every DOCX of ours shares: styles, pages and the head that Nghị định 30/2020/NĐ-CP, Phụ lục I asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from lxml.etree import _Element

from motcua.reports.docx_xml import FONT, Look, bare_table, paragraph
from motcua.reports.runs import Run

LEFT, RIGHT = 62.0, 98.0
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_LEFT_RULE, _RIGHT_RULE = 22.0, 58.0

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def started(title: str, author: str, made: datetime | None) -> Any:
    """A new document in Times New Roman, in Vietnamese, with these properties; without a date it has none."""
    document = docx.Document()
    _default_font(document.styles.element)
    style(document.styles["Normal"], Look(align="left"))
    style(document.styles["Header"], Look(align="center", size=13))
    style(document.styles["Footer"], Look(align="left", size=9))
    found = document.core_properties
    found.title, found.author, found.language = title, author, "vi-VN"
    found.created = found.modified = made or datetime(2000, 1, 1)  # noqa: DTZ001
    found.comments, found.last_modified_by = "", author
    return document


class Body:
    """Where elements are added: before the properties of the last section."""

    def __init__(self, document: Any, keep: bool = False) -> None:
        self.element = document.element.body
        for blank in () if keep else self.element.findall(qn("w:p")):
            self.element.remove(blank)

    def add(self, found: Iterable[_Element]) -> None:
        """Add elements at the end."""
        last = self.element[-1]
        for element in found:
            last.addprevious(element)


def style(named: Any, look: Look, shade: str = "") -> None:
    """Give a named style a look, with a colour behind its letters where there is one."""
    _fonts(named.element.get_or_add_rPr())
    named.font.size, named.font.bold, named.font.italic = Pt(look.size), look.bold, look.italic
    named.font.color.rgb = RGBColor(0, 0, 0)
    layout = named.paragraph_format
    layout.alignment = _ALIGN[look.align]
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.first_line_indent, layout.line_spacing = Mm(look.first), 1.1 if look.first else 1.0
    if shade:
        fill = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{shade}"/>'
        named.element.get_or_add_rPr().append(parse_xml(fill))


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


def portrait(section: Any) -> None:
    """A4 upright with the margins of the decree, pages numbered at the top from the second on."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    _headed(section)


def landscape(section: Any) -> None:
    """A4 on its side."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(20)
    _headed(section)


def _headed(section: Any) -> None:
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True


def page_number(section: Any) -> None:
    """Number the pages of a section, and of those after it that have no header of their own."""
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    section.header.paragraphs[0]._p.append(parse_xml(field))


def number_from_one(section: Any) -> None:
    """Let a section count its pages anew."""
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    before = (properties.find(qn(f"w:{name}")) for name in ("pgBorders", "paperSrc", "pgMar", "pgSz"))
    place = next(found for found in before if found is not None)
    place.addnext(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))


def letterhead(
    superior: Sequence[str],
    agency: Sequence[str],
    under: Sequence[Sequence[Run]],
    place_and_date: str,
    widths: tuple[float, float] = (LEFT, RIGHT),
) -> _Element:
    """Agency on the left, country and motto on the right; below them the number, and the place with the date."""
    left = [paragraph(line, Look(size=13)) for line in superior]
    left += [paragraph(line, Look(size=13, bold=True)) for line in agency]
    right = [paragraph(COUNTRY, Look(size=12.5, bold=True)), paragraph(MOTTO, Look(bold=True))]
    rows = [([*left, rule((widths[0] - _LEFT_RULE) / 2)], [*right, rule((widths[1] - _RIGHT_RULE) / 2)])]
    if under or place_and_date:
        below = [paragraph(line, Look(size=13, before=3)) for line in under] or [paragraph("", Look(size=4))]
        rows.append((below, [paragraph(place_and_date, Look(italic=True, before=3))]))
    return bare_table(widths, *rows)


def rule(sides: float) -> str:
    """A line across, this many mm from either side."""
    return paragraph("", Look(size=4, sides=sides, rule="top", before=3))
