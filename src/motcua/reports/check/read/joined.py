"""Paragraphs that a page break or a scanner tore apart, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from motcua.reports.check.read.base import Block, Paragraph

_OPEN_END = re.compile(r"[\w,“\"(]$")
_LETTERED = re.compile(r"[a-zđ][.)]\s")
_FOOTNOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹]")
_LONG = 45
"""A line that was torn is about as long as a line gets; a heading that ends without a stop is shorter."""


def joined(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with torn paragraphs as one; a footnote that stood between the two parts comes after them."""
    made: list[Block] = []
    for block in blocks:
        at = _torn(made, block) if isinstance(block, Paragraph) else None
        if at is None or not isinstance(block, Paragraph):
            made.append(block)
        else:
            made[at] = _glued(made[at], block)
    return made


def _torn(made: list[Block], block: Paragraph) -> int | None:
    """The index of the paragraph that this one goes on with."""
    if block.label or block.note or not block.text[:1].islower() or _LETTERED.match(block.text):
        return None
    for back in (1, 2):
        before = made[-back] if len(made) >= back else None
        if not isinstance(before, Paragraph):
            return None
        if back == 1 and (before.note or _FOOTNOTE.match(before.text)):
            continue
        ends_open = len(before.text) >= _LONG and _OPEN_END.search(before.text)
        return len(made) - back if ends_open else None
    return None


def _glued(before: Block, after: Paragraph) -> Block:
    assert isinstance(before, Paragraph)  # noqa: S101
    seam = (len(before.text) + 1, after.place)
    return replace(before, text=f"{before.text} {after.text}", seams=(*before.seams, seam))
