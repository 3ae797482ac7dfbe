"""The figures of a paragraph: what stands before and behind each, and which figures are parts of which.

A list of parts is opened by a word («trong đó», «gồm»), by brackets, or by «Trong 120 hồ sơ …:»; it ends with the
sentence, the bracket, or the semicolon that closes a list set apart by commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from motcua.reports.check.lexicon import lexicon
from motcua.reports.check.text.numbers import Number, Span, ends_with, numbers


@dataclass(eq=False)
class Figure:
    """A number in a paragraph (`block`, its index) with its label: folded text to the `left` and to the `right` of it,
    and both in small letters with their diacritics (`words`).

    `group` is the list of parts it belongs to, `out_of` the figure it is a share of («95 hồ sơ trên tổng số 105»).
    `lead` is all the text since the figure before, or since the sentence began, `opening` the same with diacritics;
    `sentence` counts within the block.
    `role` is «part» for what can be a part or a whole, «base» for what only others are measured against, «change» for
    by how much something rose or fell, «before» for what it was before. `begin` is where its sentence begins.
    """

    number: Number
    block: int
    sentence: int
    begin: int = 0
    left: str = ""
    right: str = ""
    lead: str = ""
    words: str = ""
    opening: str = ""
    group: Group | None = None
    out_of: Figure | None = None
    role: str = "part"

    @property
    def value(self) -> int:
        return self.number.value

    @property
    def is_count(self) -> bool:
        return self.number.kind == "count"


@dataclass(eq=False)
class Group:
    """A list of parts. `divider`: all (gồm), some (trong đó), list (brackets alone), of (Trong 120 hồ sơ …), items (a colon).

    `maybe` are figures behind the semicolon that ended the list; with them it may go on.
    """

    whole: Figure | None
    divider: str
    block: int
    parts: list[Figure] = field(default_factory=list)
    maybe: list[Figure] = field(default_factory=list)
    open_end: bool = False


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


_STOP = re.compile(r"[.!?…](?=\s+[^\Wa-z\d_]|\s*$|\s+[a-z])")
_ABBREVIATION = re.compile(r"(?:\b(?:tp|tt|ths|ts|pgs|gs|q|p|h|x|st|nxb|vd|v\.v|stt|so)|\d)$")
_EVENT = re.compile(r"[();]")
_COLON = re.compile(r"\s*(?:nhu sau\s*|la\s*)?:")


def read(
    text: str, folded: str, masked: Sequence[Span], block: int, start: int, before: Figure | None
) -> Read:
    """The figures of a paragraph from `start` on; `before` is the last figure of the paragraph before."""
    return _Reader(text, folded, masked, block, start, before).run()


def sentence_ends(text: str, folded: str, start: int) -> list[int]:
    """Where the sentences of a paragraph end, the last at its end."""
    ends = [match.end() for match in _STOP.finditer(folded, start) if _stops(text, folded, match)]
    return [*(end for end in ends if end < len(text)), len(text)]


def _stops(text: str, folded: str, match: re.Match[str]) -> bool:
    after = text[match.end() :].lstrip()
    if after and not (after[0].isupper() or after[0].isdigit() or after[0] in '“"(+-–'):
        return False
    return (
        match[0] != "."
        or not _ABBREVIATION.search(folded, max(0, match.start() - 6), match.start())
        or after[:1].isupper()
    )


class _Reader:
    def __init__(
        self, text: str, folded: str, masked: Sequence[Span], block: int, start: int, before: Figure | None
    ) -> None:
        self.text, self.folded, self.block, self.start = text, folded, block, start
        self.numbers = numbers(text, folded, [(0, start), *masked])
        self.small = text.lower() if len(text.lower()) == len(folded) else folded
        self.quiet = _quiet(folded, masked, self.numbers)
        self.told = _quiet(self.small, masked, self.numbers)
        self.ends = sentence_ends(text, folded, start)
        self.stack = [_Frame(None, last=before)]
        self.figures: list[Figure] = []
        self.groups: list[Group] = []
        self.sentence = 0
        self.closed: Group | None = None

    def run(self) -> Read:
        for at, what, item in sorted(self._events(), key=lambda event: (event[0], event[1])):
            getattr(self, f"_on_{what}")(at, item)
        for figure, before in zip(self.figures, [None, *self.figures], strict=False):
            self._label(figure, before)
        self._last_right()
        for figure in self.figures:
            self._spell(figure)
        return Read(self.figures, [group for group in self.groups if group.parts], self._opened())

    def _events(self) -> Iterator[tuple[int, str, object]]:
        yield from ((number.start, "number", number) for number in self.numbers)
        inside = [(number.start, number.after) for number in self.numbers]
        names = {"(": "bracket", ")": "closing", ";": "semicolon"}
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

    # Labels

    def _label(self, figure: Figure, before: Figure | None) -> None:
        number = figure.number
        begin = self._begin(figure, before)
        figure.lead = self.quiet[begin : number.start]
        pieces = self._hard(figure.lead.rstrip(" :"))
        right_of = before is not None and begin == before.number.after
        if len(pieces) > 1 or before is None or begin != before.number.after:
            figure.left = _TRAIL.sub("", pieces[-1]).strip(" ,")
            if (
                not figure.left
                and figure.lead.rstrip().endswith("(")
                and len(pieces) > (2 if right_of else 1)
            ):
                # «Hộ tịch (10 hồ sơ)»: the name stands before the bracket.
                figure.left = pieces[-2].strip(" ,-")
            right = pieces[0] if len(pieces) > 1 else ""
        else:
            right, figure.left = _soft(_TRAIL.sub("", figure.lead))
        if before is not None and begin == before.number.after:
            before.right = right.strip(" ,")
        elif before is not None:
            before.right = self._until_hard(before)

    def _begin(self, figure: Figure, before: Figure | None) -> int:
        sentence = ([self.start, *self.ends])[figure.sentence]
        return max(sentence, before.number.after) if before is not None else sentence

    def _hard(self, gap: str) -> list[str]:
        words = lexicon().lists
        cut = words["divider_all"].sub("|", words["divider_some"].sub("|", gap))
        return re.split(r"[;:()|]", cut)

    def _until_hard(self, figure: Figure) -> str:
        end = self.ends[min(figure.sentence, len(self.ends) - 1)]
        return self._hard(self.quiet[figure.number.after : end].rstrip(" ."))[0].strip(" ,")

    def _last_right(self) -> None:
        if self.figures:
            self.figures[-1].right = self._until_hard(self.figures[-1])

    def _spell(self, figure: Figure) -> None:
        """The label and the lead of a figure as they are written, for words that only diacritics tell apart."""
        at, after = figure.number.start, figure.number.after
        left = self.quiet.rfind(figure.left, 0, at) if figure.left else -1
        right = self.quiet.find(figure.right, after) if figure.right else -1
        spelt = [
            self.told[start : start + len(label)]
            for start, label in ((left, figure.left), (right, figure.right))
            if start >= 0
        ]
        figure.words = " ".join(spelt)
        figure.opening = self.told[at - len(figure.lead) : at]


_NEAR = re.compile(r"[^;.)]{0,120}\.?\s*")
_BASE = re.compile(r"[^,;:.()]{0,60}?\b(?:tren|trong)(?:\s+tong)?(?:\s+so)?\s*")
_BEFORE = re.compile(r"\b(?:so voi(?! quy dinh)|cung ky)\b[^,;:]*$")
_TOPIC = re.compile(r"\W*(?:trong|doi voi|cua|voi)(?:\s+tong)?(?:\s+so)?\s*")
_OPEN_WORD = re.compile(r"(?:trong do|bao gom|gom|gom co|cu the|nhu sau)\s*[,:]?$")
_TRAIL = re.compile(r"(?:\s|:|\b(?:la|co|dat|duoc|voi|chiem|con|ty le)\b)*$")
_BRACKETS = re.compile(r"\([^()]*\)")
_LINK = re.compile(r"\s*(?:va|va co|co|con lai la|con lai|con|trong do|,|ca|cung|cung voi|voi)*\s*")
_SOFT = re.compile(r",|\bva\b|\bcon\b|\bcung voi\b")


def _quiet(folded: str, masked: Sequence[Span], found: Sequence[Number]) -> str:
    """The text with dates, documents and brackets without figures blanked, as labels are read from it."""
    blank = [span for span in masked]
    blank += [
        match.span() for match in _BRACKETS.finditer(folded)
        if not any(match.start() < number.start < match.end() for number in found)
    ]  # fmt: skip
    return blanked(folded, blank)


def blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with these stretches blank, as long as it was."""
    letters = list(text)
    for begin, end in spans:
        letters[begin:end] = " " * (end - begin)
    return "".join(letters)


def _soft(gap: str) -> tuple[str, str]:
    """What of the text between two figures belongs to the first and what to the second, by commas and «và».

    Behind the first stands its label where text comes before the first comma; then all of it up to the last comma is
    that label if the second number follows at once, else what comes behind the first comma is the second's label.
    """
    cuts = list(_SOFT.finditer(gap))
    if not cuts:
        return (gap, "") if gap.strip() else ("", "")
    first, last = cuts[0], cuts[-1]
    if gap[: first.start()].strip() and _LINK.fullmatch(gap[last.end() :]):
        return gap[: last.start()], ""
    return gap[: first.start()], gap[first.end() :].strip(" ,")
