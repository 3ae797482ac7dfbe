"""Writing notices, in the transaction of the act that they tell of: what is rolled back was never told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.dossiers.models import Dossier
from motcua.notices.compose import said_by
from motcua.notices.configured import Use, told_by
from motcua.notices.events import Audience, Event, event_named
from motcua.notices.models import Notice, NoticeAddress
from motcua.notices.parameters import BadContext, Value, checked
from motcua.notices.pauses import within_hours
from motcua.notices.privacy import personal_value
from motcua.notices.recipients import To, applicant, holders, officers
from motcua.notices.templates import in_force
from motcua.notices.wishes import wanted
from motcua.rules.instants import MS_PER_MINUTE, Instant


@dataclass(frozen=True)
class _Told:
    """One call of `queue`."""

    event: Event
    unit: Unit
    dossier: Dossier | None
    parameters: dict[str, Value]
    occurrence: str
    now: Instant


_Telling: TypeAlias = tuple[_Told, Sequence[To]]
"""What is told, and to whom."""


def queue(
    event: str,
    unit: Unit | int,
    dossier: Dossier | None,
    context: Mapping[str, Value],
    now: Instant,
    *,
    to: Iterable[To] | None = None,
    occurrence: str | int = "",
) -> int:
    """Queue the notices of an event, one for each recipient and channel; gives how many are new.

    `context` has the values that the event declares (docs/notices.md): instants in milliseconds UTC, days
    as local-day integers, no free text, nothing personal. What the dossier itself knows need not be given.
    `unit` is a unit or its key. Without `to`, the applicant is told, or the officers responsible for the dossier, or else the holders of
    the event's roles in the unit. Two calls with the same `occurrence` (the instant `now` where it is not
    given) are one: nothing is queued twice. Call it inside the act's transaction.

    Raises UnknownEvent, and BadContext where a value is not declared, of the wrong kind or personal.
    """
    about = event_named(event)
    by = told_by(unit if isinstance(unit, int) else unit.pk, about.audience, now)
    place = _place_of(unit, known=bool(by))
    told = _told(about, place, dossier, context, now, str(occurrence or now), whole=bool(by))
    recipients = (list(to) if to is not None else _usual(told)) if by else []
    if not recipients:
        return 0
    return _written([(told, recipients)], by)


class About(NamedTuple):
    """A dossier that people are to be told of; the rest as `queue` has it, for officers."""

    dossier: Dossier
    occurrence: str | int
    context: Mapping[str, Value] = {}
    to: Sequence[To] | None = None


def queue_each(event: str, unit: Unit, about: Sequence[About], now: Instant) -> int:
    """As `queue`, one event about many dossiers of a unit: some dozens in a transaction, each whole by itself, so that
    whoever else wants to write has his turn. Gives how many notices are new.
    """
    kind, count = event_named(event), 0
    by = told_by(unit.pk, kind.audience, now) if about else []
    if not by:
        return 0
    tellings = [
        (_told(kind, unit, one.dossier, one.context, now, str(one.occurrence), whole=True), to)
        for one, to in _with_usual(kind, unit, about, now)
    ]
    for first in range(0, len(tellings), _AT_ONCE):
        count += _written(tellings[first : first + _AT_ONCE], by)
    return count


def _with_usual(
    event: Event, unit: Unit, about: Sequence[About], now: Instant
) -> Iterator[tuple[About, Sequence[To]]]:
    """Each with whom it is told to: whoever is named, is responsible for the dossier, or holds the event's roles."""
    asked = [one.dossier.pk for one in about if one.to is None]
    responsible = officers(event.name, asked, now) if asked else {}
    others = holders(unit.pk, event.roles, now) if len(responsible) < len(asked) else []
    for one in about:
        yield one, responsible.get(one.dossier.pk, others) if one.to is None else one.to


_AT_ONCE = 25


def _written(tellings: Sequence[_Telling], by: Iterable[Use]) -> int:
    """Write what is told to whom; gives how many notices are new."""
    with writing():
        return sum(_by(tellings, use) for use in by)


def _place_of(unit: Unit | int, *, known: bool) -> Unit:
    """The unit; of one whose people are not told nothing but the key is wanted."""
    if isinstance(unit, Unit):
        return unit
    return Unit.objects.get(pk=unit) if known else Unit(pk=unit)


