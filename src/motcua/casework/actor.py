"""Who acts: a person with the rights held in the unit in which the act is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.models import Unit
from motcua.people.models import User
from motcua.people.policies import rights


@dataclass(frozen=True)
class Actor:
    """A person (`user`, key) in a unit (key), with the `rights` held there on the day of the act."""

    user: int | None
    unit: int
    rights: frozenset[str]


def actor_of(user: User, unit: Unit, day: date) -> Actor:
    """The person as actor in a unit on a local day."""
    return Actor(user.pk, unit.pk, rights(user, unit, day))
