"""A part of a DOCX file: its paragraphs and tables with every number marked, and numbers put into their runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from motcua.reports.superior.labels import Labels
from motcua.reports.superior.numbers import Found, Style, found, masked
from motcua.reports.superior.running_text import RunningText
from motcua.reports.superior.spans import Edit, Node, prefix, spliced, written
from motcua.reports.superior.spots import Block, Cell, Paragraph, Piece, Spot, Table

_OPENED = {"w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:smartTag", "w:hyperlink", "w:fldSimple", "w:r"}
_GLYPHS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_DRAWN = {"w:drawing", "w:pict", "w:object", "mc:AlternateContent"}
_OF_THE_MARK = {"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange"}
"""What only the mark of a paragraph may have of a run's properties."""
_DEPTH = {"begin": 1, "end": -1}
_FIELD = "\ufffc"
_BEFORE = 6
_DIGITS = " 0123456789"
_OFF = ("0", "false", "off")


@dataclass(eq=False)
class _Text:
    """A paragraph: its element, its letters, its looks, and the labels of its table's row and column."""

    node: Node
    running: RunningText
    looks: frozenset[str]
    order: int
    labels: str = ""
    caption: str = ""
    """Of a table's text: the words before the table."""
    blank: bool = False
    """Whether it is the empty cell of a table, so that a number can be put there."""
    found: list[Found] = field(default_factory=list)


