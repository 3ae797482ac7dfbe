"""A report as the checks see it: the parsed text, and what it says of itself (period, date, unit)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from motcua.reports.check.figures import Figure
from motcua.reports.check.labels import blanked
from motcua.reports.check.lexicon import lexicon
from motcua.reports.check.mentioned import Told, roles
from motcua.reports.check.parsed import Line, Parsed
from motcua.reports.check.subjects import (
    NARROWER,
    STAGES,
    TIMELINESS,
    TOTALS,
    Subject,
    is_plain_heading,
    subject,
)
from motcua.reports.check.text.dates import Range, Written
from motcua.reports.check.text.fold import fold
from motcua.reports.check.text.periods import Named
from motcua.rules.periods import Period, between

_PLACED = re.compile(r"^(?:so\b[^,]*/[a-z\d][^\s,]*\s+)?(?P<place>[^,:;\d/]{2,40}),\s*(?:ngay\b|$)")
_DATED = re.compile(r"^(?:so\b[^,]*/[a-z\d][^\s,]*\s+)?(?:[^,:;\d/]{2,40},\s*)?ngay\b[^,;:]{5,40}$")
_ESTIMATE = re.compile(r"\buoc\b")


@dataclass(frozen=True)
class Dated:
    """The date under which a report is issued."""

    line: Line
    written: Written


@dataclass(frozen=True)
class Known:
    """A statement to compare with: measures of the whole by name, and those of each field by the words of its name."""

    period: Period
    totals: Mapping[str, int]
    fields: Mapping[frozenset[str], Mapping[str, int]] = field(default_factory=dict)


_TOLD_ONCE = frozenset({"complaint"})


@dataclass
class Report:
    """What checks work on; `known` is what the system's statement says, where a comparison was asked for."""

    parsed: Parsed
    known: Known | None = None
    measured: Mapping[str, list[Figure]] | None = None
    _subjects: dict[Figure, Subject] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        return self.parsed.lines

    @cached_property
    def place(self) -> str:
        """The name before the date in small letters: «tam thanh»."""
        heads = (line for line in self.lines if line.zone in ("head", "title"))
        found = ((line, _PLACED.match(line.folded)) for line in heads)
        return next(
            (line.text[slice(*match.span("place"))].strip().lower() for line, match in found if match), ""
        )

    @cached_property
    def idle(self) -> frozenset[str]:
        """Words that name the unit and so say nothing about a figure."""
        return frozenset(re.findall(r"\w+", self.place))

    @cached_property
    def dated(self) -> Dated | None:
        """The date of issue, where the report has one."""
        heads = (line for line in self.lines if line.zone in ("head", "title") and _DATED.match(line.folded))
        return next((Dated(line, one) for line in heads for one in line.dates), None)

    @cached_property
    def title(self) -> list[Told]:
        """The periods that the title names."""
        return [told for line in self.lines if line.zone == "title" for told in roles(line)]

    @cached_property
    def period(self) -> Told | None:
        """The period that the report is about by its title, else by its first sentence."""
        named = [told for told in self.title if told.role == "result"]
        if not named:
            opening = [line for line in self.lines if line.zone == "body"][:3]
            named = [
                told
                for line in opening
                if not line.is_heading
                for told in roles(line)
                if told.role == "result"
            ]
        return next((told for told in named if told.named.kind != "Y"), named[0] if named else None)

    @cached_property
    def totals(self) -> Mapping[str, list[Figure]]:
        """The figures that count all that was received, is new or was closed, in the order of the text, by what is counted."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.parsed.figures():
            told = self.subject(figure)
            if figure.is_count and figure.value and told.concepts & TOTALS and not told.concepts & NARROWER:
                found[told.noun].append(figure)
        return found

    @cached_property
    def estimate(self) -> bool:
        """Whether the report gives figures before its period is over («ước thực hiện»)."""
        return any(_ESTIMATE.search(line.folded) for line in self.lines if line.zone == "title")

    @cached_property
    def days(self) -> tuple[Line, Range] | None:
        """The range of days that the report says its period is, where it stands next to the period's name."""
        bound = [
            (line, one)
            for line, one, named in bound_ranges(self)
            if named is not None or line.zone == "title"
        ]
        valid = [(line, one) for line, one in bound if one.days > 0]
        return valid[0] if valid else None

    @property
    def reported(self) -> Period | None:
        """The period whose figures the report gives: the days it states, else the period it names."""
        named = self.period.named.period(self.parsed.year) if self.period is not None else None
        if self.days is None:
            return named
        days = self.days[1]
        return (
            named
            if named and (named.first, named.last) == (days.first, days.last)
            else between(days.first, days.last)
        )

    def subject(self, figure: Figure) -> Subject:
        """What a figure is a figure of, with what it has from the lists in which it stands."""
        if figure not in self._subjects:
            self._subjects[figure] = self._subject(figure)
        return self._subjects[figure]

    def _subject(self, figure: Figure) -> Subject:
        noun = figure.number.noun
        own = subject(figure.words, "" if noun.startswith("?") else noun, self.idle)
        if figure.group is not None and figure.group.whole is not None:
            return own.under(self.subject(figure.group.whole))
        line = self.parsed.line_of(figure)
        own = self._of_what(figure, line, own)
        if figure.group is None and own.concepts and not own.concepts & STAGES:
            own = self._staged(figure, line, own)
        above = line.above
        return own.under(self._label_of(above)) if above is not None and not above.is_heading else own

    def _of_what(self, figure: Figure, line: Line, own: Subject) -> Subject:
        """«Tiếp nhận 06 PAKN, đã xử lý 05, đang xử lý 01»: what is not counted as dossiers is said once in a sentence."""
        if own.noun or figure.number.noun or not figure.is_count:
            return own
        at = line.figures.index(figure)
        before = line.figures[at - 1] if at else None
        if before is None or before.sentence != figure.sentence or before.role != "part":
            return own
        noun = self.subject(before).noun
        return own.under(Subject(noun)) if noun in _TOLD_ONCE else own

    def _staged(self, figure: Figure, line: Line, own: Subject) -> Subject:
        """«Giải quyết trước hạn 100 hồ sơ, đúng hạn 8 hồ sơ»: the stage is said once for all of an enumeration."""
        at = line.figures.index(figure)
        before = next(
            (one for one in reversed(line.figures[:at]) if one.is_count and one.role == "part"), None
        )
        if (
            before is None
            or before.sentence != figure.sentence
            or before.group is not None
            or own.concepts - TIMELINESS
        ):
            return own
        stage = self.subject(before).concepts & {"closed", "open"}
        return own.under(Subject("", stage)) if self.subject(before).concepts - STAGES else own

    def _label_of(self, line: Line) -> Subject:
        text = line.text[line.mark.end :]
        own = subject(text[:200].partition(":")[0], "", self.idle)
        above = line.above
        return own.under(self._label_of(above)) if above is not None and not above.is_heading else own

    def scope(self, figure: Figure) -> tuple[Hashable, ...]:
        """What sets a figure apart from others of the same subject: its time, and headings that narrow it down."""
        line = self.parsed.line_of(figure)
        return (*self._times(figure, line), *self._sections(line), *self._leads(figure, line))

    def _leads(self, figure: Figure, line: Line) -> Iterator[Hashable]:
        """What the beginning of the paragraph and of the sentence say: «Riêng lĩnh vực đất đai, …»."""
        first = line.figures[0]
        opening = next(one for one in line.figures if one.sentence == figure.sentence)
        for one in dict.fromkeys((first, opening)):
            words = subject(one.opening.rpartition(";")[2], "", self.idle).rest
            if words:
                yield words

    def _times(self, figure: Figure, line: Line) -> Iterator[Hashable]:
        first = line.figures[0]
        yield from self._times_in(line, figure.begin, figure.number.start)
        if first.begin != figure.begin:
            yield from self._times_in(line, first.begin, first.number.start)
        above = line.above
        while above is not None and not above.is_heading:
            yield from self._times_in(above, 0, len(above.text))
            above = above.above

    def _times_in(self, line: Line, begin: int, end: int) -> Iterator[Hashable]:
        own = self.days[1] if self.days else None
        for one in line.ranges:
            other = own is None or (one.first, one.last) != (own.first, own.last)
            if begin <= one.start < end and other and not _is_slip(one, own):
                yield (one.first, one.last)
        for named in line.named:
            if begin <= named.start < end and not self._own(named):
                yield named.words
        named_spans = [(one.start, one.end) for one in line.ranges] + [
            (one.start, one.end) for one in line.named
        ]
        named_spans += [(one.start, one.end) for one in line.letters]
        lead = lexicon().concepts.sub(" ", blanked(line.folded, named_spans)[begin:end])
        if lexicon().lists["other_times"].search(lead):
            yield "other"

    def _own(self, named: Named) -> bool:
        if named.kind == "Y":
            return named.year == self.parsed.year
        return self.period is None or named.same(self.period.named)

    def _sections(self, line: Line) -> Iterator[Hashable]:
        for head in line.sections():
            words = re.findall(r"\w+", head.text[head.mark.end :].lower())
            bare = [word for word in words if word not in self.idle]
            if not any(is_plain_heading(fold(" ".join(one))) for one in (words, bare)):
                yield head.index


