"""Tables of a board as plain values: for the page, the plot beside it, and the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A figure with the address of the dossiers that it counts (empty where the reader may not see them), or, with
    `text`, words."""

    value: int = 0
    address: str = ""
    late: bool = False
    text: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Line:
    """A row: its name and cells; `address` opens what the name stands for."""

    name: str
    cells: tuple[Cell, ...]
    address: str = ""


@dataclass(frozen=True)
class Plot:
    """How a table is drawn: `bars` or `lines`, a tone for each series, and for bars for each line."""

    kind: str
    tones: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of a board; `empty` is said where it has no rows, `note` what has to be known to read it."""

    key: str
    title: str
    first: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: Line | None = None
    empty: str = ""
    note: str = ""
    plot: Plot | None = None

    @property
    def drawn(self) -> dict[str, object]:
        """What the script draws."""
        return {
            "kind": self.plot.kind if self.plot else "",
            "tones": list(self.plot.tones) if self.plot else [],
            "names": [line.name for line in self.lines],
            "series": [
                {
                    "label": label,
                    "values": [line.cells[at].value for line in self.lines],
                    "addresses": [line.cells[at].address for line in self.lines],
                }
                for at, label in enumerate(self.columns)
            ],
        }


def totals(name: str, lines: Sequence[Line], addresses: Sequence[str]) -> Line:
    """The last row: the sum of each column, with its own address."""
    sums = [sum(line.cells[at].value for line in lines) for at in range(len(addresses))]
    late = [any(line.cells[at].late for line in lines) for at in range(len(addresses))]
    cells = zip(sums, addresses, late, strict=True)
    return Line(name, tuple(Cell(n, address if n else "", red) for n, address, red in cells))
