"""Closed periods (chốt số liệu): which there are, their figures as they were closed, what was adjusted since."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from ninja import Path, Router

from motcua.api import schemas_figures as schemas
from motcua.api.access import ApiRequest, enter
from motcua.api.asked import Cursor, instant, part
from motcua.api.problems import Unknown
from motcua.api.shown import moment
from motcua.api.tokens import DOSSIERS, STATEMENTS
from motcua.catalogue.models import Unit
from motcua.closing.adjusting import Adjustment, adjustments
from motcua.closing.models import Closing
from motcua.closing.state import closings, period_of, reopened
from motcua.dossiers.models import Dossier
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES

router = Router(tags=["closings"])
LARGEST = 2**31 - 1
Key = Path(ge=1, le=LARGEST)


@router.get("/{unit}/closings", response=list[schemas.ClosingOut], operation_id="list_closings")
def listed(request: ApiRequest, unit: str) -> list[dict[str, Any]]:
    """All closings of a unit, the latest period first; those that were opened again stay."""
    place, _actor = enter(request, unit, STATEMENTS, SEE_FIGURES)
    return [_head(one) for one in closings(place).defer("figures", "labels")]


@router.get("/{unit}/closings/{closing}", response=schemas.ClosedFigures, operation_id="show_closing")
def show(request: ApiRequest, unit: str, closing: int = Key) -> dict[str, Any]:
    """The figures of a closing as they were kept, whatever has been recorded since."""
    place, _actor = enter(request, unit, STATEMENTS, SEE_FIGURES)
    found = _closing(place, closing)
    kept = json.loads(found.figures)
    names = kept["names"]
    return _head(found) | {
        "totals": dict(zip(names, kept["totals"], strict=True)),
        "before": dict(zip(names, kept["before"], strict=True)),
        "by_field": _by_field(kept, found.labels["fields"]),
        "forms": [{"form": key, "rows": [_row(*row) for row in rows]} for key, rows in kept["forms"]],
    }


@router.get(
    "/{unit}/closings/{closing}/adjustments", response=schemas.AdjustmentsOut, operation_id="show_adjustments"
)
def adjusted(
    request: ApiRequest, unit: str, closing: int = Key, known_at: datetime | None = None
) -> dict[str, Any]:
    """What changed since a closing, as known now or at an instant: by cause, by change, and in the figures."""
    place, _actor = enter(request, unit, STATEMENTS, SEE_FIGURES)
    found = adjustments(_closing(place, closing), instant(known_at))
    counted = [
        {"cause": cause.value, "what": what.value, "dossiers": n} for cause, what, n in found.counted()
    ]
    return {"total": len(found.found), "counted": counted, "differences": dict(found.totals())}


@router.get(
    "/{unit}/closings/{closing}/adjustments/dossiers",
    response=schemas.AdjustedPage,
    operation_id="list_adjusted",
)
def behind(
    request: ApiRequest, unit: str, closing: int = Key, known_at: datetime | None = None, cursor: Cursor = ""
) -> dict[str, Any]:
    """The dossiers that changed since a closing, 500 at a time."""
    place, _actor = enter(request, unit, DOSSIERS, SEE_DOSSIERS)
    found = adjustments(_closing(place, closing), instant(known_at)).found
    shown, following = part(found, cursor)
    codes = dict(Dossier.objects.filter(pk__in=[one.dossier for one in shown]).values_list("pk", "code"))
    items = [_changed(one, codes[one.dossier]) for one in shown]
    return {"total": len(found), "items": items, "next": following}


def _closing(unit: Unit, key: int) -> Closing:
    found = Closing.objects.filter(pk=key, unit=unit).first()
    if found is None:
        raise Unknown
    return found


def _head(closing: Closing) -> dict[str, Any]:
    period = period_of(closing)
    return {
        "id": closing.pk, "period": period.name, "first": period.first, "last": period.last,
        "number": closing.number, "known_at": moment(closing.as_of), "closed_at": moment(closing.closed_at),
        "digest": closing.digest, "holds": reopened(closing) is None,
    }  # fmt: skip


def _by_field(kept: dict[str, Any], labels: dict[str, str]) -> dict[str, dict[str, int]]:
    """The rows of a closing by the names that fields had then, over all systems."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for field, _system, values in kept["rows"]:
        found[labels[str(field)]].update(dict(zip(kept["names"], values, strict=True)))
    return {name: dict(sums) for name, sums in found.items()}


def _row(label: str, values: list[int | None]) -> dict[str, Any]:
    return {"label": label, "values": values}


def _changed(one: Adjustment, code: str) -> dict[str, Any]:
    return {
        "code": code, "cause": one.cause.value, "what": one.what.value,
        "recorded_at": moment(one.recorded_at), "differences": one.differences,
    }  # fmt: skip
