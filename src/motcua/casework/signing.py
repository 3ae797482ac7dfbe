"""By what authority a decision on a dossier is signed; who may sign is data, not a role alone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.refusals import Refused
from motcua.catalogue.models import Unit
from motcua.people.models import User
from motcua.people.signing import may_sign
from motcua.rules.instants import date_of, local_day


def check_authority(case: Case, decision: str) -> dict[str, Any]:
    """What stands above the signature of the person who decides. Raises Refused where he has no authority."""
    user = User.objects.get(pk=case.actor.person)
    unit, dims = Unit.objects.get(pk=case.work.unit_id), case.dims
    authority = may_sign(user, unit, dims.procedure, dims.field, decision, date_of(local_day(case.now)))
    if authority is None:
        message = _("You have no authority to sign this decision. Whoever manages accounts can enter it.")
        raise Refused("no-authority", message)
    return {"form": authority.form, "position": authority.position, "authority": authority.authority}
