"""What an address of the index asks for: period, field, procedure, knowledge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from motcua.boards.access import UnitRequest
from motcua.boards.asked import Asked, asked, reported_day
from motcua.boards.choices import following
from motcua.boards.clock import today
from motcua.catalogue.models import Field, Procedure
from motcua.index.compared import before, calendar_month, is_calendar_month
from motcua.index.counting import Scope
from motcua.rules.periods import Period


@dataclass(frozen=True)
class Wanted:
    """The scope of an address and the address's own words; `unknown` is a procedure's code that nobody has."""

    asked: Asked
    scope: Scope
    field: Field | None
    procedure: Procedure | None
    unknown: str = ""

    def query(self, **more: str | int | None) -> str:
        """The address's query that asks for the same, with some more."""
        own: dict[str, str | int | None] = {
            "field": self.field.pk if self.field else None,
            "procedure": self.procedure.code if self.procedure else None,
        }
        return self.asked.query(**{**own, **more})

    @property
    def before(self) -> Period:
        """The period before; of a calendar month the calendar month before."""
        return before(self.asked.period)

    @property
    def after(self) -> Period | None:
        """The period after, where it has begun."""
        period, begin = self.asked.period, self.asked.period.last + timedelta(days=1)
        if begin > today():
            return None
        if is_calendar_month(period):
            return calendar_month(begin)
        return following(period)


def wanted(request: UnitRequest) -> Wanted:
    """What a request asks for; without a period the calendar month in which most of the newest data lie."""
    found = asked(request, request.unit.pk)
    if not request.GET.get("period") and not request.GET.get("first"):
        found = replace(found, period=calendar_month(reported_day(request.unit.pk)))
    key, code = request.GET.get("field", ""), request.GET.get("procedure", "").strip()
    field = Field.objects.filter(pk=int(key)).first() if key.isdecimal() else None
    procedure = Procedure.objects.filter(code=code).first() if code else None
    scope = Scope(
        request.unit,
        found.period,
        field.pk if field else None,
        procedure.pk if procedure else None,
        found.known_at,
    )
    return Wanted(found, scope, field, procedure, code if code and procedure is None else "")
