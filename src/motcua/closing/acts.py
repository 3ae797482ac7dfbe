"""Closing a period and opening it again: each by a person with the right, the second act by two."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.covered import covered
from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.closing.figures import (
    canonical,
    definitions,
    digest,
    draw,
    form_values,
    forms_of,
    labels_of,
    usual_names,
)
from motcua.closing.models import Closing, Reopening, ReopeningAnswer
from motcua.closing.refusals import (
    AlreadyClosed,
    NoReason,
    NotAllowed,
    NotClosed,
    NothingAsked,
    NotOver,
    SamePerson,
    Waiting,
)
from motcua.closing.state import closings, standing, waiting
from motcua.hub.locking import after_all
from motcua.ledger.models import Move
from motcua.people.audit import Details, Subject, record, register
from motcua.people.models import User
from motcua.people.policies import CLOSE_PERIOD, CONFIRM_CORRECTION, may
from motcua.reports.portal_month import tell_closed
from motcua.rules.instants import Instant, date_of, day_of, day_start, local_day
from motcua.rules.periods import Period

LONGEST = 2_000
SETTLING = 60_000
"""Milliseconds: what officers of many units record so shortly before is not waited for; it becomes an adjustment."""


def _period_told(details: Details) -> str:
    return " · ".join(str(details[key]) for key in ("period", "ground") if details.get(key))


CLOSED = register("period.closed", _("Closed a period"), ("period", "number"), _period_told)
REOPENING_ASKED = register(
    "period.reopening_asked", _("Asked to open a closed period again"), ("period", "ground"), _period_told
)
REOPENED = register("period.reopened", _("Opened a closed period again"), ("period",), _period_told)
REOPENING_REFUSED = register(
    "period.reopening_refused", _("Refused to open a closed period again"), ("period",), _period_told
)


@writing()
def close(unit: Unit, period: Period, user: User, now: Instant, known_at: Instant | None = None) -> Closing:
    """Close a period as it is known at `now`, or was known at `known_at` (milliseconds UTC).

    The instant of knowledge that is kept is that of the last entry known by then: whatever is recorded after it is
    an adjustment, also what was on its way just now. Of a province all units below it are added up. The portal is told where its connection says so. Raises NotAllowed, NotOver, AlreadyClosed, and ReportRefused
    where the figures of a form do not agree.
    """
    _check_right(user, unit, now)
    if now < day_start(day_of(period.last) + 1):
        raise NotOver(period.title())
    units = covered(unit, period.last)
    # An import that is under way is waited for: it records as of when it began.
    for key in units:
        after_all(key, now)
    Unit.objects.select_for_update().get(pk=unit.pk)
    if standing(unit, period) is not None:
        raise AlreadyClosed(period.title())
    latest = now if units == [unit.pk] else now - SETTLING
    as_of = _as_of(units, latest if known_at is None else min(latest, known_at))
    closing = _closing(unit, units, period, as_of)
    closing.closed_at, closing.closed_by = now, user.pk
    closing.save(force_insert=True)
    details: Details = {"period": period.name, "number": closing.number}
    record(unit.pk, user.pk, CLOSED, Subject("closing", closing.pk), now, details)
    tell_closed(unit, period, closing.as_of, now)
    return closing


def _check_right(user: User, unit: Unit, now: Instant) -> None:
    if not may(user, unit, CLOSE_PERIOD, date_of(local_day(now))):
        raise NotAllowed("chốt số liệu")


def _as_of(units: Sequence[int], known_at: Instant) -> Instant:
    told = Move.objects.filter(unit__in=units, recorded_at__lte=known_at).aggregate(last=Max("recorded_at"))
    return known_at if told["last"] is None else int(told["last"])


def _closing(unit: Unit, units: Sequence[int], period: Period, as_of: Instant) -> Closing:
    drawn = draw(unit, units, period, as_of)
    labels = labels_of(drawn)
    forms = forms_of(drawn, labels)
    text = canonical(drawn, usual_names(), form_values(forms))
    return Closing(
        unit=unit, units=list(units) if drawn.rolled_up else [], period=period.name, first=day_of(period.first), last=day_of(period.last),
        number=closings(unit, period).count() + 1, as_of=as_of, figures=text, labels=labels,
        definitions=definitions(period, forms), digest=digest(text),
    )  # fmt: skip


@writing()
def ask_reopening(unit: Unit, period: Period, user: User, reason: str, now: Instant) -> Reopening:
    """Ask to open a closed period again; raises NotAllowed, NoReason, NotClosed, Waiting."""
    _check_right(user, unit, now)
    reason = reason.strip()[:LONGEST]
    if not reason:
        raise NoReason
    closing = _locked(unit, period)
    if waiting(closing) is not None:
        raise Waiting
    asked = Reopening.objects.create(closing=closing, reason=reason, asked_by=user.pk, asked_at=now)
    details: Details = {"period": period.name, "ground": reason}
    record(unit.pk, user.pk, REOPENING_ASKED, Subject("closing", closing.pk), now, details)
    return asked


@writing()
def answer_reopening(unit: Unit, period: Period, user: User, agreed: bool, now: Instant) -> ReopeningAnswer:
    """Agree to a reopening, or refuse it, as a second person.

    That is somebody who may confirm corrections and did not ask. Raises NotAllowed, NotClosed,
    NothingAsked, SamePerson.
    """
    day = date_of(local_day(now))
    if not may(user, unit, CONFIRM_CORRECTION, day):
        raise NotAllowed("đồng ý mở lại kỳ đã chốt")
    closing = _locked(unit, period)
    asked = waiting(closing)
    if asked is None:
        raise NothingAsked
    if asked.asked_by == user.pk:
        raise SamePerson
    made = ReopeningAnswer.objects.create(
        reopening=asked, agreed=agreed, answered_by=user.pk, answered_at=now
    )
    kind = REOPENED if agreed else REOPENING_REFUSED
    record(unit.pk, user.pk, kind, Subject("closing", closing.pk), now, {"period": period.name})
    return made


def _locked(unit: Unit, period: Period) -> Closing:
    """The closing that holds, others kept from acting on it; raises NotClosed."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    closing = standing(unit, period)
    if closing is None:
        raise NotClosed(period.title())
    return closing
