"""Looking at live sources when their time has come, and importing what is ready: by one worker at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import writing
from motcua.exchange.live.base import BadSource, LiveSource, Ready, Unavailable
from motcua.exchange.live.registry import kind_of
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.hub.errors import ExportError
from motcua.hub.run import import_files
from motcua.rules.instants import MS_PER_MINUTE, Instant

log = logging.getLogger("motcua.exchange")

MOST_MINUTES = 7 * 24 * 60


def watch(
    unit: Unit, kind: str, options: Mapping[str, str], every_minutes: int, now: Instant
) -> WatchedSource:
    """Set up that a source of a unit is looked at every so many minutes. Raises BadSource."""
    if not 1 <= every_minutes <= MOST_MINUTES:
        raise BadSource(f"Số phút phải từ 1 đến {MOST_MINUTES}.")
    kind_of(kind)(options)
    found = next(
        (one for one in WatchedSource.objects.filter(unit=unit, kind=kind) if one.options == dict(options)),
        None,
    )
    source = found or WatchedSource(unit=unit, kind=kind, options=dict(options))
    source.every_minutes, source.next_at, source.enabled = every_minutes, now, True
    source.save()
    return source


def take_due(clock: Callable[[], Instant]) -> int:
    """Look at every source whose time has come; gives how many files were taken."""
    count = 0
    while (source := _next(clock())) is not None:
        count += _taken(source, clock)
    return count


def _next(now: Instant) -> WatchedSource | None:
    """A source whose time has come, put off to its next time first, so that no other worker looks at it meanwhile."""
    due = WatchedSource.objects.filter(enabled=True, next_at__lte=now).order_by("next_at", "pk")
    if not due.exists():
        return None
    with writing():
        source = due.select_for_update(skip_locked=True).first()
        if source is not None:
            source.next_at, source.looked_at = now + source.every_minutes * MS_PER_MINUTE, now
            source.save(update_fields=["next_at", "looked_at"])
    return source


def _taken(source: WatchedSource, clock: Callable[[], Instant]) -> int:
    error, count = "", 0
    try:
        plugin = kind_of(source.kind)(source.options)
        for found in plugin.ready(clock()):
            count += _import(source, plugin, found, clock())
    except (Unavailable, BadSource) as problem:
        error = str(problem)[:300]
    WatchedSource.objects.filter(pk=source.pk).update(error=error)
    return count


def _import(source: WatchedSource, plugin: LiveSource, found: Ready, now: Instant) -> bool:
    """Import one file and put it away; killed in between, it is imported again, which changes nothing."""
    refused, summary = "", None
    try:
        summary = import_files(source.unit, [found.path], now, names=[found.name])
    except ExportError as error:
        refused = str(error)
    except OSError as error:
        raise Unavailable(
            f"Không đọc được tệp {found.name}: {error.strerror or type(error).__name__}."
        ) from error
    TakenFile.objects.create(
        source=source, name=found.name[:300], at=now, reason=refused[:300], rows=summary.rows_read if summary else 0,
        new=summary.dossiers_new if summary else 0, changed=summary.dossiers_changed if summary else 0,
        quarantined=summary.rows_quarantined if summary else 0,
    )  # fmt: skip
    plugin.put_away(found, now, refused)
    if summary is not None:
        WatchedSource.objects.filter(pk=source.pk).update(taken_at=now)
    log.info("source %s: a file was %s", source.pk, "refused" if refused else "taken")
    return summary is not None
