"""Who else hears of an act, in its transaction: the audit log, notices, messages to other systems.

They register here, because they know casework and casework does not know them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.casework.case import Case

Listener = Callable[["Case", str], None]
"""Called with the settled case and the name of the act; what it raises undoes the act."""

_LISTENERS: list[Listener] = []


def listen(listener: Listener) -> Listener:
    """Register a listener, once; usable as a decorator."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def tell_others(case: Case, act: str) -> None:
    """Tell every listener of an act that has been carried out."""
    for listener in _LISTENERS:
        listener(case, act)
