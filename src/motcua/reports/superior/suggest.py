"""What numbers of last period's report may mean: those that are equal to a figure of that period. Nothing is bound by it.

What stands around a number is read as the checker of reports reads it; where that gives nothing, a number that only
one figure has is offered as likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from motcua.catalogue.models import Field
from motcua.reports.check import Report, report_of
from motcua.reports.check.checks.attached import cells
from motcua.reports.check.checks.statement import MEANT
from motcua.reports.check.ledger import Label, by_label
from motcua.reports.check.measures import measure_of
from motcua.reports.check.read.base import Block as ReadBlock
from motcua.reports.check.read.base import Document, Place
from motcua.reports.check.read.base import Paragraph as ReadParagraph
from motcua.reports.check.read.tables import table
from motcua.reports.check.subjects import Subject
from motcua.reports.superior.meaning import RATES, Meaning
from motcua.reports.superior.numbers import Wanted, rounded, value_of
from motcua.reports.superior.spots import Paragraph, Shown, Spot, Table
from motcua.reports.superior.values import Figures
from motcua.rules.spans import Span

_SPANS = (Span.PERIOD, Span.YEAR, Span.MONTH, Span.YEAR_BEFORE, Span.BEFORE, Span.SO_FAR_YEAR_BEFORE)
_TELLING = 10
"""Below it too many figures are equal by chance."""
_ALONE = (
    "received", "total_received", "received_online", "received_direct_or_postal", "carried_over", "resolved", "closed",
    "early", "on_time", "late", "open", "open_in_term", "open_overdue", "refused", "withdrawn",
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A meaning that a spot may have. `read`: its words say so too; else only the number is equal."""

    spot: Spot
    meaning: Meaning
    read: bool


def suggestions(shown: Shown, figures: Figures, taken: frozenset[str] = frozenset()) -> list[Suggestion]:
    """A suggestion for every spot that has one, those with keys in `taken` aside; `figures` are of the file's period."""
    about = _Subjects(shown)
    found = (
        _suggested(spot, before, about.of(spot), figures, about)
        for spot, before in _with_words(shown)
        if spot.key not in taken
    )
    return [one for one in found if one is not None]


def _suggested(
    spot: Spot, before: str, subject: Subject | None, figures: Figures, about: _Subjects
) -> Suggestion | None:
    meaning = _day(spot, before, figures)
    value = value_of(spot.text)
    if meaning is None and value is not None and subject is not None:
        meaning = _by_words(value, subject, figures, about)
    if meaning is not None:
        return Suggestion(spot, meaning, True)
    meaning = None if value is None else _by_value(spot, value, figures)
    return None if meaning is None else Suggestion(spot, meaning, False)


def _day(spot: Spot, before: str, figures: Figures) -> Meaning | None:
    """Parts of the period itself: «tháng 6», «năm 2026», its first and last day."""
    period, last_word = figures.report, (before.lower().split() or [""])[-1]
    if spot.style.kind == "date":
        parts = [int(one) for one in spot.text.rpartition(" ")[2].split("/")]
        days = {period.first: "first", period.last: "last"}
        try:
            name = days.get(date(parts[2], parts[1], parts[0]), "")
        except (ValueError, IndexError):
            name = ""
        return Meaning(f"day:{name}", estimate=False) if name else None
    name = {"tháng": "month", "năm": "year", "quý": "quarter"}.get(last_word, "")
    if not name:
        return None
    meaning = Meaning(f"day:{name}", estimate=False)
    value = int(str(figures.of(meaning).value))
    roman = ("", "I", "II", "III", "IV")[value] if value < 5 else ""
    return meaning if value_of(spot.text) == value or spot.text == roman else None


def _by_words(value: Decimal, subject: Subject, figures: Figures, about: _Subjects) -> Meaning | None:
    field = about.field(subject) if subject.rest else None
    if subject.rest and field is None:
        return None
    # «Người có công» counts persons as a label, and dossiers as a field.
    named = measure_of(Subject("" if field else subject.noun, subject.concepts))
    for span in _SPANS if not subject.other_time else _SPANS[1:]:
        for names in MEANT.get(named, ()):
            meaning = Meaning("+".join(names), span, field=field)
            if figures.of(meaning).value == value:
                return meaning
    return None


def _by_value(spot: Spot, value: Decimal, figures: Figures) -> Meaning | None:
    if spot.style.percent:
        equal = [name for name in RATES if _is_rate(spot, value, figures, name)]
        return Meaning(f"rate:{equal[0]}") if equal and value not in (0, 100) else None
    if value < _TELLING or spot.style.kind not in ("count", "blank"):
        return None
    same = [name for name in _ALONE if figures.of(Meaning(name)).value == value]
    return Meaning(same[0]) if same else None


