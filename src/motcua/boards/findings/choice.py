"""What of a unit's findings an address asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest

from motcua.findings.models import Finding
from motcua.rules.instants import MS_PER_DAY, Instant, day_of, day_start
from motcua.rules.periods import BadPeriod, Period, parse
from motcua.rules.reconcile import Difference

STATES = {
    "": [Finding.State.OPEN],
    "explained": [Finding.State.EXPLAINED],
    "closed": [Finding.State.CLOSED],
    "all": list(Finding.State),
}
"""The states that a choice shows, by its word in the address."""
AGES = (7, 30, 90)
NOBODY = "none"


@dataclass(frozen=True)
class Choice:
    """A kind, a pair of systems (keys), an owner (a key, «me», «none»), older than so many days, a state, a period of
    reception; empty is all."""

    kind: str = ""
    pair: str = ""
    owner: str = ""
    age: int = 0
    state: str = ""
    period: Period | None = None

    def of(self, unit: int, user: int, now: Instant, but: str = "") -> QuerySet[Finding]:
        """The findings of a unit that are asked for; `but` names a part that is left aside."""
        found = Finding.objects.filter(unit=unit, state__in=STATES[self.state])
        if self.kind and but != "kind":
            found = found.filter(kind=self.kind)
        if self.pair:
            left, _dash, right = self.pair.partition("-")
            found = found.filter(left=int(left), right=int(right))
        if self.owner:
            found = found.filter(
                owner=None if self.owner == NOBODY else user if self.owner == "me" else int(self.owner)
            )
        if self.age:
            found = found.filter(first_seen__lte=now - self.age * MS_PER_DAY)
        if self.period is not None:
            begin, end = day_start(day_of(self.period.first)), day_start(day_of(self.period.last) + 1)
            found = found.filter(dossier__received_at__gte=begin, dossier__received_at__lt=end)
        return found


def choice_of(request: HttpRequest) -> Choice:
    """What a request asks for; what cannot be read is as if it were not there."""
    query = request.GET
    kind, state, age = query.get("kind", ""), query.get("state", ""), query.get("age", "")
    return Choice(
        kind if kind in set(Difference.__members__.values()) else "",
        _pair(query.get("pair", "")),
        _owner(query.get("owner", "")),
        int(age) if age in map(str, AGES) else 0,
        state if state in STATES else "",
        _period(query.get("period", "")),
    )


def whole(text: str) -> bool:
    """Whether a text is a number that a key can be."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def _pair(text: str) -> str:
    parts = text.split("-")
    return text if len(parts) == 2 and all(map(whole, parts)) else ""


def _owner(text: str) -> str:
    return text if text in ("me", NOBODY) or whole(text) else ""


def _period(text: str) -> Period | None:
    try:
        return parse(text) if text else None
    except BadPeriod:
        return None
