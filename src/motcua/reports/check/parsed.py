"""A report understood: its lines with their figures, dates, periods and letters, and how they hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from motcua.reports.check import clauses, outline
from motcua.reports.check.figures import Figure, Group
from motcua.reports.check.lexicon import lexicon
from motcua.reports.check.outline import Marker
from motcua.reports.check.read.base import Document, Paragraph, Table
from motcua.reports.check.text.dates import Range, Written, dates, ranges
from motcua.reports.check.text.fold import fold
from motcua.reports.check.text.letters import Letter, letters
from motcua.reports.check.text.numbers import Span
from motcua.reports.check.text.periods import Named, named


@dataclass(eq=False)
class Line:
    """A paragraph. `zone`: head, title, body, end, attached. `above` is the line under which it stands, `section` its heading.

    `aims` tells that it speaks of what shall be done.
    """

    index: int
    text: str
    folded: str
    paragraph: Paragraph
    mark: Marker
    zone: str = "body"
    above: Line | None = None
    section: Line | None = None
    aims: bool = False
    letters: list[Letter] = field(default_factory=list)
    dates: list[Written] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    opened: Group | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is numbered as parts and sections are."""
        return self.mark.style in ("roman", "capital", "arabic")

    def sections(self) -> Iterator[Line]:
        """Its heading, the heading of that, and so on."""
        line = self.section
        while line is not None:
            yield line
            line = line.section


@dataclass
class Parsed:
    """`lines` are the paragraphs, `tables` the tables with their index among the blocks of the document."""

    document: Document
    lines: list[Line]
    tables: list[tuple[int, Table]]
    year: int | None

    def figures(self) -> Iterator[Figure]:
        for line in self.lines:
            yield from line.figures

    def groups(self) -> Iterator[Group]:
        for line in self.lines:
            yield from line.groups

    def line_of(self, figure: Figure) -> Line:
        """The line in which a figure stands."""
        return self._by_block[figure.block]

    def __post_init__(self) -> None:
        self._by_block = {line.index: line for line in self.lines}


def parse(document: Document) -> Parsed:
    """A document understood as far as it can be without asking whether it is right."""
    blocks = list(enumerate(document.blocks))
    lines = [_line(index, block) for index, block in blocks if isinstance(block, Paragraph)]
    tables = [(index, block) for index, block in blocks if isinstance(block, Table)]
    _zones(lines)
    year = _year(lines)
    _hang(lines)
    before: Figure | None = None
    for line in lines:
        _read(line, year, before)
        before = next((figure for figure in reversed(line.figures) if figure.is_count), None)
    _lists(lines)
    return Parsed(document, lines, tables, year)


def _line(index: int, block: Paragraph) -> Line:
    return Line(index, block.text, fold(block.text), block, outline.marker(block.text, block.label))


def _zones(lines: Sequence[Line]) -> None:
    """Head up to «BÁO CÁO», title up to the first sentence or heading, body up to «./.», then end and attachments."""
    titled = next((n for n, line in enumerate(lines[:40]) if line.folded.strip(" :.") == "bao cao"), None)
    zone = "head" if titled is not None else "title"
    for n, line in enumerate(lines):
        if zone == "head" and titled is not None and n > titled:
            zone = "title"
        if (
            zone == "title" and (titled is None or n > titled + 1) and _begins_body(line, titled is None)
        ) or (zone == "title" and line.is_heading):
            zone = "body"
        if zone == "end" and outline.is_attachment(line.text):
            zone = "attached"
        line.zone = zone
        if zone == "body" and outline.is_end(line.text):
            zone = "end"


_OPENING = (
    "thuc hien",
    "can cu",
    "trong",
    "tu ngay",
    "ubnd",
    "uy ban",
    "trung tam",
    "theo",
    "nhu",
    "de ",
    "ngay",
    "nam",
)


def _begins_body(line: Line, untitled: bool) -> bool:
    if line.is_heading or line.folded.startswith("kinh gui"):
        return True
    if line.text.startswith("(") or line.text.isupper():
        return False
    return untitled or line.folded.startswith(_OPENING) or line.text.rstrip().endswith((".", ":", ";"))


def _year(lines: Sequence[Line]) -> int | None:
    """The year that the title speaks of, else the one that is named most."""
    for zones in (("title",), ("head", "body")):
        years = [one.year for line in lines if line.zone in zones for one in named(line.text) if one.year]
        years += [one.last.year for line in lines if line.zone in zones for one in ranges(line.text)]
        if years:
            return max(set(years), key=lambda year: (years.count(year), year))
    return None


def _hang(lines: Sequence[Line]) -> None:
    """Give every line its section and the line it is an item of."""
    stack: list[Line] = []
    previous: Line | None = None
    for line in lines:
        if line.zone in ("head", "title"):
            continue
        if line.mark.style:
            _unwind(stack, line.mark)
            line.above = stack[-1] if stack else None
            stack.append(line)
        else:
            line.above = _plain_above(stack, line, previous)
            if _opens(line) and (line.above is None or line.above.is_heading):
                del stack[stack.index(line.above) + 1 if line.above in stack else 0 :]
                stack.append(line)
        above = line.above
        while above is not None and not above.is_heading:
            above = above.above
        line.section = above
        line.aims = _aims(line)
        previous = line


