"""What acceptance fixes for a dossier's whole life: version, term, rules of counting, workflow."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.flow import begin
from motcua.casework.refusals import Refused
from motcua.catalogue.models import Procedure
from motcua.catalogue.offers import offer
from motcua.catalogue.versions import LaneNotOffered, NotInForce, Offer
from motcua.dossiers.own import first_dims
from motcua.rules.instants import Instant, local_day
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import OnResume


def offered(procedure: int, unit: int, at: Instant, channel: int, lane: int) -> Offer:
    """What the catalogue offers for a dossier accepted at an instant; raises Refused with the catalogue's reason."""
    try:
        return offer(procedure, unit, local_day(at), Channel(channel), Lane(lane))
    except (NotInForce, LaneNotOffered) as error:
        raise Refused("not-offered", str(error).replace("%", "%%")) from error
    except Procedure.DoesNotExist as error:
        raise Refused("not-offered", _("The catalogue has no such procedure.")) from error


def accept(case: Case, note: str = "") -> None:
    """Accept the dossier of a case: its term begins, and its workflow."""
    dims = case.dims if case.entries else None
    if dims is None or dims.procedure is None:
        raise Refused("no-procedure", _("This dossier has no procedure."))
    found = offered(dims.procedure, dims.unit, case.at, dims.channel, dims.lane)
    case.tell("accepted", **accepted_body(found), dims=first_dims(case.entries), note=note)
    after_acceptance(case, found)


def accepted_body(offer: Offer) -> dict[str, Any]:
    """What an acceptance states, so that no later change of the catalogue touches the dossier."""
    rules = offer.rules
    return {
        "version": offer.version_id,
        "term": [offer.term.amount, offer.term.unit.value] if offer.term else None,
        "rules": [rules.cut_off_minute, rules.count_reception_day, rules.count_resume_day],
        "restart": offer.on_resume is OnResume.RESTART,
    }


def after_acceptance(case: Case, offer: Offer) -> None:
    """The rows that follow from an acceptance: pinned version, no more answer due, the first step."""
    case.work.version_id, case.work.answer_by = offer.version_id, None
    begin(case, offer.workflow)
