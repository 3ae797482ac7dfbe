"""What several checks need: marks, words for figures, and nouns that can be added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Mark
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import subject
from motcua.reports.vietnamese import number

_LONGEST = 70
_KIN = frozenset(
    {frozenset({"dossier", "case"}), frozenset({"complaint", "case"}), frozenset({"dossier", "result"})}
)


def mark(figure: Figure) -> Mark:
    """The stretch of a figure with its noun."""
    return Mark(figure.block, figure.number.start, max(figure.number.end, figure.number.after))


def marks(figures: Iterable[Figure]) -> tuple[Mark, ...]:
    """The stretches of several figures."""
    return tuple(mark(figure) for figure in figures)


def name(report: Report, figure: Figure) -> str:
    """A figure's label as it stands in the text: «Số hồ sơ đã giải quyết», «hồ sơ trực tuyến»."""
    line = report.parsed.line_of(figure)
    left = _slice(line.text, line.folded, figure.left, figure.number.start, before=True)
    right = _slice(line.text, line.folded, figure.right, figure.number.after, before=False)
    noun = line.text[figure.number.end : figure.number.after].strip()
    bare = not subject(left).concepts and subject(right).concepts
    text = left if len(left) > 2 and not bare else f"{noun} {right}".strip()
    if len(text) <= _LONGEST:
        return text
    return f"…{text[-_LONGEST:].partition(' ')[2]}" if text == left else f"{text[:_LONGEST]}…"


def _slice(text: str, folded: str, label: str, at: int, before: bool) -> str:
    if not label:
        return ""
    start = folded.rfind(label, 0, at) if before else folded.find(label, at)
    return text[start : start + len(label)].strip(" ,.;:-+") if start >= 0 else ""


def named(report: Report, figure: Figure) -> str:
    """«Số hồ sơ đã giải quyết: 1.488», or the number alone."""
    words = name(report, figure)
    return f"{words}: {number(figure.value)}" if words else number(figure.value)


def can_add(report: Report, whole: Figure, part: Figure) -> bool:
    """Whether both count the same things, as far as their nouns tell."""
    one, two = report.subject(whole).noun or whole.number.noun, part.number.noun
    if not two or not one or one == two:
        return True
    return frozenset({one, two}) in _KIN


def added(figures: Sequence[Figure]) -> str:
    """«1.477 + 11 = 1.488»; one figure alone as it is."""
    values = [number(figure.value) for figure in figures]
    if len(values) == 1:
        return values[0]
    return f"{' + '.join(values)} = {number(sum(figure.value for figure in figures))}"


def subsets(values: Sequence[int], most: int = 5) -> set[int]:
    """The sums of all choices among some numbers, none of them included."""
    few = values[:most]
    return {sum(chosen) for count in range(len(few) + 1) for chosen in combinations(few, count)}
