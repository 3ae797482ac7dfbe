"""DOCX: the text of a file with its headers and footers, every number marked, and the parts that filling changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from motcua.reports.superior.docx_part import DocxPart
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.package import DOCX, Package
from motcua.reports.superior.spans import parsed
from motcua.reports.superior.spots import Block, Paragraph, Piece, Shown, numbered, paragraphs_of

PART = "word/document.xml"
_ASIDE = re.compile(r"word/(header|footer)(\d*)\.xml")
_WORDS = {"header": "Đầu trang", "footer": "Chân trang"}


class DocxFile:
    """A DOCX file; `shown` is what people see of it, and `parts` what changes when spots get texts."""

    def __init__(self, package: Package) -> None:
        raw = package.part(PART)
        body = parsed(raw).first("w:body")
        if body is None:
            raise FileRefused("Văn bản không có nội dung. Mở tệp, lưu lại rồi tải lên.")
        asides = dict(_asides(package))
        tops = {name: one for name, one in asides.items() if "header" in name}
        self._parts = {**tops, PART: DocxPart(raw, body), **asides}
        blocks = [block for part in self._parts.values() for block in _blocks(part)]
        self.shown = numbered(Shown(DOCX, blocks))

    def parts(self, texts: Mapping[str, str]) -> dict[str, bytes]:
        """The parts of the file in which spots (by key) have these texts. Raises KeyError for a spot that is not there."""
        given: dict[str, dict[str, str]] = {}
        for key, text in texts.items():
            given.setdefault(key.partition("p")[0], {})[key] = text
        return {name: part.filled(given[part.key]) for name, part in self._parts.items() if part.key in given}


def _blocks(part: DocxPart) -> Iterator[Block]:
    """What is seen of a part; a header or footer with any number says first what it is, others are left out."""
    if not part.name:
        yield from part.blocks
    elif any(piece.spot for block in part.blocks for one in paragraphs_of(block) for piece in one.pieces):
        yield Paragraph((Piece(part.name),), frozenset({"aside"}))
        yield from part.blocks


def _asides(package: Package) -> Iterator[tuple[str, DocxPart]]:
    """Headers and footers by the names of their parts, in the order of their numbers."""
    found = [match for name in package.names if (match := _ASIDE.fullmatch(name))]
    for match in sorted(found, key=lambda one: (one[1], int(one[2] or 0))):
        raw = package.part(match[0])
        words = f"{_WORDS[match[1]]} {match[2]}".strip()
        yield match[0], DocxPart(raw, parsed(raw), f"{match[1][0]}{match[2]}", words)