def _is_rate(spot: Spot, value: Decimal, figures: Figures, name: str) -> bool:
    found = figures.of(Meaning(f"rate:{name}")).value
    return isinstance(found, Decimal) and rounded(found, spot.style, Wanted()) == value


def _with_words(shown: Shown) -> Iterator[tuple[Spot, str]]:
    """Every spot with the words before it in its paragraph."""
    for block in shown.blocks:
        rows = block.rows if isinstance(block, Table) else ()
        paragraphs = (
            [block] if isinstance(block, Paragraph) else [p for r in rows for c in r for p in c.paragraphs]
        )
        for paragraph in paragraphs:
            before = ""
            for piece in paragraph.pieces:
                if piece.spot is not None:
                    yield piece.spot, before
                before += piece.text


class _Subjects:
    """What the checker of reports understands of the words around spots."""

    def __init__(self, shown: Shown) -> None:
        self._found: dict[str, Subject] = {}
        blocks = [_read_block(block) for block in shown.blocks]
        report = report_of(Document(tuple(blocks), kind=shown.kind))
        self._of_text(report, shown)
        self._of_tables(report, shown)

    @cached_property
    def _fields(self) -> Mapping[Label, int]:
        return by_label(dict(Field.objects.values_list("pk", "name")))

    def field(self, subject: Subject) -> int | None:
        """The field that a subject is narrowed down to, None where it is none."""
        noun = "" if subject.noun == "dossier" else subject.noun
        return self._fields.get((noun, subject.rest))

    def of(self, spot: Spot) -> Subject | None:
        """The subject of a spot, None where nothing was understood."""
        return self._found.get(spot.key)

    def _of_text(self, report: Report, shown: Shown) -> None:
        for figure in report.parsed.figures():
            block = shown.blocks[figure.block]
            line = report.parsed.line_of(figure)
            if not isinstance(block, Paragraph) or not figure.is_exact or line.aims or report.scope(figure):
                continue
            start = figure.number.start + _indent(block)
            spot = _spot_at(block, start)
            if spot is not None:
                self._found[spot.key] = report.subject(figure)

    def _of_tables(self, report: Report, shown: Shown) -> None:
        for told, subject in cells(report):
            block = shown.blocks[told.mark.block]
            if isinstance(block, Table) and told.mark.row is not None and told.mark.column is not None:
                spots = _figures(block)[told.mark.row][told.mark.column][1]
                self._found.update({spot.key: subject for spot in spots[:1]})


def _read_block(block: Paragraph | Table) -> ReadBlock:
    if isinstance(block, Paragraph):
        return ReadParagraph(" ".join(block.text.split()) if _plain(block) else "", Place())
    return table([[text for text, _ in row] for row in _figures(block)], Place())


def _plain(block: Paragraph) -> bool:
    """Whether the text stands as it is once blanks are tidied, so that places in it stay the same."""
    return len(" ".join(block.text.split())) == len(block.text.strip())


def _indent(block: Paragraph) -> int:
    return len(block.text) - len(block.text.lstrip())


def _spot_at(block: Paragraph, start: int) -> Spot | None:
    at = 0
    for piece in block.pieces:
        if piece.spot is not None and at <= start < at + len(piece.text):
            return piece.spot
        at += len(piece.text)
    return None


_Grid = list[list[tuple[str, list[Spot]]]]


def _figures(block: Table) -> _Grid:
    """The rows of a table that belong together; of a sheet without the titles above and the notes below them."""
    rows = _full(block)
    if not block.name:
        return rows
    filled = [at for at, row in enumerate(rows) if sum(_is_figure(text) for text, _ in row) >= _FEW]
    if not filled:
        return rows
    first = filled[0]
    while first and len({text for text, _ in rows[first - 1] if text.strip()}) >= _FEW:
        first -= 1
    return rows[first : filled[-1] + 1]


_FEW = 3


def _is_figure(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and not any(letter.isalpha() for letter in text)


def _full(block: Table) -> _Grid:
    """The table as a full grid: a merged cell's text in all that it covers, its spots only where it begins."""
    width = max((sum(cell.width for cell in row if not cell.covered) for row in block.rows), default=0)
    width = max(width, max(map(len, block.rows), default=0))
    grid: list[list[tuple[str, list[Spot]] | None]] = [[None] * width for _ in block.rows]
    sheet = bool(block.name)
    for at, row in enumerate(block.rows):
        column = 0
        for place, cell in enumerate(row):
            column = place if sheet else column
            if cell.covered:
                column += cell.width
                continue
            spots = [piece.spot for p in cell.paragraphs for piece in p.pieces if piece.spot is not None]
            for down in range(at, min(at + cell.height, len(grid))):
                for right in range(column, min(column + cell.width, width)):
                    first = (down, right) == (at, column)
                    grid[down][right] = grid[down][right] or (cell.text, spots if first else [])
            column += cell.width
    return [[one or ("", []) for one in row] for row in grid]
