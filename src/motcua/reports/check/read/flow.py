"""Paragraphs from the lines of pages: what begins anew, what goes on, what is no text of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from motcua.reports.check.outline import marker
from motcua.reports.check.read.base import Block, Paragraph, Place, Reading, Table
from motcua.reports.check.read.ruled import Ruled
from motcua.reports.check.read.tables import is_data, table
from motcua.reports.check.text.fold import tidy

if TYPE_CHECKING:
    from motcua.reports.check.read.pdf import TextLine

_EDGE = 62.0
"""Within so many points of the upper or lower edge a lone number is that of the page."""
_PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*|(?:trang|page)\s+\d+.*", re.IGNORECASE)
_INDENT = 9.0
_BEARING = 6.0
"""Letters begin so many points apart though their lines begin together."""
_SHORT = 0.88
"""A line that ends before so much of the width ends its paragraph."""
_GAP = 1.75
_NOTE = 1.6
"""Footnotes are set so many points smaller than the text."""
_HYPHEN = re.compile(r"\w-$")
_ENDS = re.compile(r"[.;:!?…/]\s*$")


class Flow:
    """Takes pages one after the other and gives their blocks."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._blocks: list[Block] = []
        self._lines: list[tuple[int, TextLine]] = []
        self._sizes: Counter[int] = Counter()

    def page(
        self, number: int, size: tuple[float, float], lines: Iterable[TextLine], tables: Sequence[Ruled]
    ) -> None:
        """Add a page: its lines outside of tables, and its tables, from top to bottom."""
        kept = [line for line in lines if not _is_page_number(line, size[1])]
        waiting = list(tables)
        for line in kept:
            while waiting and line.top < (waiting[0].box[1] + waiting[0].box[3]) / 2 < self._last_top(number):
                self._table(number, waiting.pop(0))
            self._lines.append((number, line))
            self._sizes[round(line.size)] += len(line.text)
        for one in waiting:
            self._table(number, one)

    def _last_top(self, number: int) -> float:
        return self._lines[-1][1].top if self._lines and self._lines[-1][0] == number else float("inf")

    def _table(self, number: int, one: Ruled) -> None:
        self._flush()
        if not is_data(one.rows):
            for row in one.rows:
                for text in dict.fromkeys(row):
                    if text:
                        self._blocks.append(Paragraph(self.reading.count(text), Place(page=number)))
            return
        before = self._blocks[-1] if self._blocks else None
        if (
            isinstance(before, Table)
            and len(before.rows[0]) == len(one.rows[0])
            and (before.place.page or 0) < number
        ):
            rows = [row for row in one.rows if tuple(row) not in before.rows[: before.head]]
            self._blocks[-1] = Table((*before.rows, *map(tuple, rows)), before.place, before.head)
        else:
            self._blocks.append(table(one.rows, Place(page=number)))

    def blocks(self) -> list[Block]:
        """All blocks of the pages so far."""
        self._flush()
        return self._blocks

    def _flush(self) -> None:
        """Make paragraphs of the lines that wait."""
        if self._lines:
            self._blocks += _paragraphs(self._lines, self._usual(), self.reading)
            self._lines = []

    def _usual(self) -> float:
        return float(self._sizes.most_common(1)[0][0]) if self._sizes else 0.0


def _is_page_number(line: TextLine, height: float) -> bool:
    at_edge = line.bottom > height - _EDGE or line.top < _EDGE
    return at_edge and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _paragraphs(lines: Sequence[tuple[int, TextLine]], usual: float, reading: Reading) -> list[Block]:
    left, right = _margins([line for _, line in lines])
    made: list[Block] = []
    pieces: list[tuple[int, TextLine]] = []
    for page, line in lines:
        if pieces and _begins(pieces[-1], (page, line), left, right, usual):
            made += _made(pieces, usual, reading)
            pieces = []
        pieces.append((page, line))
    return made + _made(pieces, usual, reading)


def _margins(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Where most lines begin, and where the longest end."""
    lefts = Counter(round(line.left / 2) * 2 for line in lines if len(line.text) > 30) or Counter(
        round(line.left / 2) * 2 for line in lines
    )
    rights = sorted(line.right for line in lines)
    return float(lefts.most_common(1)[0][0]), rights[int(len(rights) * 0.9)] if rights else 0.0


def _begins(
    before: tuple[int, TextLine], now: tuple[int, TextLine], left: float, right: float, usual: float
) -> bool:
    (page_before, one), (page, two) = before, now
    if abs(one.size - two.size) > 1.2 or (marker(tidy(two.text)).style and two.left > left - 2):
        return True
    if page == page_before and (
        one.bottom - two.top > _GAP * max(two.size, 1) * 0.55 or two.bottom > one.top
    ):
        return True
    if two.left > left + _INDENT and two.left > one.left - _BEARING:
        return True
    return one.right < left + (right - left) * _SHORT and not (
        one.left > left + _INDENT and not _ENDS.search(one.text) and two.text[:1].islower()
    )


def _made(pieces: Sequence[tuple[int, TextLine]], usual: float, reading: Reading) -> list[Block]:
    if not pieces:
        return []
    page, first = pieces[0]
    seams: list[tuple[int, Place]] = []
    text = ""
    for number, line in pieces:
        added = tidy(line.text)
        # Vietnamese is not hyphenated: a hyphen at the end of a line belongs to a name such as UBND-VP.
        text += added if not text or _HYPHEN.search(text) else f" {added}"
        if number != page:
            seams.append((len(text) - len(added), Place(page=number)))
            page = number
    if not text:
        return []
    note = usual - first.size > _NOTE
    return [Paragraph(reading.count(text), Place(page=pieces[0][0]), note=note, seams=tuple(seams))]
