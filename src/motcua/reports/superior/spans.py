"""XML read with the place of every element in its bytes, so that it can be changed there and nowhere else.

Writing a parsed tree again would change quotes, blanks and declarations that nobody asked to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from motcua.reports.superior.errors import FileRefused

_SHORT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "s",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "s",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
}
_DEEPEST = 200
MOST_NODES = 300_000
_START = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_NAME = re.compile(rb"<([\w.-]+:)?[\w.-]+")
_LETTER = re.compile(r"&[#\w]+;|.", re.DOTALL)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
Edit = tuple[int, int, bytes]


@dataclass(slots=True, eq=False)
class Node:
    """An element: its bytes are `start` to `end`, what it holds `inner` to `close`; names are short: «w:t», «w:val»."""

    tag: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether it is written without an end tag."""
        return self.inner == self.end

    def first(self, tag: str) -> Node | None:
        """Its first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> Iterator[Node]:
        """Everything of a name below it, in order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.all(tag)


def parsed(raw: bytes) -> Node:
    """The root of a part; raises FileRefused for what is no XML in UTF-8 or declares entities."""
    if not raw or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("Nội dung của tệp không đọc được (mã ký tự lạ). Mở tệp, lưu lại rồi tải lên.")
    reader = _Reader(raw)
    try:
        return reader.read()
    except expat.ExpatError as error:
        raise FileRefused("Tệp bị hỏng: nội dung XML không đọc được. Mở tệp, lưu lại rồi tải lên.") from error


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self.raw, self.root = raw, Node("", {}, 0, 0)
        self.at, self.depth, self.nodes = self.root, 0, 0
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse

    def read(self) -> Node:
        self.parser.Parse(self.raw, True)
        return self.root.children[0]

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.depth, self.nodes = self.depth + 1, self.nodes + 1
        if self.nodes > MOST_NODES:
            raise FileRefused("Tệp có quá nhiều ô hoặc đoạn. Bỏ bớt hàng, trang không dùng rồi tải lên lại.")
        if self.depth > _DEEPEST:
            raise FileRefused("Tệp có cấu trúc lồng nhau quá sâu nên không nhận.")
        start = self.parser.CurrentByteIndex
        tag = _START.match(self.raw, start)
        if tag is None:
            raise FileRefused("Tệp bị hỏng: nội dung XML không đọc được.")
        named = {_short(key): value for key, value in attributes.items()}
        node = Node(_short(name), named, start, tag.end(), parent=self.at)
        self.at.children.append(node)
        self.at = node

    def _end(self, _name: str) -> None:
        node, index = self.at, self.parser.CurrentByteIndex
        empty = self.raw[node.inner - 2 : node.inner] == b"/>"
        node.close = node.inner if empty else index
        node.end = node.inner if empty else self.raw.index(b">", index) + 1
        self.depth -= 1
        self.at = node.parent or self.root

    def _refuse(self, *_declared: object) -> None:
        raise FileRefused("Tệp có khai báo thực thể XML (DOCTYPE) nên không nhận.")


def _short(name: str) -> str:
    uri, _, local = name.rpartition(" ")
    return f"{_SHORT.get(uri, '?')}:{local}" if uri else local


def prefix(raw: bytes, node: Node) -> str:
    """How the part writes the namespace of an element: «w:», or nothing."""
    found = _NAME.match(raw, node.start)
    return (found[1] or b"").decode() if found else ""


def letters(raw: bytes, start: int, end: int) -> list[tuple[str, int, int]]:
    """The letters of a stretch of character data with the bytes of each; references are one letter."""
    at, found = start, []
    for match in _LETTER.finditer(raw[start:end].decode("utf-8", "replace")):
        size = len(match[0].encode())
        found.append((_letter(match[0]), at, at + size))
        at += size
    return found


def _letter(written: str) -> str:
    if len(written) == 1:
        return written
    name = written[1:-1]
    if name.startswith("#"):
        digits = name[1:]
        code = int(digits[1:], 16) if digits[:1] in "xX" else int(digits)
        return chr(code) if code < 0x110000 else "\ufffd"
    return _ENTITIES.get(name, "\ufffd")


def text_of(raw: bytes, node: Node) -> str:
    """The character data directly in an element."""
    return "".join(letter for letter, _, _ in letters(raw, node.inner, node.close))


def written(text: str) -> bytes:
    """Text as character data."""
    return escape(text).encode()


def spliced(raw: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes with these stretches replaced; they must not overlap."""
    pieces, at = list[bytes](), 0
    for start, end, given in sorted(edits, key=lambda edit: edit[:2]):
        if start < at:
            raise ValueError("edits overlap")
        pieces += [raw[at:start], given]
        at = end
    return b"".join([*pieces, raw[at:]])


def with_attribute(element: bytes, name: str, value: str | None) -> bytes:
    """An element's bytes with an attribute of its start tag set, or (None) taken away."""
    tag = _START.match(element)
    if tag is None:
        raise ValueError("an element begins with its tag")
    end = tag.end() - (2 if element[tag.end() - 2 : tag.end()] == b"/>" else 1)
    found = re.compile(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')").search(element, 0, end)
    given = b"" if value is None else f' {name}="{value}"'.encode()
    start, stop = found.span() if found else (end, end)
    return element[:start] + given + element[stop:]
