"""The figures of a unit and period, and the dossiers behind each of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Router

from motcua.api import schemas
from motcua.api.access import ApiRequest, enter
from motcua.api.asked import Cursor, days, instant, part
from motcua.api.tokens import DOSSIERS, STATEMENTS
from motcua.catalogue.models import Field
from motcua.catalogue.units import below
from motcua.dossiers.models import Dossier
from motcua.ledger.lists import dossiers
from motcua.ledger.statement import statement
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES
from motcua.rules.measures import MEASURES

router = Router(tags=["statements"])
Measure = Annotated[str, Query(pattern=f"^({'|'.join(MEASURES)})$")]


@router.get("/{unit}/statement", response=schemas.StatementOut, operation_id="show_statement")
def show(
    request: ApiRequest, unit: str, first: date, last: date, known_at: datetime | None = None
) -> dict[str, Any]:
    """The figures of a period, both days included, as known now or at an earlier instant."""
    place, _actor = enter(request, unit, STATEMENTS, SEE_FIGURES)
    made = statement(below(place, last), days(first, last), instant(known_at))
    names = Field.objects.in_bulk()
    by_field = {names[key].name: values for key, values in made.by("field").items()}
    return {
        "unit": place.name, "first": first, "last": last, "totals": made.totals(), "by_field": by_field,
    }  # fmt: skip


@router.get("/{unit}/statement/dossiers", response=schemas.ListOut, operation_id="list_behind_figure")
def behind(
    request: ApiRequest,
    unit: str,
    first: date,
    last: date,
    measure: Measure,
    known_at: datetime | None = None,
    cursor: Cursor = "",
) -> dict[str, Any]:
    """The codes of the dossiers that a figure counts, 500 at a time; as known at the instant of the figure."""
    place, _actor = enter(request, unit, DOSSIERS, SEE_DOSSIERS)
    period = days(first, last)
    keys = dossiers(below(place, last), period, measure, known_at=instant(known_at))
    shown, following = part(keys, cursor)
    codes = dict(Dossier.objects.filter(pk__in=shown).values_list("pk", "code"))
    return {
        "measure": measure, "total": len(keys), "codes": [codes[key] for key in shown], "next": following,
    }  # fmt: skip