class DocxPart:
    """A part of a DOCX file with text: the body, or a header or footer (`name` says which to people, empty: the body).

    `blocks` are what people see of it. `key` begins the keys of its spots. In headers and footers what a field has
    come to (a page number) is no number to be bound: it is counted again when the file is opened.
    """

    def __init__(self, raw: bytes, root: Node, key: str = "", name: str = "") -> None:
        self.raw, self.key, self.name = raw, key, name
        self._texts: list[_Text] = []
        blocks = [self._table(node) if node.tag == "w:tbl" else self._text(node) for node in _blocks(root)]
        contexts = _contexts(self._texts, f"{name.rstrip(_DIGITS)} | " if name else "")
        self._tables = 0
        self.blocks = [self._shown(block, contexts) for block in blocks]

    def _text(self, node: Node) -> _Text:
        running, fields = RunningText(self.raw), 0
        for piece in _pieces(node):
            if piece.tag == "w:fldChar":
                fields += _DEPTH.get(piece.attributes.get("w:fldCharType", ""), 0) if self.name else 0
            elif piece.tag != "w:t":
                running.glyph(_GLYPHS[piece.tag])
            elif fields or (self.name and _of_a_field(piece, node)):
                running.glyph(_FIELD)
            else:
                running.add(piece)
        made = _Text(node, running, _looks(node, running.text), len(self._texts))
        made.found = [one for one in found(running.text) if running.within(one.start, one.end)]
        self._texts.append(made)
        return made

    def _table(self, node: Node) -> list[list[tuple[list[_Text], int, bool, bool]]]:
        """Rows of cells: their paragraphs, how wide they are, whether they go on from above, whether they begin so."""
        rows, caption = [], _words_before(self._texts, len(self._texts), 1)
        for row in _below(node, "w:tr"):
            cells = []
            for cell in _below(row, "w:tc"):
                texts = [self._text(one) for one in _blocks(cell, tables=False)]
                properties = cell.first("w:tcPr")
                merge = properties.first("w:vMerge") if properties else None
                begins = merge is not None and merge.attributes.get("w:val") == "restart"
                cells.append((texts, _span(properties), merge is not None and not begins, begins))
            rows.append(cells)
        _label(rows, caption)
        return rows

    def _shown(self, block: object, contexts: Sequence[str]) -> Block:
        if isinstance(block, _Text):
            return self._paragraph(block, contexts)
        assert isinstance(block, list)  # noqa: S101 - a block is a text or the rows of a table
        self._tables += 1
        rows = [
            [
                Cell(
                    tuple(
                        self._paragraph(text, contexts, f"Bảng {self._tables}, hàng {at}") for text in texts
                    ),
                    width,
                    covered=goes_on,
                )
                for texts, width, goes_on, _ in row
            ]
            for at, row in enumerate(block, start=1)
        ]
        return Table(tuple(tuple(row) for row in _merged(rows)))

    def _paragraph(self, text: _Text, contexts: Sequence[str], table: str = "") -> Paragraph:
        where = ", ".join(filter(None, (self.name, table or f"Đoạn {text.order + 1}")))
        context = contexts[text.order]
        if text.blank:
            spot = Spot(f"{self.key}p{text.order}.0", "", where, Style("blank"), f"{context} | 0")
            return Paragraph((Piece("", spot),), text.looks)
        pieces, at, whole = list[Piece](), 0, text.running.text
        for order, one in enumerate(text.found):
            spot = Spot(
                f"{self.key}p{text.order}.{order}", one.text, where, one.style, f"{context} | {order}"
            )
            pieces += [Piece(whole[at : one.start]), Piece(one.text, spot)]
            at = one.end
        return Paragraph(tuple(one for one in (*pieces, Piece(whole[at:])) if one.text), text.looks)

    def filled(self, texts: Mapping[str, str]) -> bytes:
        """The part with these texts in its spots (by key). Raises KeyError for a spot that is not there."""
        given: dict[int, dict[int, str]] = {}
        for key, text in texts.items():
            paragraph, _, order = key.removeprefix(f"{self.key}p").partition(".")
            given.setdefault(int(paragraph), {})[int(order)] = text
        edits = [edit for order, wanted in given.items() for edit in self._edits(self._texts[order], wanted)]
        return spliced(self.raw, edits)

    def _edits(self, text: _Text, wanted: Mapping[int, str]) -> list[Edit]:
        if text.blank:
            return [self._put_in(text.node, wanted[0])]
        return text.running.edits(
            {(text.found[order].start, text.found[order].end): new for order, new in wanted.items()}
        )

    def _put_in(self, node: Node, text: str) -> Edit:
        """A run of the paragraph's own format in an empty paragraph."""
        name = prefix(self.raw, node)
        run = f"<{name}r>".encode() + self._format(node, name) + f"<{name}t>".encode() + written(text)
        run += f"</{name}t></{name}r>".encode()
        if not node.empty:
            return (node.close, node.close, run)
        return (node.end - 2, node.end, b">" + run + f"</{name}p>".encode())

    def _format(self, node: Node, name: str) -> bytes:
        properties = node.first("w:pPr")
        mark = properties.first("w:rPr") if properties else None
        run = next(node.all("w:r"), None)
        format_ = mark or (run.first("w:rPr") if run else None)
        if format_ is None:
            return b""
        kept = [one for one in format_.children if one.tag not in _OF_THE_MARK]
        inside = b"".join(self.raw[one.start : one.end] for one in kept)
        return f"<{name}rPr>".encode() + inside + f"</{name}rPr>".encode() if inside else b""


def _blocks(parent: Node, tables: bool = True) -> Iterator[Node]:
    """Paragraphs and tables; with `tables` False the paragraphs of inner tables in their place."""
    for child in parent.children:
        if child.tag == "w:p" or (child.tag == "w:tbl" and tables):
            yield child
        elif child.tag == "w:tbl":
            for cell in child.all("w:tc"):
                yield from (one for one in cell.children if one.tag == "w:p")
        elif child.tag in _OPENED:
            yield from _blocks(child, tables)


def _below(parent: Node, tag: str) -> Iterator[Node]:
    for child in parent.children:
        if child.tag == tag:
            yield child
        elif child.tag in _OPENED:
            yield from _below(child, tag)


def _pieces(parent: Node) -> Iterator[Node]:
    """The text elements and signs of a paragraph that people see, boxes that float in it aside."""
    for child in parent.children:
        if child.tag in ("w:t", "w:fldChar") or child.tag in _GLYPHS:
            yield child
        elif child.tag in _OPENED:
            yield from _pieces(child)