def _told(
    event: Event,
    unit: Unit,
    dossier: Dossier | None,
    context: Mapping[str, Value],
    now: Instant,
    occurrence: str,
    whole: bool,
) -> _Told:
    """What is told; not `whole`, without what has to be looked up, where it is only checked."""
    if event.about_dossier != (dossier is not None):
        raise BadContext(
            event.name, "dossier", "phải có hồ sơ." if event.about_dossier else "không có hồ sơ."
        )
    if ":" in occurrence or len(occurrence) > 40:
        raise BadContext(event.name, "occurrence", "không quá 40 ký tự và không có dấu hai chấm.")
    values = checked(event.name, event.told, {**_of_dossier(dossier, whole), **context})
    for name, value in values.items():
        if name != "code" and isinstance(value, str) and (facts := personal_value(value)):
            raise BadContext(event.name, name, f"chứa {', '.join(facts)}.")
    return _Told(event, unit, dossier, values, occurrence, now)


def _of_dossier(dossier: Dossier | None, whole: bool) -> dict[str, Value]:
    if dossier is None:
        return {}
    procedure = dossier.cell.procedure if whole else None
    known = {
        "code": dossier.code,
        "received": dossier.received_at,
        "due": dossier.due_at,
        "procedure": procedure.name[:300] if procedure else None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _usual(told: _Told) -> list[To]:
    if told.event.audience is Audience.APPLICANT:
        return [applicant()]
    named = officers(told.event.name, [told.dossier.pk], told.now) if told.dossier else {}
    return [to for found in named.values() for to in found] or holders(
        told.unit.pk, told.event.roles, told.now
    )


def _by(tellings: Sequence[_Telling], use: Use) -> int:
    """Queue by one channel; gives how many are new."""
    rows = {
        _identity(told, use.kind.key, to.reference): (told, to)
        for told, people in tellings
        for to in wanted(people, use.kind)
    }
    known = set(Notice.objects.filter(identity__in=rows).values_list("identity", flat=True))
    fresh = {key: row for key, row in rows.items() if key not in known}
    Notice.objects.bulk_create(
        (_notice(told, use, key, to) for key, (told, to) in fresh.items()), ignore_conflicts=True
    )
    if fresh:
        _keep_addresses({key: to for key, (_told, to) in fresh.items()})
        _place({key: told for key, (told, _to) in fresh.items()}, use)
    return len(fresh)


def _identity(told: _Told, channel: str, reference: str) -> str:
    """dossier:event:occurrence:channel:recipient."""
    about = str(told.dossier.pk) if told.dossier else f"unit-{told.unit.pk}"
    return f"{about}:{told.event.name}:{told.occurrence}:{channel}:{reference}"


def _notice(told: _Told, use: Use, key: str, to: To) -> Notice:
    setting = use.setting
    waits = setting.gather_minutes * MS_PER_MINUTE
    about = to.user or (f"d{told.dossier.pk}" if told.dossier else to.role)
    return Notice(
        identity=key,
        unit=told.unit,
        dossier=told.dossier,
        event=told.event.name,
        channel=use.kind.key,
        to=to.kind,
        user_id=to.user,
        role=to.role,
        parameters=told.parameters,
        next_at=within_hours(told.now + waits, setting.hours),
        gathered=f"{use.kind.key}:{told.unit.pk}:{about}" if waits and not to.address else "",
        created_at=told.now,
    )


def _keep_addresses(fresh: Mapping[str, To]) -> None:
    addressed = {key: to.address for key, to in fresh.items() if to.address}
    keys = Notice.objects.filter(identity__in=addressed).values_list("identity", "pk")
    rows = (NoticeAddress(notice_id=pk, address=addressed[key]) for key, pk in keys)
    NoticeAddress.objects.bulk_create(rows, ignore_conflicts=True)


def _place(fresh: Mapping[str, _Told], use: Use) -> None:
    """Deliver at once what needs nothing outside the database."""
    if not use.inside:
        return
    some = next(iter(fresh.values()))
    waiting = Notice.objects.filter(identity__in=fresh, status=Notice.Status.QUEUED)
    if not use.channel.place(found := list(waiting), some.now):
        return
    template = in_force(some.unit.pk, some.event.name, use.kind.variant, some.now)
    for told in {id(one): one for one in fresh.values()}.values():
        keys = [notice.pk for notice in found if fresh[notice.identity] is told]
        said = said_by(told.event, told.parameters, told.unit, use)
        Notice.objects.filter(pk__in=keys).update(
            status=Notice.Status.SENT, sent_at=told.now, template=template, parameters=said
        )
