"""A filled Word document as plain content for the PDF: pages, paragraphs, tables; lengths in points.

Kept: bold, italic, underlined, raised, capitals, sizes, shade; alignment, indents, spacing, rules over and under;
numbers that Word sets; tables with merged cells and lines; page size and margins; footnotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from motcua.reports.check.read.numbering import Labels
from motcua.reports.template.looks import Looks, ParagraphLook, points
from motcua.reports.template.package import notes_part, parsed
from motcua.reports.template.tables import table

_LETTER_HEIGHT = 0.662
_LINE_HEIGHT = 1.149
"""Of a capital, and of a line, in parts of the size of Times New Roman."""
_OPENED = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
_INSIDE = {
    qn(f"w:{name}") for name in ("ins", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo")
}
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\u2011"}


class Reader:
    """Reads the blocks of one document; numbers are counted in the order of the paragraphs."""

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self.looks = Looks(styles)
        self._labels = Labels(_numbering(document), styles)
        self._notes = _footnotes(document)

    def blocks(self, parent: Any, table_style: str = "") -> Iterator[dict[str, Any]]:
        """The paragraphs and tables under an element."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield self.paragraph(child, table_style)
            elif child.tag == qn("w:tbl"):
                yield table(child, self)
            elif child.tag in _OPENED:
                yield from self.blocks(child, table_style)

    def paragraph(self, element: Any, table_style: str = "") -> dict[str, Any]:
        """A paragraph with its runs; the distance of its lines comes from the size of its letters."""
        look = self.looks.paragraph(element, table_style)
        runs = list(self._runs(element, element, table_style))
        if label := self._labels.of(element):
            shown = {"text": f"{label} "}
            runs.insert(
                0, (runs[0] if runs else self._look(None, element, table_style)) | shown | {"note": None}
            )
        size = max((run["size"] for run in runs), default=self.looks.run(None, element, table_style).size)
        broken = element.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None
        return {
            "kind": "paragraph", "align": look.align, "left": look.left, "right": look.right, "first": look.first,
            "before": look.before, "after": look.after, "leading": leading(look, size), "size": size,
            "keep": look.keep, "top": look.top, "bottom": look.bottom, "runs": runs, "break": broken,
        }  # fmt: skip

    def _runs(self, parent: Any, paragraph: Any, table_style: str) -> Iterator[dict[str, Any]]:
        for child in parent:
            if child.tag == qn("w:r"):
                yield from self._run(child, paragraph, table_style)
            elif child.tag in _INSIDE:
                yield from self._runs(child, paragraph, table_style)

    def _run(self, element: Any, paragraph: Any, table_style: str) -> Iterator[dict[str, Any]]:
        text, note, broken = "", None, False
        for child in element:
            if child.tag == qn("w:t"):
                text += child.text or ""
            elif child.tag == qn("w:br") and child.get(qn("w:type")) == "page":
                broken = True
            elif child.tag in _BREAKS:
                text += _BREAKS[child.tag]
            elif child.tag == qn("w:footnoteReference"):
                note = self._note(child.get(qn("w:id")))
        if text or note or broken:
            yield self._look(element, paragraph, table_style) | {"text": text, "note": note, "break": broken}

    def _look(self, element: Any | None, paragraph: Any, table_style: str) -> dict[str, Any]:
        look = self.looks.run(element, paragraph, table_style)
        return {
            "bold": look.bold, "italic": look.italic, "underline": look.underline, "caps": look.caps, "size": look.size,
            "script": look.script, "shade": look.shade, "break": False,
        }  # fmt: skip

    def _note(self, number: str | None) -> list[list[dict[str, Any]]] | None:
        found = self._notes.get(number)
        if found is None:
            return None
        return [list(self._runs(paragraph, paragraph, "")) for paragraph in found.iter(qn("w:p"))]


def leading(look: ParagraphLook, size: float) -> float:
    """The room between lines of letters of a size, beyond the height of a capital."""
    line = look.lines if look.exact else look.lines * _LINE_HEIGHT * size
    return max(0.0, line - _LETTER_HEIGHT * size)


def pages(document: Any) -> list[dict[str, Any]]:
    """The sections of a document, each with its page and its blocks."""
    reader, found, begun = Reader(document), [], list[Any]()
    for child in document.element.body:
        ending = child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if child.tag != qn("w:sectPr"):
            begun.append(child)
        if ending is not None:
            found.append(_page(ending) | {"blocks": list(reader.blocks(begun))})
            begun = []
    return [*found, _page(None) | {"blocks": list(reader.blocks(begun))}] if begun else found


def _page(section: Any | None) -> dict[str, Any]:
    size = section.find(qn("w:pgSz")) if section is not None else None
    margins = section.find(qn("w:pgMar")) if section is not None else None
    found = {"width": points(size, "w") or 595.3, "height": points(size, "h") or 841.9}
    usual = {"top": 56.7, "bottom": 56.7, "left": 85.0, "right": 56.7}
    for side, otherwise in usual.items():
        given = points(margins, side)
        found[side] = otherwise if given is None else abs(given)
    return found


def _numbering(document: Any) -> Any | None:
    rels = document.part.rels.values()
    found = [rel for rel in rels if rel.reltype == RELATIONSHIP_TYPE.NUMBERING and not rel.is_external]
    return found[0].target_part.element if found else None


def _footnotes(document: Any) -> dict[str | None, Any]:
    part = notes_part(document)
    if part is None:
        return {}
    return {note.get(qn("w:id")): note for note in parsed(part.blob).iter(qn("w:footnote"))}
