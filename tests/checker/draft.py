"""A report being written: its lines and tables, and where in them each figure, rate, date and number stands.

What is written is kept as pieces, so that a fault can be planted at a known place and looked for afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import count

from tests.checker.facts import Facts

_HOLE = re.compile(r"\{([^{}]+)\}")


@dataclass
class Slot:
    """A place in a line: `what` is number, rate, date or range; `name` what it tells; `text` what is printed."""

    what: str
    name: str
    text: str
    group: int
    value: object = None
    line: int = -1


@dataclass
class Line:
    """A paragraph: fixed text and slots in turn. `kind`: head, title, section, text, item, subitem, end."""

    kind: str
    pieces: list[str | Slot]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def slots(self) -> list[Slot]:
        return [piece for piece in self.pieces if isinstance(piece, Slot)]


@dataclass
class Grid:
    """A table: rows of header cells as (text, columns it spans, rows it spans), and rows of plain text or slots."""

    header: list[list[tuple[str, int, int]]]
    rows: list[list[str | Slot]]


@dataclass
class Draft:
    """A report with its lines and tables in order; `zero` and `pad` say how this office writes small numbers."""

    facts: Facts
    dots: bool = True
    pad: bool = True
    comma: bool = True
    none: str = "không có"
    digits: int = 1
    blocks: list[Line | Grid] = field(default_factory=list)
    attached_from: int | None = None
    _group: int = 0
    _groups: Iterator[int] = field(default_factory=lambda: count(1))
    _numbers: list[int] = field(default_factory=list)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written within belongs to one list of parts."""
        before, self._group = self._group, next(self._groups)
        yield
        self._group = before

    def add(self, template: str, kind: str = "text", level: int = 0) -> None:
        """Write a line; holes such as {early}, {%in_time/resolved}, {@answer}, {range}, {dated} are filled."""
        pieces: list[str | Slot] = []
        at = 0
        for hole in _HOLE.finditer(template):
            pieces += [template[at : hole.start()], self._filled(hole[1])]
            at = hole.end()
        line = Line(kind, [*pieces, template[at:]], level)
        for slot in line.slots:
            slot.line = len(self.blocks)
        self.blocks.append(line)

    def item(self, template: str) -> None:
        self.add(f"- {template}", "item")

    def sub(self, template: str) -> None:
        self.add(f"+ {template}", "subitem")

    def section(self, title: str, level: int = 1, shape: str = "") -> None:
        """A numbered heading: level 0 is Roman, 1 «1.», 2 «1.1.»."""
        del self._numbers[level + 1 :]
        self._numbers += [0] * (level + 1 - len(self._numbers))
        self._numbers[level] += 1
        number = heading_number(self._numbers[: level + 1])
        pieces: list[str | Slot] = [Slot("heading", number, number, 0, line=len(self.blocks)), f" {title}"]
        self.blocks.append(Line("section", pieces, level))

    def table(
        self,
        header: list[list[tuple[str, int, int]]],
        rows: list[list[str]],
        rates: Callable[[str], str] | None = None,
    ) -> None:
        """A table; cells of the form {early} are slots, all of one group a row."""
        made: list[list[str | Slot]] = []
        for row in rows:
            with self.together():
                made.append([self._filled(cell[1:-1]) if _HOLE.fullmatch(cell) else cell for cell in row])
        for row_made in made:
            for cell in row_made:
                if isinstance(cell, Slot):
                    cell.line = len(self.blocks)
        self.blocks.append(Grid(header, made))

    def lines(self) -> Iterator[Line]:
        return (block for block in self.blocks if isinstance(block, Line))

    def slots(self) -> Iterator[Slot]:
        for block in self.blocks:
            if isinstance(block, Line):
                yield from block.slots
            else:
                yield from (cell for row in block.rows for cell in row if isinstance(cell, Slot))

    def _filled(self, hole: str) -> Slot:
        made = self._slot(hole)
        made.group = self._group
        return made

    def _slot(self, hole: str) -> Slot:
        facts = self.facts
        if hole.startswith("%"):
            part, whole = (self._value(name) for name in hole[1:].split("/"))
            return Slot("rate", hole, self.rate(part, whole), 0, (part, whole))
        if hole.startswith("@"):
            return Slot("date", hole[1:], short(facts.dates[hole[1:]]), 0, facts.dates[hole[1:]])
        if hole == "range":
            first, last = facts.period.first, facts.period.last
            return Slot("range", hole, f"từ ngày {short(first)} đến ngày {short(last)}", 0, (first, last))
        if hole == "dated":
            return Slot("dated", hole, long(facts.dated), 0, facts.dated)
        if hole == "period":
            return Slot("period", hole, facts.title, 0, facts.period)
        if hole == "change":
            return Slot("number", hole, self.number(facts.values["change"]), 0, facts.values["change"])
        name, _, plain = hole.partition("!")
        value = self._value(name)
        return Slot("number", name, plain or self.number(value), 0, value)

    def _value(self, name: str) -> int:
        return self.facts.fields[name[6:]] if name.startswith("field:") else self.facts.values[name]

    def number(self, value: int) -> str:
        """A number as this office writes it."""
        if self.pad and value < 10:
            return f"{value:02}" if value else "0"
        return f"{value:,}".replace(",", ".") if self.dots else str(value)

    def rate(self, part: int, whole: int, cut: bool = False) -> str:
        """A rate as this office writes it, rounded or cut."""
        exact = Decimal(part) * 100 / Decimal(whole)
        kept = exact.quantize(Decimal(1).scaleb(-self.digits), ROUND_DOWN if cut else ROUND_HALF_UP)
        text = f"{kept.normalize():f}" if self.digits == 1 else f"{kept:f}"
        return (text.replace(".", ",") if self.comma else text) + "%"


def short(day: date) -> str:
    """«05/01/2026»."""
    return (
        f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"
    )


def long(day: date) -> str:
    """«ngày 05 tháng 01 năm 2026»."""
    return f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"


ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def heading_number(numbers: list[int]) -> str:
    """«II.», «3.», «3.1.»."""
    return f"{ROMAN[numbers[0]]}." if len(numbers) == 1 else ".".join(map(str, numbers[1:])) + "."
