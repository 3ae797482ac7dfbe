"""Looking at live sources when their time has come, and recording what is ready: by one worker at a time.

A file is looked over first. What has come before is said and not recorded again; what is doubtful waits for a person.
How far a source has been read moves forward only after what it gave is recorded, or kept for a person.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import writing
from motcua.exchange.live.base import BadSource, Fate, LiveSource, Look, Ready, Unavailable
from motcua.exchange.live.doubts import ASKED, doubts, history_of
from motcua.exchange.live.examine import Examined, examine, main_prefixes
from motcua.exchange.live.registry import built
from motcua.exchange.live.schedule import next_look
from motcua.exchange.models import HeldFile, TakenFile, WatchedSource
from motcua.hub.errors import EmptyFile, ExportError
from motcua.hub.run import Summary, import_read
from motcua.rules.instants import Instant, in_words

log = logging.getLogger("motcua.exchange")

Outcome = TakenFile.Outcome
_FATES = {Outcome.RECORDED: Fate.TAKEN, Outcome.SAME: Fate.TAKEN, Outcome.HELD: Fate.HELD}


def take_due(clock: Callable[[], Instant], going: Callable[[], bool] = lambda: True) -> int:
    """Look at every source whose time has come, while `going`; gives how many files were recorded."""
    count = 0
    while going() and (source := _next(clock())) is not None:
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
            source.next_at, source.looked_at = next_look(source.every_minutes, source.times, now), now
            source.save(update_fields=["next_at", "looked_at"])
    return source


def _taken(source: WatchedSource, clock: Callable[[], Instant]) -> int:
    error, count = "", 0
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        look = Look(clock(), Path(folder), dict(source.marker), dict(source.seen), _known(source))
        try:
            plugin = built(source.kind, source.options)
            for found in plugin.ready(look):
                count += _deal(source, plugin, found, clock())
        except (Unavailable, BadSource) as problem:
            error = str(problem)[:300]
        except DatabaseError:
            raise
        except Exception as problem:
            # The text of an error may hold what somebody filed. The other sources are looked at all the same.
            log.error("source %s cannot be dealt with: %s", source.pk, type(problem).__name__)
            error = f"Không xử lý được ({type(problem).__name__}). Xem nhật ký máy chủ, báo người hỗ trợ."
        with writing():
            WatchedSource.objects.filter(pk=source.pk).update(error=error, seen=look.seen)
    return count


def _known(source: WatchedSource) -> Callable[[Collection[str]], set[str]]:
    def known(identities: Collection[str]) -> set[str]:
        files = source.files.filter(identity__in=[one for one in identities if one])
        return set(files.values_list("identity", flat=True))

    return known


def _deal(source: WatchedSource, plugin: LiveSource[Any], found: Ready, now: Instant) -> bool:
    """Deal with one file and put it away; killed in between, it is dealt with again, which changes nothing."""
    taken = TakenFile(source=source, name=found.name[:300], at=now, identity=found.identity[:300])
    nothing_new = False
    try:
        nothing_new = _record_or_not(taken, found, now)
    except ExportError as error:
        taken.outcome, taken.reason = Outcome.REFUSED, str(error)
        nothing_new = isinstance(error, EmptyFile) or _said_last(taken)
    except OSError as error:
        raise Unavailable(
            f"Không đọc được tệp {found.name}: {error.strerror or type(error).__name__}."
        ) from error
    if quiet := nothing_new and plugin.overlaps:
        taken.outcome = Outcome.SAME
    _keep(taken, found, quiet=quiet)
    plugin.put_away(found, _FATES.get(Outcome(taken.outcome), Fate.REFUSED), taken.reason, now)
    log.info("source %s: a file was %s", source.pk, taken.outcome)
    return taken.outcome == Outcome.RECORDED


def _record_or_not(taken: TakenFile, found: Ready, now: Instant) -> bool:
    """Look a file over, and record it where nothing speaks against it; gives whether it told nothing new.

    Raises ExportError where nobody can read it, OSError.
    """
    if found.path is None:
        taken.outcome, taken.reason = Outcome.REFUSED, found.problem
        return False
    source, history = taken.source, history_of(taken.source)
    examined = examine(found.path, found.name, source.unit, now, history.system_of)
    describe(taken, examined)
    if (before := _before(source, examined, found.identity)) is not None:
        taken.outcome, taken.reason = Outcome.SAME, _already(before)
        return True
    if examined.problem is not None and not isinstance(examined.problem, ASKED):
        raise examined.problem
    if asked := doubts(examined, history, source.unit, now):
        taken.outcome, taken.reason = Outcome.HELD, "\n".join(asked)
        return False
    count_in(taken, recorded(source.unit, examined, now))
    return not (taken.new or taken.changed or taken.quarantined)


def _said_last(taken: TakenFile) -> bool:
    """Whether the last line of the log is of the same bytes: an address that is asked often answers the same often."""
    last = taken.source.files.order_by("-pk").first()
    return last is not None and (last.outcome, last.digest) == (taken.outcome, taken.digest)


def recorded(unit: Unit, examined: Examined, now: Instant, by: int | None = None) -> Summary:
    """Record a file that was looked over; raises ExportError where it could not be read."""
    if examined.read is None:
        raise examined.problem or EmptyFile()
    return import_read(unit, [examined.read], now, by=by)


def describe(taken: TakenFile, examined: Examined) -> None:
    """Write down what a file is like, to compare later ones with."""
    taken.digest, taken.data = examined.digest, examined.data
    taken.header, taken.ended = examined.header, examined.ended
    if examined.read is not None:
        taken.system, taken.rows = examined.read.system, examined.read.rows
    taken.prefixes, taken.readable = main_prefixes(examined.prefixes), examined.problem is None


def _before(source: WatchedSource, examined: Examined, identity: str) -> TakenFile | None:
    """The file of this source that was the same: by its name at the source, its bytes, or what it says.

    One that only waits for a person is the same by its bytes alone: another one may be whole where that was not.
    """
    files = source.files.exclude(outcome__in=(Outcome.REFUSED, Outcome.SAME)).order_by("pk")
    settled = files.exclude(outcome=Outcome.HELD)
    ways = (
        (files, "identity", identity),
        (files, "digest", examined.digest),
        (settled, "data", examined.data),
    )
    found = (some.filter(**{name: value}).last() for some, name, value in ways if value)
    return next((one for one in found if one is not None), None)


def _already(before: TakenFile) -> str:
    said = {
        Outcome.RECORDED: "đã nhập",
        Outcome.HELD: "đang chờ người xem, đến",
        Outcome.THROWN: "đã bỏ, đến",
        Outcome.MOVED: "đã chuyển sang nhập tay, đến",
    }[Outcome(before.outcome)]
    return f"Giống tệp “{before.name}” {said} lúc {in_words(before.at)}. Không ghi gì thêm."


def count_in(taken: TakenFile, summary: Summary) -> None:
    """Write down what recording a file came to."""
    taken.rows, taken.new, taken.changed = summary.rows_read, summary.dossiers_new, summary.dossiers_changed
    taken.quarantined = summary.rows_quarantined
    taken.same = summary.distinct_dossiers - summary.dossiers_new - summary.dossiers_changed


def _keep(taken: TakenFile, found: Ready, *, quiet: bool) -> None:
    """Write into the log what became of a file, and how far the source has now been read: both, or neither."""
    source = WatchedSource.objects.filter(pk=taken.source_id)
    with writing():
        if not quiet:
            taken.save()
        if taken.outcome == Outcome.HELD and found.path is not None:
            HeldFile.objects.create(taken=taken, content=found.path.read_bytes())
        if taken.outcome == Outcome.RECORDED:
            source.update(taken_at=taken.at)
        if found.after is not None:
            source.update(marker=dict(found.after))
