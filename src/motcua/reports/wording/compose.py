"""A text with fields, resolved: what of it is replaced or left out, or what stands in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.reports.document import Block, BlockKind
from motcua.reports.wording.grammar import End, Joined, Mark, Shown, When, marks
from motcua.reports.wording.values import Grid, Lines, Values

_MARKS = " \t\n-+"
"""What may stand beside a field without being a text of its own."""


@dataclass(frozen=True)
class Edit:
    """Letters `start` to `end` of a text are replaced by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Resolved:
    """What a paragraph becomes.

    `whole` stands in the place of all of it, or else its text is edited; `dropped` says that it has nothing to tell.
    """

    edits: tuple[Edit, ...] = ()
    whole: Lines | Grid | None = None
    dropped: bool = False


def resolve(text: str, values: Values) -> Resolved:
    """What a paragraph of this text becomes with these values."""
    found = list(marks(text))
    if not found:
        return Resolved()
    gone = [Edit(start, end, "") for start, end in _left_out(text, found, values)]
    shown = [mark for mark in found if isinstance(mark, Shown | Joined) and not _within(mark, gone)]
    bare = edited(text, [*gone, *(Edit(mark.start, mark.end, "") for mark in shown)]).strip(_MARKS)
    if len(shown) == 1 and not bare and isinstance(shown[0], Shown):
        value = values.value(shown[0].asked.name)
        if isinstance(value, Lines | Grid):
            return Resolved(whole=value, dropped=not _told(value))
    edits = sorted([*gone, *(_replaced(mark, values) for mark in shown)], key=lambda edit: edit.start)
    return Resolved(tuple(edits), dropped=not bare and not edited(text, edits).strip(_MARKS))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that do not overlap."""
    pieces, place = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join([*pieces, text[place:]])


def blocks(pattern: str, values: Values) -> list[Block]:
    """The paragraphs of one pattern; one that begins with - or + (after a condition) is an item."""
    found = resolve(pattern, values)
    if found.dropped or isinstance(found.whole, Grid):
        return []
    return list(found.whole.blocks) if found.whole else [paragraph(edited(pattern, found.edits).strip())]


def line(pattern: str, values: Values) -> str:
    """The text of a pattern that stands in one line."""
    return edited(pattern, resolve(pattern, values).edits).strip()


def paragraphs(text: str) -> list[Block]:
    """What a person wrote: a paragraph a line; lines that begin with - or + are items."""
    return [paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def paragraph(line: str) -> Block:
    """A line as a paragraph or an item."""
    kinds: dict[str, BlockKind] = {"-": "item", "+": "subitem"}
    kind = kinds.get(line[:1])
    return Block(kind, line[1:].strip()) if kind and line[1:].strip() else Block("text", line)


def _told(value: Lines | Grid) -> bool:
    return bool(value.blocks if isinstance(value, Lines) else value.rows)


def _left_out(text: str, found: list[Mark], values: Values) -> list[tuple[int, int]]:
    """The stretches whose condition fails, and the conditions themselves; none lies within another."""
    spans: list[tuple[int, int]] = []
    for mark, reach in _stretches(text, found):
        if not any(start <= mark.start < end for start, end in spans):
            spans.append(
                (mark.start, reach if isinstance(mark, When) and not _holds(mark, values) else mark.end)
            )
    return spans


def _stretches(text: str, found: list[Mark]) -> list[tuple[When | End, int]]:
    """Conditions and ends in order, each condition with the place it reaches to: its end, else the paragraph's.

    The opposite of a condition ends it too.
    """
    reaches: dict[int, int] = {}
    begun: list[When] = []
    marked = [mark for mark in found if isinstance(mark, When | End)]
    for mark in marked:
        opposed = isinstance(mark, When) and begun and _opposed(begun[-1], mark)
        if begun and (isinstance(mark, End) or opposed):
            reaches[begun.pop().start] = mark.start
        if isinstance(mark, When):
            begun.append(mark)
    return [(mark, reaches.get(mark.start, len(text))) for mark in marked]


def _opposed(one: When, other: When) -> bool:
    return one.some != other.some and set(one.names) == set(other.names)


def _holds(mark: When, values: Values) -> bool:
    empty = [values.is_empty(name) for name in mark.names]
    return not all(empty) if mark.some else all(empty)


def _within(mark: Mark, gone: list[Edit]) -> bool:
    return any(edit.start <= mark.start and mark.end <= edit.end for edit in gone)


def _replaced(mark: Shown | Joined, values: Values) -> Edit:
    text = values.joined(mark.asked) if isinstance(mark, Joined) else values.text(mark.asked)
    return Edit(mark.start, mark.end, text.replace("\n", " "))
