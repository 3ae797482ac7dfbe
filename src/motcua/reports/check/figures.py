"""Figures and the lists they make up."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.reports.check.text.numbers import Number


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

    @property
    def is_exact(self) -> bool:
        """Whether it counts something exactly, and is no change; of a fraction only what has its own label before it."""
        share = self.number.of is not None and (not self.left or bool(self.right) or "ty le" in self.lead)
        return self.is_count and self.role in ("part", "base") and not self.number.about and not share


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
