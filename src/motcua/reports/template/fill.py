"""A template's fields replaced by what a report's data say, in place: looks and layout stay as Word has them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from motcua.reports.document import Block
from motcua.reports.docx import GAP
from motcua.reports.docx_xml import LINES, Look, elements, table, table_cell, table_row
from motcua.reports.docx_xml import paragraph as plain
from motcua.reports.template.package import notes_part, parsed, stories
from motcua.reports.template.paragraphs import edit, run_at, text_of
from motcua.reports.wording.compose import resolve
from motcua.reports.wording.values import Grid, Lines, Values

MARKS = {"item": "- ", "subitem": "+ "}
_WIDTH = 160.0
"""Of a table of figures, in mm: A4 between the margins of Nghị định 30/2020/NĐ-CP."""


def fill(document: Any, values: Values) -> None:
    """Fill a document's body, headers, footers and footnotes."""
    for _where, root in stories(document):
        _fill(root, values)
    if (notes := notes_part(document)) is not None:
        root = parsed(notes.blob)
        _fill(root, values)
        notes._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill(root: Any, values: Values) -> None:
    for paragraph in list(root.iter(qn("w:p"))):
        text = text_of(paragraph)
        if "{{" in text:
            _paragraph(paragraph, text, values)


def _paragraph(paragraph: Any, text: str, values: Values) -> None:
    found = resolve(text, values)
    if found.dropped:
        _remove(paragraph)
    elif isinstance(found.whole, Lines):
        _lines(paragraph, text, found.whole.blocks)
    elif isinstance(found.whole, Grid):
        _grid(paragraph, found.whole)
    else:
        edit(paragraph, found.edits)


def _remove(paragraph: Any) -> None:
    """Take a paragraph out; one that ends a section, or that is a cell's last, stays without its text."""
    parent = paragraph.getparent()
    last_of_cell = parent.tag == qn("w:tc") and len(parent.findall(qn("w:p"))) == 1
    if last_of_cell or paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        _emptied(paragraph)
    else:
        parent.remove(paragraph)


def _emptied(paragraph: Any) -> None:
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)


def _lines(paragraph: Any, text: str, blocks: Sequence[Block]) -> None:
    run = run_at(paragraph, text.index("{{"))
    looks = run.find(qn("w:rPr")) if run is not None else None
    made = [_copy(paragraph, block, looks) for block in blocks]
    for one in made:
        paragraph.addprevious(one)
    ending = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if ending is not None and made:
        made[-1].get_or_add_pPr().append(deepcopy(ending))
    paragraph.getparent().remove(paragraph)


def _copy(paragraph: Any, block: Block, looks: Any | None) -> Any:
    made = deepcopy(paragraph)
    _emptied(made)
    for ending in made.findall(f"{qn('w:pPr')}/{qn('w:sectPr')}"):
        ending.getparent().remove(ending)
    run = parse_xml(f'<w:r {nsdecls("w")}><w:rPr/><w:t xml:space="preserve"/></w:r>')
    if looks is not None:
        run.replace(run[0], deepcopy(looks))
    if block.kind == "gap":
        _shade(run[0])
    run[-1].text = MARKS.get(block.kind, "") + block.text
    made.append(run)
    return made


def _shade(looks: Any) -> None:
    later = (found for found in looks if found.tag in _AFTER_SHADE)
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{GAP}"/>')
    if (first := next(later, None)) is not None:
        first.addprevious(shade)
    else:
        looks.append(shade)


_AFTER_SHADE = {
    qn(f"w:{name}") for name in ("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout")
}


def _grid(paragraph: Any, grid: Grid) -> None:
    whole = sum(grid.widths)
    widths = [width * _WIDTH / whole for width in grid.widths]
    rows = [_row(grid.header, widths, header=True)]
    rows += [_row(row, widths, bold=not row[0]) for row in grid.rows]
    paragraph.addprevious(table(widths, LINES, 1, "".join(rows)))
    # Word joins two tables without a paragraph between them, and wants one at a cell's end.
    paragraph.addprevious(elements(plain("", Look(size=6)))[0])
    paragraph.getparent().remove(paragraph)


def _row(texts: Sequence[str], widths: Sequence[float], header: bool = False, bold: bool = False) -> str:
    cells = []
    for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
        align = "center" if header or not place else "left" if place == 1 else "right"
        look = Look(align=align, size=12, bold=header or bold, before=2, after=2)
        cells.append(table_cell(plain(text, look), width))
    return table_row("".join(cells), header=header)
