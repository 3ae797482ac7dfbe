"""The labels of figures: what of the text around a number says what it is a number of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from motcua.reports.check.figures import Figure
from motcua.reports.check.lexicon import lexicon
from motcua.reports.check.text.numbers import Number, Span

_TRAIL = re.compile(r"(?:\s|:|\b(?:la|co|dat|duoc|voi|chiem|con|ty le)\b)*$")
_BRACKETS = re.compile(r"\([^()]*\)")
_LINK = re.compile(r"\s*(?:va|va co|co|con lai la|con lai|con|trong do|,|ca|cung|cung voi|voi)*\s*")
_SOFT = re.compile(r",|\bva\b|\bcon\b|\bcung voi\b")


class Labels:
    """Gives the figures of a paragraph their labels. `quiet` is the folded text with dates and the like blanked, `told`
    the same with its diacritics, `bounds` where sentences begin, and the end."""

    def __init__(self, quiet: str, told: str, bounds: Sequence[int]) -> None:
        self.quiet, self.told, self.bounds = quiet, told, bounds

    def give(self, figures: Sequence[Figure]) -> None:
        """Fill in what stands around each figure."""
        for before, figure in pairwise([None, *figures]):
            if figure is not None:
                self._label(figure, before)
        if figures:
            last = figures[-1]
            ended = last.left and self.quiet[last.number.after :].lstrip().startswith(",")
            last.right = "" if ended else self._until_hard(last)
        for figure in figures:
            self._spell(figure)

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
        sentence = self.bounds[figure.sentence]
        return max(sentence, before.number.after) if before is not None else sentence

    def _hard(self, gap: str) -> list[str]:
        words = lexicon().lists
        cut = words["divider_all"].sub("|", words["divider_some"].sub("|", gap))
        return re.split(r"[;:()|]", cut)

    def _until_hard(self, figure: Figure) -> str:
        end = self.bounds[min(figure.sentence + 1, len(self.bounds) - 1)]
        return self._hard(self.quiet[figure.number.after : end].rstrip(" ."))[0].strip(" ,")

    def _spell(self, figure: Figure) -> None:
        """The label and the lead of a figure as they are written, for words that only diacritics tell apart."""
        at, after = figure.number.start, figure.number.after
        left = self.quiet.rfind(figure.left, 0, at) if figure.left else -1
        right = self.quiet.find(figure.right, after) if figure.right else -1
        before = self.told[left : left + len(figure.left)] if left >= 0 else ""
        behind = self.told[right : right + len(figure.right)] if right >= 0 else ""
        over = lexicon().lists["ends"].search(behind)
        figure.words = f"{before} {behind[: over.start()] if over else behind}".strip()
        figure.opening = self.told[at - len(figure.lead) : at]


def quiet(folded: str, masked: Sequence[Span], found: Sequence[Number]) -> str:
    """The text with dates, documents and brackets without figures blanked, as labels are read from it."""
    blank = list(masked)
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
    if len(cuts) > 1 and cuts[0][0] == "con" and not gap[: cuts[0].start()].strip():
        # «125 hồ sơ còn trong hạn, 6 hồ sơ …»: here it says of the first that it still is.
        cuts = cuts[1:]
    if not cuts:
        return (gap, "") if gap.strip() else ("", "")
    first, last = cuts[0], cuts[-1]
    if gap[: first.start()].strip() and _LINK.fullmatch(gap[last.end() :]):
        return gap[: last.start()], ""
    return gap[: first.start()], gap[first.end() :].strip(" ,")
