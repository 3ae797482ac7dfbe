"""What is wrong with a wording, found before anything is printed: names that the form does not have, tables askew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from motcua.reports.printed.document import Cell, grid
from motcua.reports.printed.inline import Slot, slots
from motcua.reports.printed.show import SUITS
from motcua.reports.printed.values import ValueKind, names_of
from motcua.reports.printed.wording import CellPiece, Piece, SignaturePiece, TablePiece, Wording

GIVEN: Mapping[str, ValueKind] = {"look_up": ValueKind.TEXT}
"""What every wording may name beside the data of its form: the public address where a dossier is looked up."""


def problems(wording: Wording, kind: Any) -> Iterator[str]:
    """What is wrong with the wording of a form with data of this class, one sentence each."""
    names = names_of(kind)
    known = {**names.single, **GIVEN, **dict.fromkeys(names.lists, ValueKind.LIST)}
    known |= dict.fromkeys(wording.terms, ValueKind.TEXT)
    inner = {name: {**known, **found.single} for name, found in names.lists.items()}
    everywhere = {name: kind for found in inner.values() for name, kind in found.items()} | known
    yield from _unknown(_conditions(wording), everywhere, "điều kiện")
    yield from _unknown(wording.blanks, everywhere, "blanks")
    for text in _plain(wording):
        yield from _slots(text, known)
    for choices in wording.terms.values():
        for choice in choices:
            yield from _slots(choice.text, everywhere)
    for piece in (*wording.body, *wording.after):
        yield from _piece(piece, known, inner)


def _plain(wording: Wording) -> Iterator[str]:
    """The texts that stand once."""
    yield from (*wording.title, *wording.subject, *wording.under_agency, *wording.under_title)
    yield from (wording.place_and_date, wording.qr, wording.name, *wording.recipients)
    for place in wording.signatures:
        yield from (*place.lines, place.hint, place.name)


def _conditions(wording: Wording) -> Iterator[str]:
    held: Iterable[Piece | SignaturePiece] = (*wording.body, *wording.after, *wording.signatures)
    for one in held:
        yield from (one.when, one.unless)
    yield from (choice.when for choices in wording.terms.values() for choice in choices)
    yield from (wording.recipients_of, *(place.lines_of for place in wording.signatures))


def _unknown(names: Iterable[str], known: Mapping[str, ValueKind], where: str) -> Iterator[str]:
    for name in names:
        if name and name not in known:
            yield f"{where} nhắc đến “{name}”, mẫu này không có"


def _slots(text: str, known: Mapping[str, ValueKind]) -> Iterator[str]:
    for slot in slots(text):
        yield from _slot(slot, known)
    if text.count("**") % 2:
        yield f"“{text}” có dấu ** mở mà không đóng"


def _slot(slot: Slot, known: Mapping[str, ValueKind]) -> Iterator[str]:
    kind = known.get(slot.name)
    if kind is None:
        yield f"không có chỗ trống {{{slot.name}}}; được dùng: {', '.join(sorted(known))}"
    elif kind is ValueKind.LIST:
        yield f"{{{slot.name}}} là danh sách, chỉ dùng được với each"
    elif slot.way and slot.way not in SUITS:
        yield f"không có cách viết “{slot.way}”; được dùng: {', '.join(sorted(SUITS))}"
    elif slot.way and kind not in SUITS[slot.way]:
        yield f"{{{slot.name}}} không viết được theo kiểu “{slot.way}”"


def _piece(
    piece: Piece, known: Mapping[str, ValueKind], inner: Mapping[str, Mapping[str, ValueKind]]
) -> Iterator[str]:
    each = piece.table.each if piece.table else piece.each
    if each and each not in inner:
        yield f"không có danh sách “{each}”; được dùng: {', '.join(sorted(inner))}"
        return
    for text in piece.parts:
        yield from _slots(text, inner[each] if each else known)
    if piece.table:
        yield from _table(piece.table, known, inner[each])


def _table(
    table: TablePiece, known: Mapping[str, ValueKind], entry: Mapping[str, ValueKind]
) -> Iterator[str]:
    if not table.widths or not all(table.widths):
        yield f"bảng “{table.each}” thiếu bề rộng các cột (widths)"
        return
    if not table.rows:
        yield f"bảng “{table.each}” thiếu rows"
    for rows, names, part in ((table.header, known, "header"), (table.rows, entry, "rows")):
        yield from _spans(rows, len(table.widths), f"bảng “{table.each}”, {part}")
        for cell in (cell for row in rows for cell in row):
            for text in (*cell.lines, cell.qr):
                yield from _slots(text, names)


def _spans(rows: tuple[tuple[CellPiece, ...], ...], width: int, where: str) -> Iterator[str]:
    """Every place of the table is covered by one cell."""
    cells = tuple(tuple(Cell(columns=c.columns, rows=c.rows) for c in row) for row in rows)
    if any(cell.columns < 1 or cell.rows < 1 for row in cells for cell in row):
        yield f"{where}: columns và rows của ô phải từ 1"
        return
    covered = {
        (r + i, c + j) for r, c, cell in grid(cells) for i in range(cell.rows) for j in range(cell.columns)
    }
    if covered != {(r, c) for r in range(len(rows)) for c in range(width)}:
        yield f"{where}: các ô không phủ kín {width} cột"
