"""What the system's own statement says of a unit and period, as a report is compared with it."""

from __future__ import annotations

import re

from motcua.catalogue.models import Field, Unit
from motcua.ledger.statement import statement
from motcua.reports.check.report import Known
from motcua.rules.instants import Instant
from motcua.rules.measures import MEASURES
from motcua.rules.periods import Period

_NAMES = tuple(MEASURES)


def known(unit: Unit, period: Period, known_at: Instant | None = None) -> Known:
    """The statement from which the unit's own report is written, as known now or at an instant (milliseconds UTC)."""
    made = statement([unit.pk], period, known_at)
    names = {field.pk: field.name for field in Field.objects.all()}
    by_field = {words(names[key]): values for key, values in made.by("field", _NAMES).items() if key in names}
    return Known(period, made.totals(_NAMES), by_field)


def words(name: str) -> frozenset[str]:
    """The words of a field's name, as a label is taken apart."""
    return frozenset(re.findall(r"[^\W\d_]+", name.lower()))
