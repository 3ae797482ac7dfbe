"""The words of live sources: their states, what became of files, when they are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.exchange.live.health import State
from motcua.exchange.models import TakenFile, WatchedSource

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STATES: dict[State, tuple[StrPromise, str]] = {
    State.WORKS: (gettext_lazy("Works"), "done"),
    State.WAITS: (gettext_lazy("Nothing has come yet"), "wait"),
    State.LATE: (gettext_lazy("Later than usual"), "today"),
    State.SILENT: (gettext_lazy("Silent"), "late"),
    State.FAILS: (gettext_lazy("Fails"), "late"),
    State.ASKS: (gettext_lazy("Asks a person"), "today"),
    State.OFF: (gettext_lazy("Switched off"), "out"),
}
"""Word and tone of each state."""

OUTCOMES: dict[str, tuple[StrPromise, str]] = {
    TakenFile.Outcome.RECORDED: (gettext_lazy("Recorded"), "done"),
    TakenFile.Outcome.SAME: (gettext_lazy("Came before, not recorded again"), "out"),
    TakenFile.Outcome.HELD: (gettext_lazy("Waits for a person"), "today"),
    TakenFile.Outcome.REFUSED: (gettext_lazy("Cannot be read"), "late"),
    TakenFile.Outcome.THROWN: (gettext_lazy("Thrown away"), "out"),
    TakenFile.Outcome.MOVED: (gettext_lazy("Taken to the import by hand"), "out"),
}
"""Word and tone of what became of a file."""


def looked_at(source: WatchedSource) -> str:
    """When a source is looked at, in words."""
    if source.times:
        return _("daily at %(times)s") % {"times": source.times}
    n = source.every_minutes
    return ngettext("every %(n)s minute", "every %(n)s minutes", n) % {"n": n}


def expected(source: WatchedSource) -> str:
    """How often news is expected, in words."""
    n = source.expected_days
    if not n:
        return _("nothing is expected")
    return _("each working day") if n == 1 else _("every %(n)s working days") % {"n": n}
