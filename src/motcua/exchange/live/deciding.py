"""What a person decides of a file that was kept back: let it through, throw it away, or read it by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.bulk import writing
from motcua.exchange.live.doubts import history_of
from motcua.exchange.live.examine import examine
from motcua.exchange.live.taking import count_in, describe, recorded
from motcua.exchange.models import HeldFile, TakenFile, WatchedSource
from motcua.people.audit import Subject, record, register
from motcua.rules.instants import Instant

LET_THROUGH = register("source.let_through", _("Let a file of a live source through"))
THROWN_AWAY = register("source.thrown_away", _("Threw a file of a live source away"))
BY_HAND = register("source.by_hand", _("Took a file of a live source to the import by hand"))
Outcome = TakenFile.Outcome


class Decided(LookupError):
    """Somebody has decided already, or there is no such file."""

    def __init__(self) -> None:
        super().__init__("Không có tệp nào như thế đang chờ, hoặc đã có người quyết định.")


def let_through(taken: TakenFile, by: int | None, now: Instant) -> TakenFile:
    """Record a file that was kept back, as it is; from then on its columns and its units count as usual.

    `by` is the account's key. Raises ExportError where it cannot be read, Decided.
    """
    content = _content(taken)
    unit = taken.source.unit
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        path = Path(folder) / "held"
        path.write_bytes(content)
        examined = examine(path, taken.name, unit, now, history_of(taken.source).system_of)
    describe(taken, examined)
    count_in(taken, recorded(unit, examined, now, by))
    _close(taken, Outcome.RECORDED, LET_THROUGH, by, now)
    WatchedSource.objects.filter(pk=taken.source_id).update(taken_at=now)
    return taken


def throw_away(taken: TakenFile, by: int | None, now: Instant) -> None:
    """Leave a file that was kept back out for good; raises Decided."""
    _content(taken)
    _close(taken, Outcome.THROWN, THROWN_AWAY, by, now)


def by_hand(taken: TakenFile, by: int | None, now: Instant) -> bytes:
    """The content of a file that was kept back, for the import by hand, where its columns can be explained.

    Raises Decided.
    """
    content = _content(taken)
    _close(taken, Outcome.MOVED, BY_HAND, by, now)
    return content


def _content(taken: TakenFile) -> bytes:
    held = HeldFile.objects.filter(taken=taken, taken__outcome=Outcome.HELD).first()
    if held is None:
        raise Decided
    return bytes(held.content)


def _close(taken: TakenFile, outcome: TakenFile.Outcome, kind: str, by: int | None, now: Instant) -> None:
    taken.outcome, taken.decided_at, taken.decided_by_id = outcome, now, by
    with writing():
        taken.save()
        HeldFile.objects.filter(taken=taken).delete()
        record(taken.source.unit_id, by, kind, Subject("source", taken.source_id), now)
