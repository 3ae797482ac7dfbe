"""Work that has been begun, so that every form of casework, catalogue and workflow stands on some page."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from motcua.boards.clock import now, today
from motcua.casework import acts
from motcua.casework.actor import actor_of
from motcua.casework.models import Work
from motcua.casework.perform import CaseAct, perform
from motcua.casework.reception import FeeIn, Reception, Who, receive
from motcua.catalogue.models import Draft, Procedure, Unit
from motcua.people.models import Delegation, Role, User
from motcua.rules.accounts import Account
from motcua.workflow.models import WorkflowVersion
from motcua.workflow.released import released
from tests.pages.cast import SINCE, Cast


def begin(cast: Cast, client: Client, code: str) -> Iterator[str]:
    """Begin it, the drafts as `client` does; gives the pages on which to go on. `code` is of a procedure."""
    procedure = Procedure.objects.get(code=code).pk
    _dossiers(cast, procedure)
    here, top, people = cast.here.pk, cast.above.pk, cast.of_here
    Delegation.objects.create(
        giver=people[Role.LEADER], taker=people[Role.HEAD], unit=cast.here, role=Role.LEADER, since=SINCE,
        until=today(), ground="QĐ 01",
    )  # fmt: skip
    client.post(reverse("workflow-copy", args=[here, released("one-stop", today()).id]))
    client.post(reverse("catalogue-begin", args=[top, procedure]))
    version, draft = WorkflowVersion.objects.get(unit=cast.here).pk, Draft.objects.get().pk
    yield from (reverse(name, args=[here, version]) for name in ("workflow-one", "workflow-edit"))
    yield from (reverse(name, args=[top]) for name in ("catalogue-new", "catalogue-lists", "catalogue-names"))
    yield reverse("catalogue-draft", args=[top, draft])
    yield from (reverse("catalogue-one", args=[unit, procedure]) for unit in (top, here))


def _dossiers(cast: Cast, procedure: int) -> None:
    """One waits to be completed, one is not paid for, one to be corrected, one comes from the neighbours."""
    here = cast.here
    lodged = (
        Work.objects.filter(unit=here, state=int(Account.LODGED)).order_by("pk").values_list("pk", flat=True)
    )
    _do(cast.of_here[Role.COUNTER], here, acts.AskCompletion(("Tờ khai",)), lodged[1])
    unpaid = Reception(procedure, Who("Lê Thị Phí"), fees=[FeeIn("Lệ phí", 8_000)])
    key = receive(unpaid, actor_of(cast.of_here[Role.COUNTER], here, today()), now()).dossier
    entry = Work.objects.get(pk=key).dossier.acts.order_by("pk")[0].pk
    _do(cast.of_here[Role.DIRECTOR], here, acts.AskCorrection(entry, "Ghi nhầm"), key)
    coming = Reception(procedure, Who("Trần Văn Sang"))
    key = receive(coming, actor_of(cast.of_there[Role.COUNTER], cast.there, today()), now()).dossier
    _do(cast.of_there[Role.HEAD], cast.there, acts.AskTransfer(here.pk, "Thẩm quyền nơi đó"), key)


def _do(user: User, unit: Unit, act: CaseAct, dossier: int) -> None:
    perform(act, dossier, actor_of(user, unit, today()), now())
