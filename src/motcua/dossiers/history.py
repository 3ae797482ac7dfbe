"""The history of one dossier as it stands in its journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from motcua.dossiers.models import Act
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class Entry:
    """One journal entry: what, when it happened, when we learned it (milliseconds UTC), from which system."""

    kind: str
    occurred_at: Instant
    recorded_at: Instant
    as_of: Instant | None
    system: str
    system_key: int
    body: dict[str, Any]


@dataclass(frozen=True)
class History:
    """The journal of a dossier, oldest knowledge first, and each system's latest word."""

    entries: list[Entry]

    def sightings(self) -> list[Entry]:
        """What each system said last, by the rule that the report which went further is right."""
        told = [entry for entry in self.entries if entry.kind == "reported"]
        latest = {entry.system_key: entry for entry in told}
        return list(latest.values())


def history(dossier: int) -> History:
    """The journal of a dossier."""
    acts = Act.objects.filter(dossier=dossier).select_related("system").order_by("recorded_at", "id")
    return History([_entry(act) for act in acts])


def _entry(act: Act) -> Entry:
    return Entry(
        act.kind,
        act.occurred_at,
        act.recorded_at,
        act.as_of,
        act.system.name,
        act.system_id,
        json.loads(act.body),
    )
