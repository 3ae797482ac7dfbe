"""The people of the page tests: one of every role in one unit, the same in the neighbouring one, and a province."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from motcua.catalogue.models import Unit
from motcua.people.models import Grant, Role, User

SINCE = date(2025, 7, 1)
PASSWORD = "mot cau that dai 2026"


@dataclass
class Cast:
    """`here` is the unit with dossiers, `there` another commune, `above` the province of both."""

    here: Unit
    there: Unit
    above: Unit
    of_here: dict[str, User] = field(default_factory=dict)
    of_there: dict[str, User] = field(default_factory=dict)
    of_above: dict[str, User] = field(default_factory=dict)

    def everybody(self) -> list[tuple[str, User]]:
        """All accounts with a name for messages."""
        return [
            (f"{role} {where}", user)
            for where, people in (("here", self.of_here), ("there", self.of_there), ("above", self.of_above))
            for role, user in people.items()
        ]


def gather(here: Unit, there: Unit, above: Unit) -> Cast:
    """Make the accounts; all have the same password, hashed once."""
    cast, hashed = Cast(here, there, above), make_password(PASSWORD)
    for place, unit in (("here", here), ("there", there), ("above", above)):
        people: dict[str, User] = getattr(cast, f"of_{place}")
        for role in Role.values:
            people[role] = person(f"{role}-{place}", unit, role, hashed)
    return cast


def person(name: str, unit: Unit, role: str, hashed: str = "!", until: date | None = None) -> User:
    """An account with one role in one unit."""
    user = User.objects.create(username=name, full_name=f"Người {name}", password=hashed)
    Grant.objects.create(user=user, unit=unit, role=role, since=SINCE, until=until)
    return user
