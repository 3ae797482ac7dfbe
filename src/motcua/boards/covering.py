"""Whose dossiers a page of a province counts: its own ones, or those of all units below it added up."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest
from motcua.boards.asked import BELOW, OWN, Asked
from motcua.boards.clock import today
from motcua.catalogue.covered import covered
from motcua.catalogue.models import Unit
from motcua.people.policies import SEE_DOSSIERS
from motcua.people.scopes import narrowed


def choosing(request: UnitRequest, wanted: Asked, usual: str = BELOW) -> Asked:
    """What is asked for with the choice made: of a province `usual` where the address has none; others have no choice."""
    if request.unit.kind != Unit.Kind.PROVINCE:
        return replace(wanted, over="")
    return replace(wanted, over=wanted.over or usual)


def counted(request: UnitRequest, wanted: Asked) -> list[int]:
    """Keys of the units whose figures are counted."""
    return covered(request.unit, wanted.period.last) if wanted.over == BELOW else [request.unit.pk]


def listed(request: UnitRequest, wanted: Asked) -> tuple[list[int], int]:
    """Keys of the units whose dossiers the reader may see listed, and how many others are counted."""
    every = counted(request, wanted)
    if wanted.over != BELOW:
        return every, 0
    open_to = list(narrowed(request.user, SEE_DOSSIERS, today(), every))
    return open_to, len(every) - len(open_to)


def words(wanted: Asked) -> str:
    """The choice in words for the head of a file or a list; empty where there is none."""
    return {BELOW: _("All units below, added up"), OWN: _("Only what this unit resolves itself")}.get(
        wanted.over, ""
    )
