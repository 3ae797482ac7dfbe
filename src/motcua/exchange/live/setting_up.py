"""Setting a live source up: what it is, when it is looked at, what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import writing
from motcua.exchange.live.base import BadSource
from motcua.exchange.live.registry import built, kind_of
from motcua.exchange.live.schedule import MOST_MINUTES, read_times, times_text
from motcua.exchange.models import WatchedSource
from motcua.people.audit import Subject, record, register
from motcua.rules.instants import Instant

SOURCE_CHANGED = register("source.changed", _("Changed a live source"), ("enabled",))
MOST_EXPECTED = 60
MOST_NAME = 120


@dataclass(frozen=True)
class Rhythm:
    """When a source is looked at, and what is expected of it; `whole` None: as is usual for its kind."""

    every_minutes: int = 10
    times: str = ""
    expected_days: int = 1
    whole: bool | None = None
    enabled: bool = True

    def check(self) -> None:
        """Raises BadSource."""
        if not 1 <= self.every_minutes <= MOST_MINUTES:
            raise BadSource(f"Số phút phải từ 1 đến {MOST_MINUTES}.")
        if not 0 <= self.expected_days <= MOST_EXPECTED:
            raise BadSource(f"Số ngày làm việc phải từ 0 đến {MOST_EXPECTED}.")
        read_times(self.times)


def watch(
    unit: Unit,
    kind: str,
    options: Mapping[str, object],
    rhythm: Rhythm,
    now: Instant,
    *,
    name: str = "",
    by: int | None = None,
) -> WatchedSource:
    """Set a source of a unit up, or change the one that has these options; `by` is the account's key. Raises BadSource."""
    kept = vars(built(kind, options).options)
    found = next(
        (one for one in WatchedSource.objects.filter(unit=unit, kind=kind) if one.options == kept), None
    )
    source = found or WatchedSource(unit=unit, kind=kind, made_at=now, marker={}, seen={})
    change(source, kept, rhythm, now, name=name or source.name, by=by)
    return source


def change(
    source: WatchedSource,
    options: Mapping[str, object],
    rhythm: Rhythm,
    now: Instant,
    *,
    name: str,
    by: int | None,
) -> None:
    """Give a source other settings; it is looked at at once. What it reads elsewhere it reads from the beginning.

    Raises BadSource.
    """
    kept = dict(vars(built(source.kind, options).options))
    rhythm.check()
    if kept != source.options:
        source.marker, source.seen = {}, {}
    usual = kind_of(source.kind).whole
    source.options, source.name, source.enabled = kept, name.strip()[:MOST_NAME], rhythm.enabled
    source.every_minutes, source.times = rhythm.every_minutes, times_text(read_times(rhythm.times))
    source.expected_days, source.next_at = rhythm.expected_days, now
    source.whole = usual if rhythm.whole is None else rhythm.whole
    with writing():
        source.save()
        subject = Subject("source", source.pk)
        record(source.unit_id, by, SOURCE_CHANGED, subject, now, {"enabled": source.enabled})


def called(source: WatchedSource) -> str:
    """A source by its name, else by its kind."""
    return source.name or str(kind_of(source.kind).label)


def read_again(source: WatchedSource, by: int | None, now: Instant) -> None:
    """Read a source from its beginning at the next look; what was recorded is not recorded twice."""
    with writing():
        WatchedSource.objects.filter(pk=source.pk).update(marker={}, next_at=now)
        record(
            source.unit_id, by, SOURCE_CHANGED, Subject("source", source.pk), now, {"enabled": source.enabled}
        )
