"""The number formats of a workbook: read, and new ones added behind those there are."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from motcua.reports.superior.cells import BUILT_IN, marked, with_mark, without_mark
from motcua.reports.superior.spans import Edit, Node, parsed, prefix, spliced, with_attribute

PART = "xl/styles.xml"
_FIRST_OWN = 164
"""Numbers of formats below this one belong to the program."""


class BookStyles:
    """Number formats by the style of cells; styles that mark an estimate, or no longer do, are made as they are needed."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.root = parsed(raw) if raw else Node("", {}, 0, 0)
        formats = self.root.first("s:numFmts")
        self.codes = dict(BUILT_IN)
        for one in formats.children if formats else ():
            self.codes[_number(one, "numFmtId")] = one.attributes.get("formatCode", "General")
        styles = self.root.first("s:cellXfs")
        self.styles = list(styles.children) if styles else []
        self._formats: dict[str, int] = {}
        self._made: dict[tuple[int, int, bool], int] = {}

    def code(self, style: int) -> str:
        """The number format of a cell's style."""
        if not 0 <= style < len(self.styles):
            return "General"
        return self.codes.get(_number(self.styles[style], "numFmtId"), "General")

    def bordered(self, style: int) -> bool:
        """Whether cells of a style have a border, as those of a form have."""
        return 0 <= style < len(self.styles) and _number(self.styles[style], "borderId") != 0

    def marked(self, style: int, estimated: bool) -> int:
        """The style of a cell whose number is an estimate, or is none: the same but for «ước»."""
        code = self.code(style)
        if marked(code) == estimated or not self.styles:
            return style
        number = self._format(with_mark(code) if estimated else without_mark(code))
        like = style if 0 <= style < len(self.styles) else 0
        return self._made.setdefault((like, number, estimated), len(self.styles) + len(self._made))

    def _format(self, code: str) -> int:
        known = next((number for number, one in self.codes.items() if one == code), None)
        if known is not None:
            return known
        return self._formats.setdefault(code, max(_FIRST_OWN - 1, *self.codes) + 1 + len(self._formats))

    def parts(self) -> dict[str, bytes]:
        """The part with the styles that were made, nothing where none was."""
        if not self._made:
            return {}
        return {PART: spliced(self.raw, [*self._format_edits(), *self._style_edits()])}

    def _style_edits(self) -> list[Edit]:
        styles = self.styles[0].parent
        assert styles is not None  # noqa: S101 - they were read from it
        made = b"".join(self._style(*key) for key in self._made)
        return [(styles.close, styles.close, made), *self._counted(styles, len(self._made))]

    def _style(self, like: int, number: int, estimated: bool) -> bytes:
        node = self.styles[like]
        raw = self.raw[node.start : node.end]
        for name, value in {"numFmtId": str(number), "applyNumberFormat": "1"}.items():
            raw = with_attribute(raw, name, value)
        return self._shrunk(node, raw) if estimated else raw

    def _shrunk(self, node: Node, raw: bytes) -> bytes:
        """A style whose numbers shrink to their cell, for with «ước» they may be too wide, and programs then show ####."""
        raw, name = with_attribute(raw, "applyAlignment", "1"), prefix(self.raw, node)
        old = node.first("s:alignment")
        before = self.raw[old.start : old.end] if old else f"<{name}alignment/>".encode()
        after = with_attribute(with_attribute(before, "wrapText", None), "shrinkToFit", "1")
        if old is not None:
            return raw.replace(before, after, 1)
        if node.empty:
            return raw[:-2].rstrip() + b">" + after + f"</{name}xf>".encode()
        end = raw.index(b">") + 1
        return raw[:end] + after + raw[end:]

    def _format_edits(self) -> list[Edit]:
        if not self._formats:
            return []
        name = prefix(self.raw, self.root)
        made = "".join(
            f'<{name}numFmt numFmtId="{number}" formatCode={_quoted(code)}/>'
            for code, number in self._formats.items()
        )
        formats = self.root.first("s:numFmts")
        if formats is None or formats.empty:
            whole = f'<{name}numFmts count="{len(self._formats)}">{made}</{name}numFmts>'
            start, end = (formats.start, formats.end) if formats else (self.root.inner, self.root.inner)
            return [(start, end, whole.encode())]
        return [(formats.close, formats.close, made.encode()), *self._counted(formats, len(self._formats))]

    def _counted(self, node: Node, more: int) -> list[Edit]:
        if "count" not in node.attributes:
            return []
        tag = self.raw[node.start : node.inner]
        return [(node.start, node.inner, with_attribute(tag, "count", str(len(node.children) + more)))]


def _quoted(code: str) -> str:
    return quoteattr(code, {'"': "&quot;"})


def _number(node: Node, name: str) -> int:
    value = node.attributes.get(name, "0")
    return int(value) if value.isdecimal() else 0
