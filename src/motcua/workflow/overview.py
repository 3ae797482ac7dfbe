"""The workflows that a unit sees: in force today, coming, being written, and those that were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.catalogue.models import Unit
from motcua.workflow.models import WorkflowVersion
from motcua.workflow.released import line_of, load_defaults

_RELEASED = WorkflowVersion.Status.RELEASED


@dataclass
class Entry:
    """A workflow as a unit has it: the version that new dossiers take, the next one, and the unit's own draft."""

    key: str
    in_force: WorkflowVersion | None = None
    coming: WorkflowVersion | None = None
    draft: WorkflowVersion | None = None

    @property
    def shown(self) -> WorkflowVersion:
        """The version that its name is taken from."""
        found = self.in_force or self.coming or self.draft
        if found is None:
            raise ValueError(self.key)
        return found


def visible(unit: Unit, day: date) -> QuerySet[WorkflowVersion]:
    """The versions that a unit may see on a local day: its own, and the released ones of those above and of all."""
    above = [one for one in line_of(unit.pk, day) if one not in (None, unit.pk)]
    common = Q(unit__in=above) | Q(unit=None)
    return WorkflowVersion.objects.filter(Q(unit=unit) | (common & Q(status=_RELEASED))).select_related(
        "unit"
    )


def overview(unit: Unit, day: date) -> list[Entry]:
    """Every workflow of a unit on a local day, by name; the first time with those that the program brings along."""
    load_defaults()
    nearest = {one: place for place, one in enumerate(line_of(unit.pk, day))}
    found: dict[str, Entry] = {}
    rows = visible(unit, day).defer("text", "body")
    # Farther units first and later days last, so that what is nearer and newer stays.
    for row in sorted(rows, key=lambda one: (-nearest[one.unit_id], one.since or date.max, one.number)):
        entry = found.setdefault(row.key, Entry(row.key))
        if row.status != _RELEASED:
            entry.draft = row
        elif row.since is not None and row.since <= day:
            entry.in_force = row
        else:
            entry.coming = row
    return sorted(found.values(), key=lambda entry: entry.shown.name.casefold())
