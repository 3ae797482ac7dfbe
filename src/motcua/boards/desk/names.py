"""Whose dossier of another system it is: a name in an export matched with the accounts of the same unit.

Only accounts with a role in the unit itself count, and only the whole name. Where several accounts fit, the one
written exactly alike has it; else all of them see it, each with a mark, for nobody's dossier may be hidden by a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.fields import fold, spelling
from motcua.catalogue.steady import once_an_act
from motcua.hub.elsewhere import before_title, name_key
from motcua.people.in_force import in_force
from motcua.people.models import Grant, Role, User
from motcua.people.policies import RIGHTS, WORKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SHARED = _("Several officers of the unit have this name")
SPELLED = _("The name is spelled differently there")

_AT_WORK = [role for role in Role.values if RIGHTS[role] & WORKING]


@dataclass(frozen=True)
class Officers:
    """The accounts of a unit that work on dossiers, by their name as it is compared."""

    by_key: dict[str, tuple[User, ...]]

    def named(self, written: str) -> tuple[User, ...]:
        """The accounts that a name in an export may mean; none where nobody here has it."""
        fitting = self.by_key.get(name_key(written), ())
        exact = tuple(user for user in fitting if _plain(user.get_full_name()) == _plain(written))
        return exact or fitting

    def doubt(self, written: str) -> StrPromise | str:
        """Why a match is not beyond doubt, empty where it is."""
        found = self.named(written)
        if len(found) > 1:
            return SHARED
        accented = _plain(written) != fold(before_title(written))
        odd = found and accented and _plain(found[0].get_full_name()) != _plain(written)
        return SPELLED if odd else ""


def officers_of(unit: int, on: date) -> Officers:
    """The accounts with a working role in a unit on a local day."""
    return once_an_act(("officers", unit, on), lambda: _officers_of(unit, on))


def _officers_of(unit: int, on: date) -> Officers:
    held = Grant.objects.filter(in_force(on), unit=unit, role__in=_AT_WORK)
    users = User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name", "pk")
    return Officers(_by_key(list(users)))


def _by_key(users: Sequence[User]) -> dict[str, tuple[User, ...]]:
    found: dict[str, tuple[User, ...]] = {}
    for user in users:
        if key := name_key(user.get_full_name()):
            found[key] = (*found.get(key, ()), user)
    return found


def _plain(name: str) -> str:
    return spelling(before_title(name))
