"""The table of a wording, filled: one entry for each of a list, and empty ones to write by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from motcua.reports.printed.document import Cell, Table
from motcua.reports.printed.inline import Known, broken, filled, joined, only_value
from motcua.reports.printed.values import Moment
from motcua.reports.printed.wording import CellPiece, TablePiece
from motcua.reports.runs import Run
from motcua.rules.instants import to_datetime

Inside = Callable[[dict[str, Any]], Known]


def table_of(piece: TablePiece, known: Known, inside: Inside) -> Table:
    """A table over the entries of its list; `inside` gives what is known in an entry."""
    entries = [inside(entry) for entry in known.values.get(piece.each, ())]
    missing = piece.at_least - len(entries)
    entries += [Known({}, known.blanks)] * max(missing, 0)
    return Table(
        widths=piece.widths,
        header=tuple(tuple(_cell(cell, known, bold=True) for cell in row) for row in piece.header),
        entries=tuple(
            tuple(tuple(_cell(cell, entry) for cell in row) for row in piece.rows) for entry in entries
        ),
        size=piece.size,
    )


def _cell(piece: CellPiece, known: Known, bold: bool = False) -> Cell:
    found = [line for text in piece.lines for line in broken(filled(text, known))]
    return Cell(
        lines=tuple(_strong(line) for line in found) if bold else tuple(found),
        align=piece.align,
        columns=piece.columns,
        rows=piece.rows,
        room=piece.room,
        qr="".join(run.text for run in filled(piece.qr, known)),
        value=_value(piece, known),
    )


def _strong(line: Sequence[Run]) -> tuple[Run, ...]:
    return joined([Run(run.text, bold=True) for run in line])


def _value(piece: CellPiece, known: Known) -> int | date | datetime | None:
    """The number, day or time that is all the cell says, for a spreadsheet."""
    value = only_value(piece.lines[0], known) if len(piece.lines) == 1 else None
    if isinstance(value, Moment):
        return to_datetime(value).replace(tzinfo=None)
    return value if isinstance(value, int | date) and not isinstance(value, bool) else None
