"""Printed forms as DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx.enum.section import WD_SECTION
from lxml.etree import _Element

from motcua.reports.docx_page import (
    LEFT,
    RIGHT,
    Body,
    landscape,
    letterhead,
    number_from_one,
    page_number,
    portrait,
    rule,
    started,
)
from motcua.reports.docx_xml import (
    NO_LINES,
    Look,
    bare_table,
    elements,
    paragraph,
    table,
    table_cell,
    table_row,
)
from motcua.reports.printed.document import Block, Paragraph, Printed, Signed, Style
from motcua.reports.printed.docx_table import Pictures, table_xml
from motcua.reports.runs import Run

ROOM = 42
"""Points of free room to sign in."""
_SIDE = 24.0
LOOKS: dict[Style, Look] = {
    "text": Look(align="both", first=12.7),
    "item": Look(align="both", first=12.7),
    "line": Look(align="left"),
    "centre": Look(align="center"),
    "note": Look(align="both", size=11, italic=True, after=2),
}


def write(documents: Sequence[Printed]) -> bytes:
    """The documents one after the other in a DOCX file, each in a section of its own."""
    first = documents[0]
    made = datetime(first.day.year, first.day.month, first.day.day, tzinfo=UTC) if first.day else None
    file = started(first.name, first.author, made)
    body, pictures = Body(file), Pictures(file.part)
    for order, document in enumerate(documents):
        section = file.sections[0] if order == 0 else file.add_section(WD_SECTION.NEW_PAGE)
        _page(section, document, order)
        _Sheet(document, pictures).write(body)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _page(section: Any, document: Printed, order: int) -> None:
    (landscape if document.landscape else portrait)(section)
    if order:
        number_from_one(section)
    else:
        page_number(section)
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        footer.paragraphs[0].text = document.mark


class _Sheet:
    """One document on its way into the file."""

    def __init__(self, document: Printed, picture: Pictures) -> None:
        self.document, self.width, self.picture = document, document.width, picture

    def write(self, body: Body) -> None:
        """Add everything, from the head to the notes."""
        document = self.document
        # LibreOffice drops the orientation of a section that begins with a table.
        body.add(elements(_small()))
        share = self.width / (LEFT + RIGHT)
        widths = (LEFT * share, RIGHT * share)
        body.add(
            [letterhead(document.superior, document.agency, document.under, document.place_and_date, widths)]
        )
        body.add(self._band())
        for place, block in enumerate(document.body):
            held = place >= document.closes_at and bool(document.signed or document.after)
            body.add(self._block(block, held))
        body.add(self._signatures())
        body.add(elements(paragraph("", Look(size=6, keep=True))) if document.after else [])
        for place, block in enumerate(document.after, 1):
            body.add(self._block(block, place < len(document.after)))

    def _band(self) -> list[_Element]:
        """The title, with the QR code on its left where there is one."""
        document, strong = self.document, Look(bold=True)
        words = [paragraph(line, strong) for line in document.title]
        words += [paragraph(line, strong) for line in document.subject]
        free = self.width - (2 * _SIDE if document.qr else 0)
        if document.subject:
            words.append(rule((free - 40) / 2))
        words += [paragraph(line, Look(size=13)) for line in document.under_title]
        if not document.qr:
            return elements(paragraph("", Look(size=6)) + "".join(words) + paragraph("", Look(size=8)))
        code = paragraph("", Look(align="left"), self.picture.of(document.qr, _SIDE))
        row = "".join(
            table_cell(inner, width)
            for inner, width in ((code, _SIDE), ("".join(words), free), (_small(), _SIDE))
        )
        band = table((_SIDE, free, _SIDE), NO_LINES, 0, table_row(row))
        return [*elements(paragraph("", Look(size=6))), band, *elements(paragraph("", Look(size=6)))]

    def _block(self, block: Block, last: bool = False) -> list[_Element]:
        if isinstance(block, Paragraph):
            return elements(self._paragraph(block, last))
        # Word joins tables that follow each other without a paragraph between them.
        made = table_xml(block, self.width, self.picture, last)
        return [made, *elements(paragraph("", Look(size=3, keep=last)))]

    def _paragraph(self, block: Paragraph, last: bool) -> str:
        look = LOOKS[block.style]
        mark = (Run("- "),) if block.style == "item" else ()
        if block.style != "note":
            look = replace(look, size=self.document.size, after=self.document.gap)
        return paragraph((*mark, *block.runs), replace(look, keep=last or block.leads))

    def _signatures(self) -> list[_Element]:
        document = self.document
        if not document.signed:
            return []
        places = [_place(one, document.size, bool(document.after)) for one in document.signed]
        if len(places) == 1:
            places.insert(0, _recipients(document.recipients))
        widths = [self.width / len(places)] * len(places)
        return [*elements(paragraph("", Look(size=6, keep=True))), bare_table(widths, places)]


def _small() -> str:
    return paragraph("", Look(size=1))


def _place(signed: Signed, size: float, keep: bool) -> list[str]:
    """The lines above a signature, room for it, and the name; `keep` holds it on the page of what follows."""
    strong = Look(bold=True, size=size, keep=keep)
    lines = [paragraph(line, strong) for line in signed.lines]
    if signed.hint:
        lines.append(paragraph(signed.hint, replace(strong, bold=False, italic=True)))
    return [*lines, paragraph(signed.name, replace(strong, before=ROOM))]


def _recipients(found: Sequence[str]) -> list[str]:
    if not found:
        return [_small()]
    heading = paragraph("Nơi nhận:", Look(align="left", size=12, bold=True, italic=True))
    ends = [*[";"] * (len(found) - 1), "."]
    listed = zip(found, ends, strict=True)
    return [heading, *[paragraph(f"- {line}{end}", Look(align="left", size=11)) for line, end in listed]]
