"""The text of a Word paragraph over its runs, and edits in it: Word cuts a field into runs as it likes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from motcua.reports.wording.compose import Edit

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:p"), qn("w:txbxContent"), qn("w:instrText"),
    f"{_MC}AlternateContent", qn("w:pict"), qn("w:drawing"), qn("w:object"),
}  # fmt: skip
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Piece:
    """An element that stands for letters, with these letters."""

    element: Any
    text: str


def pieces(paragraph: Any) -> Iterator[Piece]:
    """What of a paragraph is text, in order; what was struck out, and what floats in it, is not."""
    for child in paragraph:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            yield Piece(child, child.text or "")
        elif child.tag in _SIGNS:
            yield Piece(child, _SIGNS[child.tag])
        elif len(child):
            yield from pieces(child)


def text_of(paragraph: Any) -> str:
    """The text of a paragraph."""
    return "".join(piece.text for piece in pieces(paragraph))


def edit(paragraph: Any, edits: Iterable[Edit]) -> None:
    """Carry out edits that do not overlap; a text put in looks as the first letter that it replaces."""
    found = list(pieces(paragraph))
    for one in sorted(edits, key=lambda edit: -edit.start):
        _edit(found, one)


def _edit(found: list[Piece], one: Edit) -> None:
    place, text = 0, one.text
    for index, piece in enumerate(found):
        start, end = place, place + len(piece.text)
        place = end
        if end <= one.start or start >= one.end:
            continue
        if piece.element.tag != qn("w:t"):
            piece.element.getparent().remove(piece.element)
            found[index] = Piece(piece.element, "")
            continue
        kept = piece.text[: max(0, one.start - start)] + text + piece.text[max(0, one.end - start) :]
        text = ""
        piece.element.text = kept
        piece.element.set(_SPACE, "preserve")
        found[index] = Piece(piece.element, kept)


def run_at(paragraph: Any, place: int) -> Any | None:
    """The run that holds the letter at a place of the paragraph's text."""
    start = 0
    for piece in pieces(paragraph):
        if start <= place < start + len(piece.text):
            return next((up for up in piece.element.iterancestors() if up.tag == qn("w:r")), None)
        start += len(piece.text)
    return None
