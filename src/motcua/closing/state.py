"""Which closing of a period holds, and what is being asked of it."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.catalogue.models import Unit
from motcua.closing.models import Closing, Reopening
from motcua.rules.instants import Instant, day_of
from motcua.rules.periods import Period, parse


def closings(unit: Unit, period: Period | None = None) -> QuerySet[Closing]:
    """All closings of a unit, or of one of its periods, the latest first; those that were opened again too."""
    found = Closing.objects.filter(unit=unit).order_by("-last", "-first", "-number")
    if period is None:
        return found
    return found.filter(first=day_of(period.first), last=day_of(period.last))


def reopened(closing: Closing) -> Reopening | None:
    """The agreed reopening of a closing; None while it holds."""
    return closing.reopenings.filter(answer__agreed=True).select_related("answer").first()


def standing(unit: Unit, period: Period) -> Closing | None:
    """The closing of exactly these days that holds."""
    latest = closings(unit, period).first()
    return latest if latest is not None and reopened(latest) is None else None


def known_of(unit: Unit, period: Period, known_at: Instant | None, present: bool = False) -> Instant | None:
    """As known at which instant (milliseconds UTC) a period is drawn: a closed one as it was closed, unless `known_at`
    asks for another instant or `present` for what is known now (None)."""
    closing = None if present or known_at is not None else standing(unit, period)
    return known_at if closing is None else closing.as_of


def waiting(closing: Closing) -> Reopening | None:
    """A reopening that somebody asked for and nobody has answered."""
    return closing.reopenings.filter(answer=None).order_by("-asked_at", "-pk").first()


def units_of(closing: Closing) -> list[int]:
    """Keys of the units whose dossiers a closing counts."""
    return list(closing.units) or [closing.unit_id]


def period_of(closing: Closing) -> Period:
    """The period of a closing."""
    return parse(closing.period)
