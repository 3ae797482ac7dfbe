"""The catalogue: procedures that fit a few letters, and what one offers on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Query, Router

from motcua.api import schemas, shown
from motcua.api.access import ApiRequest, enter
from motcua.api.problems import Unknown
from motcua.api.tokens import CATALOGUE
from motcua.boards.clock import today
from motcua.catalogue.models import Field, Procedure
from motcua.catalogue.search import procedures_for
from motcua.catalogue.versions import LaneNotOffered, NotInForce, in_force
from motcua.rules.instants import day_of
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel

router = Router(tags=["catalogue"])


@router.get("/{unit}/procedures", response=schemas.ProcedurePage, operation_id="find_procedures")
def find(
    request: ApiRequest, unit: str, q: str = Query("", max_length=200), limit: int = Query(20, ge=1, le=100)
) -> dict[str, Any]:
    """Procedures in force today that fit the words: letters with or without diacritics, a code, or initials."""
    place, _actor = enter(request, unit, CATALOGUE)
    found = procedures_for(place, q, day_of(today()), limit)
    items = [
        {"code": one.code, "name": one.name, "field": one.field, "level": one.level.name.lower()}
        for one in found
    ]
    return {"items": items}


@router.get("/{unit}/procedures/{code}", response=schemas.OfferOut, operation_id="show_procedure")
def show(
    request: ApiRequest,
    unit: str,
    code: str,
    on: date | None = None,
    channel: str = Query("direct", pattern="^(direct|online|postal)$"),
    lane: str = Query("ordinary", pattern="^(ordinary|same_day|on_the_spot|express|priority)$"),
) -> dict[str, Any]:
    """What a procedure offers in a unit on a local day, today unless named."""
    place, _actor = enter(request, unit, CATALOGUE)
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None:
        raise Unknown
    way, lane_asked = Channel[channel.upper()], Lane[lane.upper()]
    try:
        offered = in_force(procedure.pk, place.pk, day_of(on or today()), way, lane_asked)
    except (NotInForce, LaneNotOffered) as error:
        raise Unknown from error
    return shown.offer(offered, Field.objects.get(pk=offered.field_id).name)
