"""Who acts: a person with the rights held in the unit in which the act is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.casework.refusals import NotPermitted
from motcua.catalogue.models import Unit
from motcua.people.models import User
from motcua.people.policies import rights


@dataclass(frozen=True)
class Actor:
    """A person (`user`, key; None: a system) in a unit (key), with the `rights` held on the day of the act."""

    user: int | None
    unit: int
    rights: frozenset[str]

    @property
    def person(self) -> int:
        """The key of the person; raises NotPermitted where a system acts, for a person has to answer for this."""
        if self.user is None:
            raise NotPermitted
        return self.user


def actor_of(user: User, unit: Unit, day: date) -> Actor:
    """The person as actor in a unit on a local day."""
    return Actor(user.pk, unit.pk, rights(user, unit, day))