def _unwind(stack: list[Line], mark: Marker) -> None:
    """Take from the stack what a line with this mark does not stand under."""
    if mark.style in ("bullet", "letter") or mark.shape in (")", "()"):
        same = next((n for n, line in enumerate(stack) if line.mark.shape == mark.shape), None)
        if same is not None:
            del stack[same:]
        return
    while stack and (not stack[-1].is_heading or outline.rank(stack[-1].mark) >= outline.rank(mark)):
        stack.pop()


def _plain_above(stack: list[Line], line: Line, previous: Line | None) -> Line | None:
    """What an unmarked line stands under: the line that opened a list, the list it goes on with, or the section."""
    if previous is not None and previous.mark.style and not previous.is_heading and _opens(previous):
        return previous
    if (
        previous is not None
        and not previous.mark.style
        and previous.above in stack
        and _goes_on(previous, line)
    ):
        return previous.above
    if previous is not None and not previous.is_heading and previous.text.rstrip().endswith((";", ",")):
        return previous.above
    if previous is not None and not previous.mark.style and _opens(previous) and not previous.is_heading:
        return previous
    while stack and not stack[-1].is_heading:
        stack.pop()
    return stack[-1] if stack else None


_ITEM_LETTERS = 260


def _opens(line: Line) -> bool:
    return line.text.rstrip().endswith(":")


def _goes_on(previous: Line, line: Line) -> bool:
    """Whether an unmarked line is one more entry of the list that the line before belongs to."""
    above = previous.above
    return above is not None and not above.is_heading and _opens(above) and len(line.text) < _ITEM_LETTERS


def _aims(line: Line) -> bool:
    pattern = lexicon().lists["aims"]
    heads = [head for head in (line, *line.sections()) if head.is_heading]
    roots = [head for head in heads if head.mark.style in ("roman", "capital")] or heads[-1:]
    return any(pattern.search(_COMPLAINTS.sub(" ", head.folded[:160])) for head in roots)


_COMPLAINTS = re.compile(r"\bphan anh\W+(?:va )?kien nghi\b|\bkien nghi\W+(?:va )?phan anh\b")
"""What people send in; by «kiến nghị» alone an office tells what it asks for."""


_ENUMERATED = re.compile(
    r"(?<!mot )(?<!hai )(?<!ba )(?<!bon )(?<!nam )(?<!sau )(?<!bay )(?<!tam )(?<!chin )\(\d{1,2}\)"
)
"""«(1)» within a text, but not the number said again in «hai (02) hồ sơ»."""


def _read(line: Line, year: int | None, before: Figure | None) -> None:
    text = line.text
    line.letters, line.ranges, line.named = letters(text), ranges(text, year), named(text)
    line.dates = dates(text, year)
    masked: list[Span] = [(one.start, one.end) for one in line.letters]
    masked += [(one.start, one.end) for one in line.ranges] + [(one.start, one.end) for one in line.named]
    masked += [(one.start, one.end) for one in line.dates]
    masked += [one.span() for one in _ENUMERATED.finditer(line.folded)]
    found = clauses.read(text, line.folded, masked, line.index, line.mark.end, before)
    line.figures, line.groups, line.opened = found.figures, found.groups, found.opened


def _lists(lines: Sequence[Line]) -> None:
    """Put the figures of items into the list that the line above them opened, or under the figure it ends with."""
    for line in lines:
        above = line.above
        if above is None or not line.figures:
            continue
        if above.opened is None and line.mark.style in ("bullet", "letter"):
            above.opened = _under(above)
        group = above.opened
        if group is None:
            continue
        for figure in _heads(line):
            figure.group = group
            group.parts.append(figure)
        if group.parts and group not in above.groups:
            above.groups.append(group)


def _under(line: Line) -> Group | None:
    """A list under a line that ends with a figure: what stands below it may divide that figure."""
    free = [one for one in line.figures if one.is_count and one.group is None and one.role == "part"]
    last = free[-1] if len(free) == 1 and not free[0].number.about else None
    if last is None or len(line.text) - max(last.number.end, last.number.after) > _TAIL:
        return None
    return Group(last, "under", line.index)


_TAIL = 4


def _heads(line: Line) -> list[Figure]:
    """The figures for which an item stands: its first, and others with a label of their own set apart by semicolons."""
    free = [one for one in line.figures if one.is_count and one.group is None and one.role == "part"]
    if len(free) < 2:
        return free
    between = [line.folded[one.number.after : two.number.start] for one, two in pairwise(free)]
    several = all(";" in gap for gap in between) and all(one.left for one in free)
    return free if several else free[:1]
