"""Every act on a dossier leaves a line in the access log, in the act's transaction."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.casework.acts import ACTS
from motcua.casework.case import Case
from motcua.casework.told import listen
from motcua.people.audit import Subject, record, register

_PREFIX = "act."

for _act in ACTS.values():
    register(f"{_PREFIX}{_act.name}", _act.label, ("seq",))
register(f"{_PREFIX}receive", _("Received a dossier"), ("seq",))
register(f"{_PREFIX}redated", _("The calendar moved the due date"), ("seq",))
register(f"{_PREFIX}lodge", _("Took in a lodged dossier"), ("seq",))


@listen
def write_line(case: Case, act: str) -> None:
    """Say who did what to which dossier in which unit."""
    subject = Subject("dossier", case.dossier.pk)
    record(case.actor.unit, case.actor.user, f"{_PREFIX}{act}", subject, case.now, {"seq": case.work.seq})
