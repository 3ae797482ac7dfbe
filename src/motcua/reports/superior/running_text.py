"""Text that stands in several elements, each with a format of its own, read as one and changed within them."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.reports.superior.spans import Edit, Node, letters, written

_PRESERVE = b' xml:space="preserve"'


class RunningText:
    """The text of elements in their order; a letter may also stand between them without one (a tab)."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.nodes: list[Node] = []
        self._letters: list[tuple[str, int, int, int]] = []

    def add(self, node: Node) -> None:
        """Text element that follows."""
        if b"<" in self.raw[node.inner : node.close]:
            # What is not plain character data (CDATA, comments) is shown as a gap and never changed.
            return self.glyph("\ufffc")
        at = len(self.nodes)
        self.nodes.append(node)
        self._letters += [
            (one, at, start, end) for one, start, end in letters(self.raw, node.inner, node.close)
        ]
        return None

    def glyph(self, letter: str) -> None:
        """A letter that no text element holds."""
        self._letters.append((letter, -1, 0, 0))

    @property
    def text(self) -> str:
        """All letters."""
        return "".join(one[0] for one in self._letters)

    def within(self, start: int, end: int) -> bool:
        """Whether every letter of a stretch stands in a text element."""
        return all(at >= 0 for _, at, _, _ in self._letters[start:end])

    def edits(self, changes: Mapping[tuple[int, int], str]) -> list[Edit]:
        """The edits that put texts in the places of stretches of letters: each in the element where it begins."""
        given: dict[int, list[Edit]] = {}
        for (start, end), text in changes.items():
            for at, edit in self._replaced(start, end, text):
                given.setdefault(at, []).append(edit)
        made = [edit for edits in given.values() for edit in edits]
        return made + [edit for at, edits in given.items() for edit in self._kept_blanks(at, edits)]

    def _replaced(self, start: int, end: int, text: str) -> list[tuple[int, Edit]]:
        stretch = self._letters[start:end]
        first = stretch[0][1]
        found: dict[int, tuple[int, int]] = {}
        for _, at, begin, stop in stretch:
            found[at] = (found.get(at, (begin, stop))[0], stop)
        return [
            (at, (begin, stop, written(text) if at == first else b"")) for at, (begin, stop) in found.items()
        ]

    def _kept_blanks(self, at: int, edits: list[Edit]) -> list[Edit]:
        """What keeps blanks at an element's ends that were none of its ends before."""
        node = self.nodes[at]
        left = self.raw[node.inner : node.close]
        for start, end, given in sorted(edits, reverse=True):
            left = left[: start - node.inner] + given + left[end - node.inner :]
        tag = self.raw[node.start : node.inner]
        if left == left.strip() or b"xml:space" in tag:
            return []
        return [(node.inner - 1, node.inner - 1, _PRESERVE)]
