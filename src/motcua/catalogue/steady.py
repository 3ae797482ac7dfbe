"""Whether the catalogue has changed, asked once for an act however many of its parts want to know.

What a process keeps of the catalogue it keeps for a stamp: the newest rows of its tables. Inside `steady()` the
stamp is read once, for an act has to see one catalogue from its beginning to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, TypeVar

from motcua.catalogue.quick import ask

Value = TypeVar("Value")

_STAMP = """
SELECT (SELECT token FROM catalogue_change ORDER BY id DESC LIMIT 1),
       (SELECT MAX(id) FROM catalogue_procedureversion), (SELECT MAX(id) FROM catalogue_unitparent),
       (SELECT MAX(id) FROM catalogue_calendarday), (SELECT MAX(id) FROM catalogue_weeklyhours),
       (SELECT id FROM catalogue_system WHERE key = 'own')
"""


class Stamp(NamedTuple):
    """What is different once the catalogue has changed, also in another process."""

    change: str | None
    version: int | None
    parent: int | None
    day: int | None
    week: int | None
    own_system: int | None

    @property
    def offers(self) -> tuple[Any, ...]:
        """What the offers of procedures hang on."""
        return self.change, self.version, self.parent

    @property
    def calendars(self) -> tuple[Any, ...]:
        """What calendars hang on."""
        return self.day, self.week, self.parent


_known: ContextVar[dict[Any, Any] | None] = ContextVar("steady", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """Inside, what is asked with `once_an_act` is found out once: an act, inside its transaction, or a page that only reads."""
    if _known.get() is not None:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once_an_act(key: Any, find: Callable[[], Value]) -> Value:
    """What `find` gives, found out once inside `steady()` and at every question outside."""
    known = _known.get()
    if known is None:
        return find()
    if key not in known:
        known[key] = find()
    value: Value = known[key]
    return value


def forget() -> None:
    """Find everything out again; what changes the catalogue calls it, for it may be part of an act."""
    known = _known.get()
    if known is not None:
        known.clear()


def stamp() -> Stamp:
    """The stamp of the catalogue."""
    return once_an_act("stamp", lambda: Stamp(*ask(_STAMP)[0]))
