"""Transferring a dossier to the competent agency: asked, then confirmed or declined by the receiver, or taken back.

A transfer is complete when the receiver confirms; a wrong one never costs the original deadline, for the term
goes on being counted as it began. Decree 118/2025/NĐ-CP, Art. 18.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.models import Transfer
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import NotLawful, NotPermitted, Refused, Wanting
from motcua.catalogue.models import Unit
from motcua.people.policies import TRANSFER
from motcua.rules.accounts import CLOSED, Account


@dataclass(frozen=True)
class AskTransfer(CaseAct):
    """`target` is the key of the unit that is competent."""

    name = "ask-transfer"
    label = _("Transfer to the competent unit")
    right = TRANSFER

    target: int
    reason: str

    def apply(self, case: Case) -> None:
        if case.state in CLOSED or case.state in (Account.TURNED_AWAY, Account.OUTSIDE):
            raise NotLawful(case.state)
        target = Unit.objects.filter(pk=self.target).exclude(pk=case.work.unit_id).first()
        if target is None:
            raise Wanting("target", _("Choose the unit that is competent."))
        if waiting(case) is not None:
            raise Refused("transfer-asked", _("This dossier is already on its way to another unit."))
        asked = Transfer.objects.create(
            dossier=case.dossier, origin_id=case.work.unit_id, target=target, reason=reasoned(self.reason),
            asked_at=case.at, asked_by_id=case.actor.person,
        )  # fmt: skip
        case.tell("transfer_asked", transfer=asked.pk, target=target.pk)


@dataclass(frozen=True)
class ConfirmTransfer(CaseAct):
    """The receiving unit takes the dossier; from now on it stands in that unit's figures."""

    name = "confirm-transfer"
    label = _("Confirm that we take it")
    right = TRANSFER

    note: str = ""

    @classmethod
    def allowed_in(cls, case: Case) -> None:
        _by_receiver(case, cls.right)

    def apply(self, case: Case) -> None:
        transfer = _answered(case, Transfer.Status.CONFIRMED, self.note)
        here = replace(case.dims, unit=transfer.target_id)
        dims = {name: value for name, value in asdict(here).items() if name not in _FACTS}
        case.tell("moved", why="transferred", dims=dims)
        case.work.unit_id, case.work.assignee, case.work.department = transfer.target_id, None, None


@dataclass(frozen=True)
class DeclineTransfer(CaseAct):
    """The receiving unit does not take the dossier; it stays where it is."""

    name = "decline-transfer"
    label = _("Do not take it")
    right = TRANSFER

    reason: str

    @classmethod
    def allowed_in(cls, case: Case) -> None:
        _by_receiver(case, cls.right)

    def apply(self, case: Case) -> None:
        transfer = _answered(case, Transfer.Status.DECLINED, reasoned(self.reason))
        case.tell("transfer_declined", transfer=transfer.pk)


@dataclass(frozen=True)
class RecallTransfer(CaseAct):
    """The unit that asked for a transfer takes it back before the receiver has answered."""

    name = "recall-transfer"
    label = _("Take the transfer back")
    right = TRANSFER

    reason: str

    @classmethod
    def allowed_in(cls, case: Case) -> None:
        transfer = waiting(case)
        if cls.right not in case.actor.rights or transfer is None or transfer.origin_id != case.actor.unit:
            raise NotPermitted

    def apply(self, case: Case) -> None:
        transfer = _answered(case, Transfer.Status.RECALLED, reasoned(self.reason))
        case.tell("transfer_recalled", transfer=transfer.pk)


_FACTS = frozenset({"digitised", "fee_due", "paid_online"})


def waiting(case: Case) -> Transfer | None:
    """The transfer of a case that waits for the receiver's word."""
    return Transfer.objects.filter(dossier=case.dossier, status=Transfer.Status.ASKED).first()


def _by_receiver(case: Case, right: str) -> None:
    transfer = waiting(case)
    if right not in case.actor.rights or transfer is None or transfer.target_id != case.actor.unit:
        raise NotPermitted


def _answered(case: Case, status: Transfer.Status, note: str) -> Transfer:
    transfer = waiting(case)
    if transfer is None:
        raise NotPermitted
    transfer.status, transfer.answered_at, transfer.note = status, case.at, note
    transfer.save(update_fields=["status", "answered_at", "note"])
    return transfer
