"""Whoever leaves a post hands the open dossiers over: each is assigned anew, which its journal says."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from motcua.casework.actor import Actor
from motcua.casework.case import open_case
from motcua.casework.models import Work
from motcua.casework.perform import close
from motcua.people.audit import Acting
from motcua.people.leaving import Work as OpenWork
from motcua.people.leaving import register


def _open(user: int, units: Sequence[int]) -> QuerySet[Work]:
    return Work.objects.filter(assignee=user, open=True, unit__in=units)


def count(user: int, units: Sequence[int]) -> int:
    """How many open dossiers an account (key) has in these units."""
    return _open(user, units).count()


def hand_over(user: int, to: int, units: Sequence[int], acting: Acting) -> int:
    """Give them to another account, in the transaction of leaving."""
    works = list(_open(user, units).order_by("pk").values_list("pk", "unit"))
    for dossier, unit in works:
        case = open_case(dossier, Actor(acting.actor, unit, frozenset()), acting.at)
        case.tell("assigned", officer=to, note="", by="leaving")
        case.work.assignee_id = to
        close(case, "hand-over")
    return len(works)


register(OpenWork("dossiers", count, hand_over))
