"""Whose dossiers a page of a province counts: its own ones, or those of all units below it added up."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest
from motcua.boards.asked import BELOW, LEVELS, OWN, Asked
from motcua.boards.clock import today
from motcua.catalogue.covered import covered, levels
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
    if not wanted.several:
        return [request.unit.pk]
    every, day = covered(request.unit, wanted.period.last), wanted.period.last
    if wanted.over == BELOW:
        return every
    return [key for key, level in levels(every, day).items() if level == wanted.over]


def listed(request: UnitRequest, wanted: Asked) -> tuple[list[int], int]:
    """Keys of the units whose dossiers the reader may see listed, and how many others are counted."""
    every = counted(request, wanted)
    if not wanted.several:
        return every, 0
    open_to = list(narrowed(request.user, SEE_DOSSIERS, today(), every))
    return open_to, len(every) - len(open_to)


def words(wanted: Asked) -> str:
    """The choice in words for the head of a file or a list; empty where there is none."""
    return dict(scopes()).get(wanted.over, "")


def scopes() -> list[tuple[str, str]]:
    """What a province may choose, each with its words."""
    province, commune = LEVELS
    return [
        (BELOW, _("All units below, added up")), (province, _("Departments of the province")),
        (commune, _("Communes")), (OWN, _("This unit alone")),
    ]  # fmt: skip
