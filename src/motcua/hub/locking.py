"""One import of a unit at a time, each later than the one before."""

from __future__ import annotations

from django.db.models import Max

from motcua.catalogue.calendars import history_of
from motcua.catalogue.models import Unit
from motcua.hub.models import ImportRun
from motcua.rules.instants import Instant


def after_all(unit: int, now: Instant) -> Instant:
    """Lock the imports of a unit and give the instant of recording: `now`, or just after all that is known already.

    Who waited for the lock, or whose clock was set back, must not record before what is already known: an import, or
    a change of the calendar by which due instants are worked out. Officers do not wait for this lock: an import takes
    that of the books only when it posts (`ledger.post.lock_books`).
    """
    _lock_imports(unit)
    last = ImportRun.objects.filter(unit=unit).aggregate(last=Max("recorded_at"))["last"]
    return max([now, *(known + 1 for known in (last, *history_of(unit).recorded) if known is not None)])


def _lock_imports(unit: int) -> None:
    """The unit's first run, which stays for ever, is what imports wait for; the first of all waits for the unit."""
    if not _lock_first(unit):
        Unit.objects.select_for_update(no_key=True).get(pk=unit)
        _lock_first(unit)


def _lock_first(unit: int) -> bool:
    runs = ImportRun.objects.select_for_update(no_key=True).filter(unit=unit).order_by("pk")
    return runs.values_list("pk").first() is not None
