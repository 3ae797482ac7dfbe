"""Paragraphs and tables of WordprocessingML, written as text: far faster than cell by cell.

Lengths are in twips (1/20 pt), sizes of letters in half points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml.etree import _Element

from motcua.reports.runs import Run

FONT = "Times New Roman"
_NS = nsdecls("w")
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
NO_LINES = "".join(f'<w:{side} w:val="nil"/>' for side in _SIDES)
LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)


def mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: alignment, size in points, weight, spacing in points, indents and rules in mm.

    `keep` holds it on the page of what follows; `line` is the distance of lines as a multiple of single.
    """

    align: str = "center"
    size: float = 14
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    first: float = 0
    sides: float = 0
    rule: str = ""
    keep: bool = False
    line: float = 1


def paragraph(text: str | Sequence[Run], look: Look, inner: str = "") -> str:
    """A paragraph as XML text; `inner` is XML that follows the text, such as a picture."""
    runs = (Run(text),) if isinstance(text, str) else text
    written = "".join([_run(run, look) for run in runs])
    return f"<w:p>{_properties(look)}{written}{inner}</w:p>"


@lru_cache(maxsize=512)
def _properties(look: Look) -> str:
    # The mark at a paragraph's end has a size too, and sets the height of an empty one.
    return f"<w:pPr>{_paragraph_look(look)}<w:rPr>{_size(look)}</w:rPr></w:pPr>"


def styled(text: str, style: str, keep: bool = False) -> str:
    """A paragraph that looks as its named style says."""
    keeps = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeps}</w:pPr><w:r>{_text(text)}</w:r></w:p>'


def _paragraph_look(look: Look) -> str:
    rule = f'<w:pBdr><w:{look.rule} w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    indent = f'w:left="{mm(look.sides)}" w:right="{mm(look.sides)}" w:firstLine="{mm(look.first)}"'
    return (
        ("<w:keepNext/>" if look.keep else "")
        + (rule if look.rule else "")
        + f'<w:spacing w:before="{look.before * 20:.0f}" w:after="{look.after * 20:.0f}" '
        f'w:line="{look.line * 240:.0f}" w:lineRule="auto"/><w:ind {indent}/><w:jc w:val="{look.align}"/>'
    )


def _run(run: Run, look: Look) -> str:
    if not run.text:
        return ""
    weight = _weight(run.bold or look.bold, run.italic or look.italic, look.size)
    return f"<w:r>{weight}{_text(run.text)}</w:r>"


@lru_cache(maxsize=512)
def _weight(bold: bool, italic: bool, size: float) -> str:
    weight = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return f"<w:rPr>{weight}{_sizes(size)}</w:rPr>"


def _size(look: Look) -> str:
    return _sizes(look.size)


def _sizes(size: float) -> str:
    return f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def bare_table(widths: Sequence[float], *rows: Sequence[Sequence[str]], margin: float = 0) -> _Element:
    """A table without lines; each cell is a list of paragraphs; widths and the margin of cells in mm."""
    return table(widths, NO_LINES, margin, "".join(_bare_row(widths, cells) for cells in rows))


def _bare_row(widths: Sequence[float], cells: Sequence[Sequence[str]]) -> str:
    inner = (
        f'<w:tc><w:tcPr><w:tcW w:w="{mm(width)}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'
        for width, paragraphs in zip(widths, cells, strict=True)
    )
    return table_row("".join(inner))


def table(widths: Sequence[float], borders: str, margin: float, rows: str) -> _Element:
    """A table of rows written as XML text; `borders` is LINES or NO_LINES, lengths in mm."""
    grid = "".join(f'<w:gridCol w:w="{mm(width)}"/>' for width in widths)
    sides = "".join(f'<w:{side} w:w="{mm(margin)}" w:type="dxa"/>' for side in ("left", "right"))
    element: _Element = parse_xml(
        f'<w:tbl {_NS}><w:tblPr><w:tblW w:w="{mm(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    return element


def table_row(cells: str, header: bool = False, height: float = 0, split: bool = False) -> str:
    """A row of cells: a header is repeated on every page; at least `height` mm high; kept whole unless `split`."""
    looks = ("" if split else "<w:cantSplit/>") + (
        f'<w:trHeight w:val="{mm(height)}" w:hRule="atLeast"/>' if height else ""
    )
    return f"<w:tr><w:trPr>{looks}{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"


def table_cell(content: str, width: float, merge: str = "", place: str = "center") -> str:
    """A cell of paragraphs, `width` mm wide, at the `place` of its row (top, center)."""
    return f"<w:tc>{_cell_look(width, merge, place)}{content}</w:tc>"


@lru_cache(maxsize=512)
def _cell_look(width: float, merge: str, place: str) -> str:
    size = f'<w:tcW w:w="{mm(width)}" w:type="dxa"/>'
    return f'<w:tcPr>{size}{merge}<w:vAlign w:val="{place}"/></w:tcPr>'


def elements(xml: str) -> list[_Element]:
    """Paragraphs of XML text as elements."""
    parsed: _Element = parse_xml(f"<w:body {_NS}>{xml}</w:body>")
    return list(parsed)
