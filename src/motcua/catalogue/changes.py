"""The log of the catalogue: what was changed, when, by whom, on what ground. Rows are added, never touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from secrets import token_hex
from typing import Any

from motcua.catalogue.models import Change, Procedure
from motcua.rules.instants import Instant


class Kind(StrEnum):
    """What can happen to the catalogue; kept in the database, so a word never gets a second meaning."""

    ADDED = "added"
    CHANGED = "changed"
    REPEALED = "repealed"
    REPLACED = "replaced"
    UNIT_TERM = "unit_term"
    UNIT_TERM_ENDED = "unit_term_ended"
    FIELD_RENAMED = "field_renamed"
    FIELD_MERGED = "field_merged"
    AGENCY_RENAMED = "agency_renamed"
    AGENCY_MERGED = "agency_merged"
    CALENDAR = "calendar"


class CatalogueError(ValueError):
    """A change of the catalogue that cannot be; the message says why and what to do instead."""


@dataclass(frozen=True)
class Author:
    """Who changes the catalogue: when (milliseconds UTC), which user, on the ground of which decision or file."""

    at: Instant
    user: int | None = None
    source: str = ""


def record(
    kind: Kind,
    by: Author,
    procedure: Procedure | int | None = None,
    since: date | None = None,
    body: dict[str, Any] | None = None,
) -> Change:
    """Write one change down; `body` has the columns with their old and new values, as JSON can hold them."""
    return Change.objects.create(
        kind=kind,
        recorded_at=by.at,
        procedure_id=procedure.pk if isinstance(procedure, Procedure) else procedure,
        since=since,
        source=by.source[:200],
        actor=by.user,
        body=body or {},
        token=token_hex(16),
    )
