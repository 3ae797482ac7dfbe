"""The workflows that the program brings along, for every unit that has none of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files


@dataclass(frozen=True)
class Shipped:
    """A version that comes with the program; a later one is a new file and a new line, the old ones stay."""

    key: str
    number: int
    since: date

    @property
    def text(self) -> str:
        """Its YAML."""
        file = files("motcua.workflow.defaults") / f"{self.key}.{self.number}.yaml"
        return file.read_text(encoding="utf-8")


TWO_LEVELS = date(2025, 7, 1)
"""The day from which communes have centres of their own."""

SHIPPED = (
    Shipped("one-stop", 1, TWO_LEVELS),
    Shipped("simple", 1, TWO_LEVELS),
    Shipped("on-the-spot", 1, TWO_LEVELS),
    Shipped("linked", 1, TWO_LEVELS),
)
