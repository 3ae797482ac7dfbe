"""Own dossiers of a unit: listed by cursor, shown, taken in."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Header, Query, Router, Status

from motcua.api import schemas, shown
from motcua.api.access import ApiRequest, enter
from motcua.api.problems import Unknown
from motcua.api.tokens import ACT, DOSSIERS
from motcua.boards.audited import DOSSIER_READ
from motcua.boards.clock import now
from motcua.casework.models import Work
from motcua.casework.once import once
from motcua.casework.reception import FeeIn, PaperIn, Reception, Who, receive_here
from motcua.catalogue.models import Procedure
from motcua.catalogue.rows import first
from motcua.dossiers.own import journal
from motcua.people.audit import Subject, record
from motcua.people.policies import RECEIVE, SEE_DOSSIERS, SEE_PERSON
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel

router = Router(tags=["dossiers"])
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=80)]
Cursor = Annotated[str, Query(pattern=r"^[0-9]{0,18}$")]


@router.get("/{unit}/dossiers", response=schemas.DossierPage, operation_id="list_dossiers")
def listed(
    request: ApiRequest, unit: str, cursor: Cursor = "", limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> dict[str, Any]:
    """Own dossiers of the unit in the order in which they came; nothing is counted."""
    place, _actor = enter(request, unit, DOSSIERS, SEE_DOSSIERS)
    works = Work.objects.filter(unit=place, pk__gt=int(cursor or 0)).select_related("dossier", "procedure")
    found = list(works.order_by("pk")[: limit + 1])
    following = str(found[limit - 1].pk) if len(found) > limit else None
    return {"items": [shown.dossier(work) for work in found[:limit]], "next": following}


@router.get("/{unit}/dossiers/{code}", response=schemas.DossierWhole, operation_id="show_dossier")
def show(request: ApiRequest, unit: str, code: str) -> dict[str, Any]:
    """One own dossier with its journal; that it was read stands in the access log, as on its page."""
    place, actor = enter(request, unit, DOSSIERS, SEE_DOSSIERS)
    work = work_of(place.pk, code)
    person = shown.person(work.pk) if SEE_PERSON in actor.rights else None
    told = {"person": SEE_PERSON in actor.rights}
    record(place.pk, request.auth.user_id, DOSSIER_READ, Subject("dossier", work.pk), now(), told)
    entries = [shown.entry(written) for written in journal(work.pk)]
    return shown.dossier(work) | {"applicant": person, "journal": entries}


@router.post("/{unit}/dossiers", response={201: schemas.DoneOut}, operation_id="take_in_dossier")
def take_in(request: ApiRequest, unit: str, body: schemas.ReceptionIn, key: Key) -> Status[dict[str, Any]]:
    """Take a dossier in; sent again with the same Idempotency-Key it gives the same answer."""
    _place, actor = enter(request, unit, ACT, RECEIVE)
    procedure = first(Procedure, "code = %s ORDER BY id", [body.procedure])
    if procedure is None:
        raise Unknown
    present = now()
    asked = {"unit": actor.unit, **body.model_dump()}
    reception = _reception(body, procedure.pk)
    answer, _again = once(
        request.auth.user_id, key, asked, present,
        lambda: shown.done(receive_here(reception, actor, present, accept=body.accept)),
    )  # fmt: skip
    return Status(201, answer)


def _reception(body: schemas.ReceptionIn, procedure: int) -> Reception:
    return Reception(
        procedure,
        Who(**body.applicant.model_dump()),
        Channel[body.channel.upper()],
        Lane[body.lane.upper()],
        body.summary,
        [PaperIn(**paper.model_dump()) for paper in body.papers],
        [FeeIn(**fee.model_dump()) for fee in body.fees],
    )


def work_of(unit: int, code: str) -> Work:
    """The unit's own dossier of a code; raises Unknown, also for one of another unit."""
    works = Work.objects.filter(dossier__code=code, unit=unit).select_related("dossier", "procedure")
    work = works.first()
    if work is None:
        raise Unknown
    return work
