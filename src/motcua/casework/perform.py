"""Carrying out an act: permission, rule, change, journal, ledger, audit, notice, in one transaction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from motcua.casework.actor import Actor
from motcua.casework.case import Case, expect, open_case, permit, places
from motcua.casework.search_index import note
from motcua.casework.settle import settle
from motcua.casework.told import tell_others
from motcua.catalogue.steady import steady
from motcua.dossiers.bulk import writing
from motcua.ledger.changes import changed
from motcua.rules.accounts import Account
from motcua.rules.instants import Instant

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise
else:
    # The types of fields are read at run time, when the stubs are not there.
    from django.utils.functional import Promise as StrPromise


FINDABLE = frozenset({"lodged", "accepted", "approved", "finished", "paid", "moved"})
"""Entries of the journal after which a dossier is found by more, or in another unit."""


@dataclass(frozen=True)
class Done:
    """What an act left: the dossier (key, code), its state and the number of its acts."""

    dossier: int
    code: str
    state: Account
    seq: int


class CaseAct(ABC):
    """An act on a dossier that exists. Its fields are what the person states; `apply` is the change.

    `apply` writes the journal with `case.tell`, which checks the rule, before it touches a row.
    """

    name: ClassVar[str]
    label: ClassVar[StrPromise]
    right: ClassVar[str]
    also: ClassVar[tuple[str, ...]] = ()
    """Other rights that are enough."""

    do_not_call_in_templates: ClassVar[bool] = True

    @abstractmethod
    def apply(self, case: Case) -> None:
        """Carry the act out on a locked case. Raises Refused."""

    @classmethod
    def allowed_in(cls, case: Case) -> None:
        """Raise NotPermitted where the actor may not do this to this dossier."""
        permit(case, cls.right, *cls.also)


def perform(
    act: CaseAct,
    dossier: int,
    actor: Actor,
    now: Instant,
    *,
    at: Instant | None = None,
    seq: int | None = None,
) -> Done:
    """Carry out an act that took effect at `at` (else now), both in milliseconds UTC.

    `seq` is the number of acts that the person saw. Raises Refused: nothing has been changed then.
    """
    with writing(), steady():
        case = open_case(dossier, actor, now, at)
        # First what has changed: who took the dossier meanwhile has often taken the right to act with it.
        expect(case, seq)
        act.allowed_in(case)
        act.apply(case)
        return close(case, act.name)


def close(case: Case, act: str) -> Done:
    """Settle a case and tell audit log, notices and boards; in the act's transaction."""
    before = places(case.work)
    settle(case)
    if FINDABLE.intersection(entry.kind for entry in case.told):
        for unit in {case.work.unit_id, case.work.received_by_id}:
            note(unit, case.dossier.pk)
    tell_others(case, act)
    changed(before | places(case.work))
    return Done(case.dossier.pk, case.dossier.code, case.state, case.work.seq)
