"""What registers come to in a period, for reports: their figures, and a line for each entry begun in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motcua.registers.counted import Held, figures, held_in_all, standing
from motcua.registers.kind import COLUMN, Kind
from motcua.registers.kinds_read import kinds
from motcua.registers.values import told
from motcua.rules.instants import Instant
from motcua.rules.periods import Period

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def books(
    units: Sequence[int], period: Period, known_at: Instant | None = None
) -> dict[str, tuple[dict[str, int], tuple[str, ...]]]:
    """Figures by measure and lines of entries, by register, as known now or at an instant (milliseconds UTC)."""
    entries = held_in_all(units, period, known_at)
    return {
        key: (figures(entries.get(key, ()), kind, period), tuple(_lines(kind, entries.get(key, ()), period)))
        for key, kind in kinds([]).items()
    }


def _lines(kind: Kind, entries: Sequence[Held], period: Period) -> list[str]:
    return [line(kind, one) for one in entries if kind.told and "new" in standing(one, period)]


def line(kind: Kind, one: Held) -> str:
    """An entry as its register tells it: «Kế hoạch số 53/KH-UBND ngày 11/02/2026 về việc …»."""
    texts = {column.name: told(column, one.values.get(column.name)) for column in kind.columns}

    def optional(found: re.Match[str]) -> str:
        return found[1] if all(texts[name] for name in COLUMN.findall(found[1])) else ""

    filled = COLUMN.sub(lambda found: texts[found[1]], _OPTIONAL.sub(optional, kind.told))
    return " ".join(filled.split())
