"""The figures of a paragraph, and which of them are parts of which.

A list of parts is opened by a word («trong đó», «gồm»), by brackets, or by «Trong 120 hồ sơ …:»; it ends with the
sentence, the bracket, or the semicolon that closes a list set apart by commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.reports.check.figures import Figure, Group
from motcua.reports.check.labels import Labels, quiet
from motcua.reports.check.lexicon import lexicon
from motcua.reports.check.text.numbers import Number, Span, ends_with, numbers
from motcua.reports.check.text.sentences import sentence_ends

_EVENT = re.compile(r"[():;]")
_LISTED = re.compile(
    r"(?!.*\b(?:va|con|roi)\b)[^,;:.()\d]{0,60}(?:,\s*(?:ket qua|chi tiet|phan loai|phan tich)[^,;:.()\d]{0,30})?$"
)
"""«307 thủ tục được công khai: …», «847 phiếu, kết quả: …»: what may stand between a figure and the colon before its parts."""
_COLON = re.compile(r"\s*(?:nhu sau\s*|la\s*)?:")
_NEAR = re.compile(r"[^;.)]{0,120}\.?\s*")
_BASE = re.compile(r"[^,;:.()]{0,60}?\b(?:tren|trong)(?:\s+tong)?(?:\s+so)?\s*")
_BEFORE = re.compile(r"\b(?:so voi(?! quy dinh)|cung ky)\b[^,;:]*$")
_TOPIC = re.compile(r"\W*(?:ve [^,;:.\d]{3,40},\s*)?(?:trong|doi voi|cua|voi)(?:\s+tong)?(?:\s+so)?\s*")
_OPEN_WORD = re.compile(r"(?:trong do|bao gom|gom|gom co|cu the|nhu sau)\s*[,:]?$")


@dataclass
class _Frame:
    group: Group | None
    bracket: bool = False
    colon: bool = False
    last: Figure | None = None


@dataclass
class Read:
    """What a paragraph tells: its figures in order, its lists, and the list that its end leaves open for items below."""

    figures: list[Figure]
    groups: list[Group]
    opened: Group | None = None


def read(
    text: str, folded: str, masked: Sequence[Span], block: int, start: int, before: Figure | None
) -> Read:
    """The figures of a paragraph from `start` on; `before` is the last figure of the paragraph before."""
    return _Reader(text, folded, masked, block, start, before).run()


class _Reader:
    def __init__(
        self, text: str, folded: str, masked: Sequence[Span], block: int, start: int, before: Figure | None
    ) -> None:
        self.text, self.folded, self.block, self.start = text, folded, block, start
        self.numbers = numbers(text, folded, [(0, start), *masked])
        self.small = text.lower() if len(text.lower()) == len(folded) else folded
        self.masked = masked
        self.ends = sentence_ends(text, folded, start)
        self.stack = [_Frame(None, last=before)]
        self.figures: list[Figure] = []
        self.groups: list[Group] = []
        self.sentence = 0
        self.closed: Group | None = None

    def run(self) -> Read:
        for at, what, item in sorted(self._events(), key=lambda event: (event[0], event[1])):
            getattr(self, f"_on_{what}")(at, item)
        small = quiet(self.small, self.masked, self.numbers)
        Labels(quiet(self.folded, self.masked, self.numbers), small, [self.start, *self.ends]).give(
            self.figures
        )
        return Read(self.figures, [group for group in self.groups if group.parts], self._opened())

    def _events(self) -> Iterator[tuple[int, str, object]]:
        yield from ((number.start, "number", number) for number in self.numbers)
        inside = [(number.start, number.after) for number in self.numbers]
        names = {"(": "bracket", ")": "closing", ";": "semicolon", ":": "colon"}
        for match in _EVENT.finditer(self.folded, self.start):
            if not any(begin <= match.start() < end for begin, end in inside):
                yield match.start(), names[match[0]], match
        for kind in ("all", "some"):
            for match in lexicon().lists[f"divider_{kind}"].finditer(self.folded, self.start):
                yield match.start(), "divider", (kind, match)
        yield from ((end - 1, "stop", end) for end in self.ends[:-1])

    # What happens at each place

    def _on_number(self, at: int, number: Number) -> None:
        figure = Figure(number, self.block, self.sentence, ([self.start, *self.ends])[self.sentence])
        frame = self.stack[-1]
        self._compare(figure)
        figure.group = frame.group
        self.figures.append(figure)
        if number.kind == "rate" or figure.role != "part":
            return
        if frame.group is not None:
            frame.group.parts.append(figure)
        elif self.closed is not None:
            self.closed.maybe.append(figure)
        frame.last = figure
        if self._is_topic(at, number):
            self._push(Group(figure, "of", self.block), colon=True)

    def _compare(self, figure: Figure) -> None:
        """Give a figure its role: a base of the one before, a change, or what was before."""
        number, previous = figure.number, self.figures[-1] if self.figures else None
        if previous is not None and previous.sentence == self.sentence and number.kind == "count":
            gap = self.folded[previous.number.after : number.start]
            if previous.is_count and _BASE.fullmatch(gap):
                previous.out_of, figure.role = figure, "base"
            elif _BEFORE.search(gap):
                figure.role = "before"
        if ends_with("change", self.small, number.start):
            figure.role = "change"

    def _on_bracket(self, at: int, match: object) -> None:
        last = self.stack[-1].last
        near = (
            last is not None
            and last.block == self.block
            and _NEAR.fullmatch(self.folded, last.number.after, at)
        )
        self._push(Group(last if near else None, "list", self.block), bracket=True)

    def _on_closing(self, at: int, match: object) -> None:
        while len(self.stack) > 1:
            if self.stack.pop().bracket:
                break

    def _on_semicolon(self, at: int, match: object) -> None:
        while len(self.stack) > 1 and not self.stack[-1].bracket and not self.stack[-1].colon:
            group = self.stack[-1].group
            if group is not None and len(group.parts) < 2:
                break
            self.stack.pop()
            self.closed = group

    def _on_colon(self, at: int, match: object) -> None:
        """«Đã giải quyết 120 hồ sơ: trước hạn 100, …» opens a list though no word says so."""
        last = self.stack[-1].last
        exact = last is not None and self._in_sentence(last) and not last.number.about
        if exact and last is not None and _LISTED.match(self.folded[last.number.after : at]):
            self._push(Group(last, "items", self.block))

    def _on_divider(self, at: int, item: tuple[str, re.Match[str]]) -> None:
        kind, match = item
        frame = self.stack[-1]
        colon = bool(_COLON.match(self.folded, match.end()))
        if frame.bracket and frame.group is not None and not frame.group.parts:
            frame.group.divider, frame.colon = kind, colon
            return
        whole = frame.last
        sentence = ([self.start, *self.ends])[self.sentence]
        if whole is None or (not self._in_sentence(whole) and self.folded[sentence:at].strip(" ,")):
            return
        self._push(Group(whole, kind, self.block), colon=colon)

    def _in_sentence(self, figure: Figure) -> bool:
        return figure.block == self.block and figure.sentence == self.sentence

    def _on_stop(self, at: int, end: int) -> None:
        while len(self.stack) > 1 and not self.stack[-1].bracket:
            self.stack.pop()
        self.sentence += 1
        self.closed = None

    def _push(self, group: Group, bracket: bool = False, colon: bool = False) -> None:
        self.groups.append(group)
        self.stack.append(_Frame(group, bracket, colon))

    def _is_topic(self, at: int, number: Number) -> bool:
        """Whether a sentence begins «Trong 120 hồ sơ …», which the figures behind divide."""
        begin = ([self.start, *self.ends])[self.sentence]
        before = self.folded[begin:at]
        return number.noun != "time" and _TOPIC.fullmatch(before) is not None

    def _opened(self) -> Group | None:
        """The list that goes on in the items below: the paragraph ends with a colon or with the word that opens a list."""
        tail = self.folded[self.start :].rstrip()
        if not tail.endswith((":", ",")) and not _OPEN_WORD.search(tail):
            return None
        for frame in reversed(self.stack):
            if frame.group is not None and not frame.group.parts:
                return frame.group
        last = next(
            (figure for figure in reversed(self.figures) if figure.is_count and figure.group is None), None
        )
        if last is None:
            return Group(None, "some", self.block) if _OPEN_WORD.search(tail) else None
        return Group(last, "items", self.block) if tail.endswith(":") and not last.number.about else None