def _of_a_field(piece: Node, paragraph: Node) -> bool:
    return any(piece in field.all("w:t") for field in paragraph.all("w:fldSimple"))


def _span(properties: Node | None) -> int:
    span = properties.first("w:gridSpan") if properties else None
    value = span.attributes.get("w:val", "1") if span else "1"
    return min(max(int(value), 1), 60) if value.isdecimal() else 1


def _looks(node: Node, text: str) -> frozenset[str]:
    properties = node.first("w:pPr")
    align = properties.first("w:jc") if properties else None
    style = properties.first("w:pStyle") if properties else None
    found = {align.attributes.get("w:val", "")} & {"center", "right", "end"} if align else set[str]()
    if style and style.attributes.get("w:val", "").startswith("Heading"):
        found.add("bold")
    runs = [run for run in node.all("w:r") if run.first("w:t")]
    if text.strip() and runs and all(map(_bold, runs)):
        found.add("bold")
    return frozenset(found)


def _bold(run: Node) -> bool:
    properties = run.first("w:rPr")
    bold = properties.first("w:b") if properties else None
    return bold is not None and bold.attributes.get("w:val", "1") not in _OFF


_Rows = list[list[tuple[list[_Text], int, bool, bool]]]


def _label(rows: _Rows, caption: str) -> None:
    """Give the paragraphs of a table the labels of their rows and columns, and mark empty cells."""
    grid = [[(texts, goes_on) for texts, width, goes_on, _ in row for _ in range(width)] for row in rows]
    width = max(map(len, grid), default=0)
    words = [[" ".join(text.running.text for text in texts) for texts, _ in row] for row in grid]
    words = [[*row, *[""] * (width - len(row))] for row in words]
    for at, row in enumerate(grid):
        for column, (_texts, goes_on) in enumerate(row):
            if goes_on and at:
                words[at][column] = words[at - 1][column]
    labels = Labels(words)
    for at, row in enumerate(grid):
        for column, (texts, _goes_on) in enumerate(row):
            for text in texts:
                text.labels, text.caption = text.labels or labels.context(at, column), caption
    if len(rows) > 1 and width > 1:
        for texts, _, goes_on, _ in (cell for row in rows for cell in row):
            lone = texts[0] if len(texts) == 1 else None
            if lone is not None and not goes_on and not lone.running.text.strip():
                lone.blank = not any(
                    one.tag in _DRAWN for run in lone.node.all("w:r") for one in run.children
                )


def _merged(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Cells with the height of those that go on below them."""
    begun: dict[int, tuple[int, int]] = {}
    for at, row in enumerate(rows):
        column = 0
        for place, cell in enumerate(row):
            if cell.covered and column in begun:
                top, where = begun[column]
                rows[top][where] = replace(rows[top][where], height=at - top + 1)
            else:
                row[place] = replace(cell, covered=False)
                begun[column] = (at, place)
            column += cell.width
    return rows


def _contexts(texts: Sequence[_Text], place: str) -> list[str]:
    """What tells each paragraph apart: its words and labels, and where others have the same, the words before it."""
    own = [f"{place}{text.labels} | {'#' if text.blank else masked(text.running.text)}" for text in texts]
    for back in range(1, _BEFORE + 1):
        often = Counter(own)
        if not any(often[one] > 1 and texts[at].found for at, one in enumerate(own)):
            break
        own = [
            f"{one} < {_words_before(texts, at, back)}" if often[one] > 1 else one
            for at, one in enumerate(own)
        ]
    return own


def _words_before(texts: Sequence[_Text], at: int, back: int) -> str:
    if at < len(texts) and texts[at].labels:
        return texts[at].caption
    words = (masked(text.running.text) for text in texts[max(0, at - 30) : at][::-1])
    return ([one for one in words if one][back - 1 : back] or [""])[0]
