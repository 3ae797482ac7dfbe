"""Headers and footers of a sheet: their texts with the numbers in them, the codes of the format set aside.

They are one text each, such as «&C&12Quý I năm 2026»: &L, &C, &R begin its three sections, the rest is looks and
fields (ECMA-376 part 1, 18.3.1.39).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.reports.superior.numbers import Found, found
from motcua.reports.superior.running_text import RunningText
from motcua.reports.superior.spans import Edit, Node

_WORDS = {
    "s:oddHeader": "đầu trang", "s:evenHeader": "đầu trang chẵn", "s:firstHeader": "đầu trang thứ nhất",
    "s:oddFooter": "chân trang", "s:evenFooter": "chân trang chẵn", "s:firstFooter": "chân trang thứ nhất",
}  # fmt: skip
_CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d{2}[+-]\d{3})|\d+|.)', re.DOTALL)
_SECTION = re.compile("&[LCR]")


@dataclass(frozen=True, eq=False)
class Aside:
    """A header or footer: `name` says which to people, `text` is as the file has it, `found` its numbers."""

    node: Node
    name: str
    running: RunningText
    found: tuple[Found, ...]

    @property
    def text(self) -> str:
        return self.running.text

    def edits(self, wanted: dict[int, str]) -> list[Edit]:
        """The edits that put texts in the places of numbers; blanks at its ends mean nothing and are let be."""
        changes = {(self.found[order].start, self.found[order].end): new for order, new in wanted.items()}
        return [edit for edit in self.running.edits(changes) if edit[0] >= self.node.inner]


def asides(raw: bytes, root: Node) -> Iterator[Aside]:
    """The headers and footers of a sheet that have any text."""
    holder = root.first("s:headerFooter")
    for node in holder.children if holder else ():
        if node.tag in _WORDS and not node.empty:
            running = RunningText(raw)
            running.add(node)
            yield Aside(node, _WORDS[node.tag], running, tuple(_numbers(running)))


def without_codes(text: str) -> str:
    """A stretch of it as people see it: a section begins after a gap."""
    return _CODE.sub("", _SECTION.sub("   ", text))


def _numbers(running: RunningText) -> Iterator[Found]:
    text = running.text
    plain = _CODE.sub(lambda code: " " * len(code[0]), text)
    ends = {code.end() for code in _CODE.finditer(text) if code[0][-1].isdigit()}
    for one in found(plain):
        # Right after a size a digit would become part of it.
        if running.within(one.start, one.end) and one.start not in ends:
            yield one
