"""Who may be given a dossier: an account in force with the right to assess in the unit or the department."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.refusals import Wanting
from motcua.catalogue.models import Unit
from motcua.people.models import User
from motcua.people.policies import PROCESS, rights
from motcua.rules.instants import date_of, local_day


def officer_of(case: Case, key: int) -> User:
    """The officer of a key; raises Wanting where the account may not assess dossiers of this unit."""
    user = User.objects.filter(pk=key, is_active=True).first()
    day = date_of(local_day(case.at))
    for unit in Unit.objects.filter(pk__in={case.work.unit_id, case.work.department_id or case.work.unit_id}):
        if user is not None and PROCESS in rights(user, unit, day):
            return user
    raise Wanting("officer", _("Choose an officer of this unit who assesses dossiers."))
