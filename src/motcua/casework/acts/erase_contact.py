"""Erasing the applicant's contact (xóa thông tin liên hệ) of a dossier that was closed long ago."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.erasing import ENDED, erase, has_contact, kept_until
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import NotLawful, Refused
from motcua.people.policies import CORRECT


@dataclass(frozen=True)
class EraseContact(CaseAct):
    """Erases telephone, e-mail and address for good; name, papers and journal stay. `reason` has the ground in law."""

    name = "erase-contact"
    label = _("Erase the contact")
    right = CORRECT

    reason: str

    def apply(self, case: Case) -> None:
        reason = reasoned(self.reason)
        if case.state not in ENDED or case.work.open:
            raise NotLawful(case.state)
        if case.now < kept_until(max(entry.at for entry in case.entries)):
            message = _("The contact is kept for %(days)s days after the last act on a closed dossier.")
            raise Refused("kept", message, days=settings.CONTACT_KEPT_DAYS)
        if not has_contact(case.dossier.pk):
            raise Refused("nothing-kept", _("No contact is kept with this dossier."))
        case.tell("contact_erased", reason=reason)
        erase(case.dossier.pk)