def _is_slip(one: Range, own: Range | None) -> bool:
    """Whether a range is the report's own with a slip in it, and so no other time."""
    if one.days <= 0:
        return True
    return (
        own is not None and (one.first == own.first or one.last == own.last) and abs(one.days - own.days) < 5
    )


def bound_ranges(report: Report) -> Iterator[tuple[Line, Range, Named | None]]:
    """The ranges that are said to be a period: in the title, or in brackets or right behind the name of a period."""
    for line in report.lines:
        for one in line.ranges:
            before = [named for named in line.named if named.end <= one.start and _bound(line, named, one)]
            if not before and report.period is not None and _THIS.search(line.folded, 0, one.start):
                before = [report.period.named]
            if before or line.zone == "title":
                yield line, one, before[-1] if before else None


_THIS = re.compile(r"\b(?:ky bao cao|trong ky|ky nay)\s*[(:,]?\s*$")
_BETWEEN = re.compile(r"[\s,]*(?:\(|,|:|la|tinh)?[\s(]*(?:so lieu\s+)?(?:tinh\s+)?(?:tu\s+)?(?:ngay\s+)?")


def _bound(line: Line, named: Named, one: Range) -> bool:
    return _BETWEEN.fullmatch(line.folded[named.end : one.start]) is not None
