"""Open dossiers of an officer who leaves a post go to a successor (bàn giao)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.casework.actor import Actor
from motcua.casework.acts.hand_over import HandOver
from motcua.casework.models import Work
from motcua.casework.perform import perform
from motcua.casework.refusals import Refused
from motcua.people import leaving
from motcua.people.accounts import AccountRefused
from motcua.people.audit import Acting
from motcua.people.policies import ASSIGN, PROCESS


def open_dossiers(user: int, units: Sequence[int]) -> QuerySet[Work]:
    """What is assigned to a user (key) in some units or departments (keys) and still has to be acted on."""
    here = Q(unit__in=units) | Q(department__in=units)
    return Work.objects.filter(here, assignee=user, open=True)


def count(user: int, units: Sequence[int]) -> int:
    """How many dossiers these are."""
    return open_dossiers(user, units).count()


def hand_over(user: int, to: int, units: Sequence[int], acting: Acting) -> int:
    """Give each of them to the successor; in the journal it is the act of whoever ends the post.

    Raises AccountRefused where the successor may not take a dossier: nothing is handed over then.
    """
    works = list(open_dossiers(user, units).order_by("pk").values_list("pk", "unit"))
    for dossier, unit in works:
        # Ending the post is the right that counts; it needs none on the dossier.
        actor = Actor(acting.actor, unit, frozenset({ASSIGN, PROCESS}))
        try:
            perform(HandOver(to, _("Handed over on leaving the post")), dossier, actor, acting.at)
        except Refused as error:
            raise AccountRefused(error.message) from error
    return len(works)


leaving.register(leaving.Work("dossiers", count, hand_over))
