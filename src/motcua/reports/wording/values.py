"""What fields come to: figures, rates, texts, several lines, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from motcua.reports.document import Block
from motcua.reports.vietnamese import listed, percent, some, two_digits
from motcua.reports.wording.grammar import Asked

NOTHING = "không phát sinh"
"""A rate over nothing, in words: it is no error."""


@dataclass(frozen=True)
class Rate:
    """A share: `part` of `whole`."""

    part: int
    whole: int


@dataclass(frozen=True)
class Lines:
    """Paragraphs; within a sentence they are one after the other with semicolons between."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Grid:
    """A table: header, rows, relative widths; the columns from the third on hold figures."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Value = int | str | Rate | Lines | Grid


class Values:
    """The values of fields by name, each worked out when it is asked for."""

    def __init__(self, known: Mapping[str, Callable[[], Value]]) -> None:
        self._known = known
        self._found: dict[str, Value] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def value(self, name: str) -> Value:
        """The value of a field; a marked text for one that there is not (any more)."""
        if name not in self._known:
            return f"[không có trường {name}]"
        if name not in self._found:
            self._found[name] = self._known[name]()
        return self._found[name]

    def is_empty(self, name: str) -> bool:
        """Whether there is nothing to tell: zero, no text, a rate over nothing."""
        value = self.value(name)
        if isinstance(value, Rate):
            return not value.whole
        if isinstance(value, Lines):
            return all(block.kind == "gap" for block in value.blocks)
        return not (value.rows if isinstance(value, Grid) else value)

    def text(self, asked: Asked) -> str:
        """A field as it stands within a sentence."""
        value = self.value(asked.name)
        if isinstance(value, int):
            return some(value, asked.noun) if asked.noun else two_digits(value)
        if isinstance(value, Rate):
            return percent(value.part, value.whole) if value.whole else NOTHING
        if isinstance(value, Lines):
            return "; ".join(block.text.rstrip(" ;.") for block in value.blocks)
        return value if isinstance(value, str) else ""

    def joined(self, several: tuple[Asked, ...]) -> str:
        """«02 kế hoạch, 03 công văn và 01 báo cáo»; what is zero is left out, «không có» where all are."""
        parts = [self.text(one) for one in several if not self.is_empty(one.name)]
        if any("," in part for part in parts):
            return "; ".join(parts)
        return listed(parts) or "không có"
