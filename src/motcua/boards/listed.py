"""A list of dossiers in an order, a page at a time; the figure above it is the length of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.boards.standing import Standing, standing
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Dossier
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant

PAGE = 50
SORTS = {"due": "due_at", "received": "received_at", "finished": "finished_at", "code": "code"}
_LAST = 2**62


@dataclass(frozen=True)
class Line:
    """A dossier of the list and how it stands."""

    dossier: Dossier
    standing: Standing


@dataclass(frozen=True)
class Page:
    """A part of a list; `first` counts from 1. `following` and `preceding` are what `after` of the address asks
    for: the last dossier before a page, "" for the first page, None where there is no such page."""

    lines: tuple[Line, ...]
    total: int
    first: int
    following: int | None
    preceding: int | str | None

    @property
    def last(self) -> int:
        """The place of its last line."""
        return self.first + len(self.lines) - 1


def in_order(keys: Sequence[int], sort: str) -> list[int]:
    """The keys by a column of their dossiers, what has no value there last."""
    column, known = SORTS[sort], dict[int, int | str]()
    for chunk in chunks(dict.fromkeys(keys)):
        known.update(Dossier.objects.filter(pk__in=chunk).values_list("pk", column))
    if sort == "code":
        return sorted(keys, key=lambda key: (str(known.get(key)), key))
    return sorted(keys, key=lambda key: (_number(known.get(key)), key))


def _number(value: int | str | None) -> int:
    return value if isinstance(value, int) else _LAST


def page_of(keys: Sequence[int], after: int | None, now: Instant, calendar: WorkingCalendar) -> Page:
    """The part of a list that follows the dossier `after`, from the beginning where that is not in it."""
    start = len(keys) - keys[::-1].index(after) if after is not None and after in keys else 0
    shown = keys[start : start + PAGE]
    more = start + PAGE < len(keys)
    preceding: int | str | None = None
    if start:
        preceding = keys[start - PAGE - 1] if start > PAGE else ""
    return Page(lines(shown, now, calendar), len(keys), start + 1, shown[-1] if more else None, preceding)


def lines(keys: Sequence[int], now: Instant, calendar: WorkingCalendar) -> tuple[Line, ...]:
    """These dossiers with what a list says of them; two statements whatever their number."""
    related = Dossier.objects.select_related("cell__procedure", "cell__field", "authority", "unit")
    found = related.in_bulk(list(dict.fromkeys(keys)))
    return tuple(Line(found[key], standing(found[key], now, calendar)) for key in keys)
