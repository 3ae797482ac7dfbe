"""A sheet of a workbook: its cells with every number marked, and numbers put into them at their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from motcua.reports.superior.book import Book, SheetPart, running
from motcua.reports.superior.cells import Range, place_of, range_of, shown, style_of
from motcua.reports.superior.formulas import CellName
from motcua.reports.superior.numbers import Found, Style, found
from motcua.reports.superior.running_text import RunningText
from motcua.reports.superior.sheet_aside import asides
from motcua.reports.superior.spans import (
    Edit,
    Node,
    parsed,
    prefix,
    spliced,
    text_of,
    with_attribute,
    written,
)

_NUMERIC = ("", "n")


@dataclass(frozen=True)
class Put:
    """What is put into a cell as a value: the number, or a text where there is no number; `estimated` marks it «ước»."""

    number: Decimal | None
    text: str
    estimated: bool


@dataclass(eq=False)
class CellPart:
    """A cell as the file has it: `value` as it is kept, `text` as it is read, `running` where it is a text."""

    node: Node
    row: int
    column: int
    style: int
    value: str = ""
    text: str = ""
    formula: str | None = None
    has_formula: bool = False
    running: RunningText | None = None
    shared: Node | None = None
    found: list[Found] = field(default_factory=list)
    bordered: bool = False

    @property
    def fillable(self) -> bool:
        """Whether a value can be put there: it holds a number, or it is an empty cell of a form."""
        if self.has_formula or self.running is not None:
            return False
        return self.node.attributes.get("t", "n") == "n" if self.value else self.bordered


class Sheet:
    """The cells of a sheet by row and column, counted from 1, and its merged ranges."""

    def __init__(self, book: Book, sheet: SheetPart) -> None:
        self.book, self.name, self.part, self.hidden = book, sheet.name, sheet.part, sheet.hidden
        self.raw = book.package.part(sheet.part)
        self.root = parsed(self.raw)
        self.cells = {(cell.row, cell.column): cell for cell in self._read()}
        merged = self.root.first("s:mergeCells")
        ranges = (range_of(one.attributes.get("ref", "")) for one in (merged.children if merged else ()))
        self.merged: list[Range] = [one for one in ranges if one is not None]
        self.asides = list(asides(self.raw, self.root))

    def _read(self) -> Iterator[CellPart]:
        data, row_number = self.root.first("s:sheetData"), 0
        for row in data.children if data else ():
            given = row.attributes.get("r", "")
            row_number = int(given) if given.isdecimal() else row_number + 1
            column = 0
            for node in row.children:
                if node.tag == "s:c":
                    place = place_of(node.attributes.get("r", ""))
                    column = place[1] if place else column + 1
                    yield self._cell(node, row_number, column)

    def _cell(self, node: Node, row: int, column: int) -> CellPart:
        style = node.attributes.get("s", "0")
        cell = CellPart(node, row, column, int(style) if style.isdecimal() else 0)
        formula, value = node.first("s:f"), node.first("s:v")
        cell.bordered = self.book.styles.bordered(cell.style)
        cell.has_formula = formula is not None
        cell.formula = (text_of(self.raw, formula) or None) if formula else None
        cell.value = text_of(self.raw, value).strip() if value else ""
        if node.attributes.get("t") in ("s", "inlineStr") and not cell.has_formula:
            self._text(cell)
        else:
            kind = node.attributes.get("t", "")
            cell.text = (
                shown(cell.value, self.book.styles.code(cell.style)) if kind in _NUMERIC else cell.value
            )
        return cell

    def _text(self, cell: CellPart) -> None:
        own = cell.node.first("s:is")
        if own is not None:
            cell.running = running(self.raw, own)
        elif cell.value.isdecimal() and int(cell.value) < len(self.book.texts):
            cell.shared = self.book.texts[int(cell.value)]
            cell.running = running(self.book.texts_raw, cell.shared)
        text = cell.running
        if text is not None:
            cell.text = text.text
            cell.found = [one for one in found(cell.text) if text.within(one.start, one.end)]

    def style(self, cell: CellPart) -> Style:
        """How the number of a cell is written."""
        return style_of(self.book.styles.code(cell.style), cell.value)

    def formulas(self) -> dict[CellName, str | None]:
        """The formulas that have a kept value, by cell."""
        return {
            (self.name, *place): cell.formula
            for place, cell in self.cells.items()
            if cell.has_formula and cell.value
        }

    def filled(
        self,
        puts: Mapping[tuple[int, int], Put],
        texts: Mapping[tuple[int, int], Mapping[int, str]],
        stale: set[tuple[int, int]],
        aside: Mapping[int, dict[int, str]],
    ) -> bytes:
        """The part with values in cells, texts in the places of numbers within texts, and no kept value of `stale` ones.

        `aside`: texts in the places of numbers of headers and footers, by their order.
        """
        edits = [self._put(self.cells[place], put) for place, put in puts.items()]
        edits += [edit for place, wanted in texts.items() for edit in self._texts(self.cells[place], wanted)]
        edits += [edit for place in stale for edit in self._emptied(self.cells[place])]
        edits += [edit for order, wanted in aside.items() for edit in self.asides[order].edits(wanted)]
        return spliced(self.raw, edits)

    def _put(self, cell: CellPart, put: Put) -> Edit:
        node, raw = cell.node, self.raw
        name = prefix(raw, node)
        style = self.book.styles.marked(cell.style, put.estimated)
        tag = raw[node.start : node.inner]
        if style != cell.style:
            tag = with_attribute(tag, "s", str(style))
        if put.number is None or node.attributes.get("t", "n") != "n":
            tag = with_attribute(tag, "t", "inlineStr" if put.number is None else None)
        made = _value(name, put)
        if node.empty:
            return (node.start, node.end, tag[:-2].rstrip() + b">" + made + f"</{name}c>".encode())
        old = node.first("s:v")
        start, end = (old.start, old.end) if old else (node.inner, node.inner)
        return (node.start, node.end, tag + raw[node.inner : start] + made + raw[end : node.end])

    def _texts(self, cell: CellPart, wanted: Mapping[int, str]) -> list[Edit]:
        text = cell.running
        if text is None:
            return []
        changes = {(cell.found[order].start, cell.found[order].end): new for order, new in wanted.items()}
        edits = text.edits(changes)
        return edits if cell.shared is None else [self._own_text(cell, cell.shared, edits)]

    def _own_text(self, cell: CellPart, shared: Node, edits: list[Edit]) -> Edit:
        """The shared text as a text of the cell's own, for other cells may share it."""
        raw, node = self.book.texts_raw, cell.node
        inside = spliced(raw[: shared.close], edits)[shared.inner :]
        tag = with_attribute(self.raw[node.start : node.inner], "t", "inlineStr")
        name = prefix(self.raw, node)
        own = f"<{name}is>".encode() + inside + f"</{name}is>".encode()
        old = node.first("s:v")
        start, end = (old.start, old.end) if old else (node.inner, node.inner)
        return (node.start, node.end, tag + self.raw[node.inner : start] + own + self.raw[end : node.end])

    def _emptied(self, cell: CellPart) -> list[Edit]:
        value = cell.node.first("s:v")
        if value is None:
            return []
        edits: list[Edit] = [(value.start, value.end, b"")]
        if "t" in cell.node.attributes:
            tag = self.raw[cell.node.start : cell.node.inner]
            edits.append((cell.node.start, cell.node.inner, with_attribute(tag, "t", None)))
        return edits


def _value(name: str, put: Put) -> bytes:
    """The number of a cell, or its own text where there is none; `name` is how the part writes its namespace."""
    if put.number is None:
        text = written(put.text).decode()
        return f"<{name}is><{name}t>{text}</{name}t></{name}is>".encode()
    return f"<{name}v>{put.number:f}</{name}v>".encode()


def same_prefix(book: Book, sheet: Sheet) -> bool:
    """Whether a shared text can be put into the sheet as it stands: both write their names alike."""
    if not book.texts:
        return True
    return prefix(book.texts_raw, book.texts[0]) == prefix(sheet.raw, sheet.root)
