"""Index 766 of a unit and period: every indicator with numerator, denominator and points, and the lists behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import StringConstraints

from motcua.api import schemas_figures as schemas
from motcua.api.access import ApiRequest, enter
from motcua.api.asked import Cursor, days, instant, part
from motcua.api.problems import Unknown
from motcua.api.tokens import DOSSIERS, STATEMENTS
from motcua.boards.index.ranked import comparable
from motcua.catalogue.fields import field_key
from motcua.catalogue.models import Field, Procedure, Unit
from motcua.dossiers.models import Dossier
from motcua.index.compared import history, standings
from motcua.index.computed import compute
from motcua.index.counting import Counting, Scope, Side
from motcua.index.definitions import Indicator, OfProcedures, in_force
from motcua.index.plain import brief, plain, ranked, standing
from motcua.index.published import TOTAL, ranking
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES

router = Router(tags=["index"])
Name = Annotated[str, StringConstraints(max_length=200)]


class Asked(Schema):
    """Which part of a unit's dossiers, and as known when."""

    first: date
    last: date
    field: Name = ""
    procedure: Name = ""
    known_at: datetime | None = None

    def scope(self, unit: Unit) -> Scope:
        """The scope of the index; raises Unknown for a field or procedure that there is not."""
        return Scope(
            unit, days(self.first, self.last), _field(self.field), _procedure(self.procedure), instant(self.known_at)
        )  # fmt: skip


def _field(name: str) -> int | None:
    return _key(Field.objects.filter(folded=field_key(name)).first()) if name else None


def _procedure(code: str) -> int | None:
    return _key(Procedure.objects.filter(code=code.strip()).first()) if code else None


def _key(found: Field | Procedure | None) -> int:
    if found is None:
        raise Unknown
    return found.pk


@router.get("/{unit}/index", response=schemas.IndexOut, operation_id="show_index")
def show(request: ApiRequest, unit: str, asked: Query[Asked]) -> dict[str, Any]:
    """The index by the version in force on the last day; by field (name) or procedure (code) where one is named."""
    place, _actor = enter(request, unit, STATEMENTS, SEE_FIGURES)
    found = plain(compute(asked.scope(place)))
    del found["period"]
    return {**found, "first": asked.first, "last": asked.last}


@router.get("/{unit}/index/history", response=schemas.IndexHistory, operation_id="show_index_history")
def course(request: ApiRequest, unit: str, asked: Query[Asked]) -> dict[str, Any]:
    """The points of a period and of the five before it of the same length; a calendar month's are calendar months."""
    place, _actor = enter(request, unit, STATEMENTS, SEE_FIGURES)
    past = history(compute(asked.scope(place)))
    return {"unit": place.name, "periods": [brief(one) for one in past]}


@router.get("/{unit}/index/ranking", response=schemas.IndexRanking, operation_id="show_index_ranking")
def places(request: ApiRequest, unit: str, asked: Query[Asked]) -> dict[str, Any]:
    """The place of a unit among the communes of its province: by our figures, and by what the portal publishes."""
    place, _actor = enter(request, unit, STATEMENTS, SEE_FIGURES)
    scope = asked.scope(place)
    return {
        "unit": place.name, "first": asked.first, "last": asked.last,
        "counted": [standing(one) for one in standings(comparable(request.auth.user, place), scope)],
        "published": list(_published(scope)),
    }  # fmt: skip


def _published(scope: Scope) -> Iterator[dict[str, Any]]:
    """The parts of the index in which the portal ranks the unit, each with all units that it ranks."""
    for code in (TOTAL, *(group.code for group in in_force(scope.period.last).groups)):
        ranks = ranking(scope.unit, scope.period, code, scope.known_at)
        own = next((one.place for one in ranks if one.unit == scope.unit.pk), None)
        if own is not None:
            yield {"part": code, "own": own, "units": [ranked(one) for one in ranks]}


@router.get("/{unit}/index/{indicator}", response=schemas.IndicatorList, operation_id="list_behind_indicator")
def behind(
    request: ApiRequest,
    unit: str,
    indicator: str,
    asked: Query[Asked],
    side: Side = Side.LOST,
    cursor: Cursor = "",
) -> dict[str, Any]:
    """The codes behind a figure of an indicator, 500 at a time: those that cost the points unless another is named."""
    place, _actor = enter(request, unit, DOSSIERS, SEE_DOSSIERS)
    scope = asked.scope(place)
    found = _indicator(scope, indicator)
    keys = Counting(scope).behind(found, side)
    shown, following = part(keys, cursor)
    of_procedures = isinstance(found.counts, OfProcedures)
    codes = dict(
        (Procedure if of_procedures else Dossier).objects.filter(pk__in=shown).values_list("pk", "code")
    )
    return {
        "indicator": found.code, "side": side.value, "of": "procedures" if of_procedures else "dossiers",
        "total": len(keys), "codes": [codes[key] for key in shown], "next": following,
    }  # fmt: skip


def _indicator(scope: Scope, code: str) -> Indicator:
    """The indicator of a code where facts are kept for it; raises Unknown."""
    found = in_force(scope.period.last).indicator(code)
    if found is None or found.counts is None:
        raise Unknown
    return found
