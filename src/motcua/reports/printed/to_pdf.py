"""Printed forms as PDF: their content for the template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from motcua.reports.docx_page import LEFT, RIGHT
from motcua.reports.printed.document import Block, Cell, Paragraph, Printed, Table, grid
from motcua.reports.printed.qr import svg
from motcua.reports.runs import Run
from motcua.reports.typeset import typeset

SOFT = "\u200b"
"""A place to break, without a width."""
_EM = 0.3528
"""Millimetres in a point: an em of letters of 1 pt."""
_LINE = 29.0
_INSET = 2.2
_BESIDE_QR = 56.0
_WIDE, _NARROW = 0.85, 0.56
_SIGNS = "@./_?&=-"
_WORD = re.compile(r"[^\s\u00a0]+")
_BREAKABLE_FROM = 1200
"""A row with more letters than this may go over a page; shorter ones stay whole."""


def write(documents: Sequence[Printed]) -> bytes:
    """The documents one after the other in a PDF file, each from a page of its own."""
    made = typeset("printed", content(documents))
    assert isinstance(made, bytes)  # noqa: S101
    return made


def content(documents: Sequence[Printed]) -> dict[str, Any]:
    """What the template sets."""
    return {"title": documents[0].name, "documents": [_document(one) for one in documents]}


def _document(document: Printed) -> dict[str, Any]:
    share = document.width / (LEFT + RIGHT)
    left, right = _room(LEFT * share, 13), _room(RIGHT * share, 14)
    middle = _room(document.width - (_BESIDE_QR if document.qr else 0), 14)
    signed = _room(document.width / max(len(document.signed), 2), 14)
    return {
        "mark": document.mark,
        "superior": _all_soft(document.superior, left),
        "agency": _all_soft(document.agency, left),
        "under": [_runs(line, left) for line in document.under],
        "place_and_date": soft(document.place_and_date, right),
        "title": _all_soft(document.title, middle),
        "subject": _all_soft(document.subject, middle),
        "under_title": [_runs(line, middle) for line in document.under_title],
        "qr": _qr(document.qr),
        "closes_at": document.closes_at,
        "body": [_block(block, document.width) for block in document.body],
        "signed": [
            {"lines": _all_soft(one.lines, signed), "hint": one.hint, "name": soft(one.name, signed)}
            for one in document.signed
        ],
        "recipients": _all_soft(document.recipients, signed),
        "after": [_block(block, document.width) for block in document.after],
        "landscape": document.landscape,
        "size": document.size,
        "gap": document.gap,
    }


def _all_soft(texts: Sequence[str], room: float) -> list[str]:
    return [soft(text, room) for text in texts]


def _qr(text: str) -> dict[str, str]:
    return {"svg": svg(text), "says": text} if text else {"svg": "", "says": ""}


def _runs(runs: Sequence[Run], room: float = _LINE) -> list[dict[str, Any]]:
    """Runs of which no word is wider than there is `room`, in widths of an em."""
    return [{"text": soft(run.text, room), "bold": run.bold, "italic": run.italic} for run in runs]


def soft(text: str, room: float) -> str:
    """The text with places to break in words wider than the `room` (in em); Word finds them itself."""
    return _WORD.sub(lambda word: word[0] if _wide(word[0]) <= room else _broken(word[0], room), text)


def _wide(word: str) -> float:
    """How wide a word in bold letters is at most, in em."""
    return sum(_WIDE if letter.isupper() or letter in "mw@%" else _NARROW for letter in word)


def _broken(word: str, room: float) -> str:
    pieces = [""]
    for letter in word:
        if pieces[-1] and (_wide(pieces[-1] + letter) > room or pieces[-1][-1] in _SIGNS):
            pieces.append("")
        pieces[-1] += letter
    return SOFT.join(pieces)


def _block(block: Block, width: float) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"style": block.style, "runs": _runs(block.runs), "leads": block.leads}
    return {"style": "table", **_table(block, width)}


def _table(table: Table, width: float) -> dict[str, Any]:
    """`width` is that of the whole table in mm."""
    rooms = [_room(one * width / sum(table.widths), table.size) for one in table.widths]
    rows = tuple(row for entry in table.entries for row in entry)
    return {
        "widths": table.widths,
        "size": table.size,
        "header": _cells(table.header, 0, rooms),
        "rows": _cells(rows, len(table.header), rooms),
        "end": _end(table),
    }


def _end(table: Table) -> dict[str, int] | None:
    """Where the last entry of a table begins and the table ends (rows, the header's counted); None without entries, and
    where the last one is so long that it may go over a page."""
    if not table.entries or any(
        len(cell.text) >= _BREAKABLE_FROM for row in table.entries[-1] for cell in row
    ):
        return None
    end = len(table.header) + sum(len(entry) for entry in table.entries)
    return {"first": end - len(table.entries[-1]), "end": end}


def _room(width: float, size: float) -> float:
    """How wide a word may be in a column `width` mm wide, in em of letters of this size."""
    return max((width - _INSET) / (size * _EM), _WIDE)


def _cells(rows: tuple[tuple[Cell, ...], ...], below: int, rooms: Sequence[float]) -> list[dict[str, Any]]:
    return [
        {
            "x": column,
            "y": row + below,
            "columns": cell.columns,
            "rows": cell.rows,
            "align": cell.align,
            "room": cell.room,
            "whole": len(cell.text) < _BREAKABLE_FROM,
            "lines": [_runs(line, sum(rooms[column : column + cell.columns])) for line in cell.lines],
            "qr": _qr(cell.qr),
        }
        for row, column, cell in grid(rows)
    ]
