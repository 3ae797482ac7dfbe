"""Who works in a unit and its departments: the roles of each person, and how they stand on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.fields import fold
from motcua.catalogue.models import Unit
from motcua.people.in_force import in_force
from motcua.people.models import Grant, User


@dataclass(frozen=True)
class Held:
    """A role of a person; `standing` is «now», «ahead» or «over»."""

    grant: Grant
    standing: str


@dataclass(frozen=True)
class Listed:
    """A person with the roles held in these units, the present ones first."""

    user: User
    held: tuple[Held, ...]

    @property
    def standing(self) -> str:
        """«closed», else the best standing of the roles."""
        if not self.user.is_active:
            return "closed"
        found = {one.standing for one in self.held}
        return next(standing for standing in ("now", "ahead", "over") if standing in found)

    @property
    def works(self) -> bool:
        """Whether the person has a post here, now or soon."""
        return self.standing in ("now", "ahead")


_ORDER = {"now": 0, "ahead": 1, "over": 2}


def roster(units: Sequence[Unit], day: date) -> list[Listed]:
    """Everybody who holds, will hold or held a role in one of the units, by name."""
    grants = Grant.objects.filter(unit__in=units).select_related("user", "unit").order_by("since", "pk")
    found: dict[User, list[Held]] = {}
    for grant in grants:
        found.setdefault(grant.user, []).append(Held(grant, standing(grant.since, grant.until, day)))
    listed = [
        Listed(user, tuple(sorted(held, key=lambda one: _ORDER[one.standing])))
        for user, held in found.items()
    ]
    return sorted(listed, key=lambda one: by_name(one.user))


def standing(since: date, until: date | None, day: date) -> str:
    """«now», «ahead» or «over» on a local day."""
    if until is not None and until < max(day, since):
        return "over"
    return "ahead" if since > day else "now"


def at_work(units: Sequence[Unit], day: date) -> list[User]:
    """Those who hold a role in one of the units on a day, by name; closed accounts left out."""
    held = Grant.objects.filter(in_force(day), unit__in=units)
    users = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return sorted(users, key=by_name)


def by_name(user: User) -> tuple[list[str], str]:
    """The order of Vietnamese lists: by the given name, which stands last."""
    name = fold(user.get_full_name())
    return name.split()[-1:], name
