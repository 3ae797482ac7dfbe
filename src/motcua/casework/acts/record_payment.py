"""Recording how a fee was paid, or that the citizen is exempt; a fact beside the state."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.facts import tell_facts
from motcua.casework.models import Fee
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import Refused
from motcua.people.policies import RECEIVE


@dataclass(frozen=True)
class RecordPayment(CaseAct):
    """`fee` is the key of the fee, `receipt` the number of the receipt."""

    name = "record-payment"
    label = _("Record a payment")
    right = RECEIVE

    fee: int
    how: Fee.How
    receipt: str = ""

    def apply(self, case: Case) -> None:
        fee = Fee.objects.filter(dossier=case.dossier, pk=self.fee, how="").first()
        if fee is None:
            raise Refused("no-fee", _("There is no unpaid fee of that kind on this dossier."))
        fee.how, fee.receipt = self.how, self.receipt[:60]
        fee.paid_at = None if self.how == Fee.How.EXEMPT else case.at
        fee.save(update_fields=["how", "receipt", "paid_at"])
        case.tell("paid", fee=fee.pk, how=str(self.how))
        tell_facts(case)
