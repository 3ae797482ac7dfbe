"""What the system's own statement says of a unit and period, as a report is compared with it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from motcua.catalogue.covered import covered
from motcua.catalogue.models import Field, Unit
from motcua.ledger.statement import statement
from motcua.reports.check.report import Known
from motcua.reports.check.subjects import subject
from motcua.rules.instants import Instant
from motcua.rules.measures import MEASURES
from motcua.rules.periods import Period

_NAMES = tuple(MEASURES)


def known(unit: Unit, period: Period, known_at: Instant | None = None) -> Known:
    """The statement from which the unit's own report is written, as known now or at an instant (milliseconds UTC)."""
    made = statement(covered(unit, period.last), period, known_at)
    counted, labels = made.by("field", _NAMES), by_label(dict(Field.objects.values_list("pk", "name")))
    by_field = {rest: counted[key] for (noun, rest), key in labels.items() if not noun and key in counted}
    return Known(period, made.totals(_NAMES), by_field)


Label = tuple[str, frozenset[str]]
"""A label as it is read: what it counts, and the words that narrow that down."""


def by_label(names: Mapping[int, str]) -> dict[Label, int]:
    """Fields (keys) by their names as a sentence has them whole, and as the label of a row is read.

    Of «Đất đai» a row's label leaves «đai»; «Người có công» is read as persons. What two fields share names neither.
    """
    found: dict[Label, set[int]] = {}
    for key, name in names.items():
        read = subject(name)
        for label in (("", words(name)), (read.noun, read.rest)):
            found.setdefault(label, set()).add(key)
    return {label: keys.pop() for label, keys in found.items() if len(keys) == 1 and label[1]}


def words(name: str) -> frozenset[str]:
    """The words of a field's name, all of them."""
    return frozenset(re.findall(r"[^\W\d_]+", name.lower()))
