"""Dossier codes of our own: `{unit}-{yymmdd}-{nnnn}`, gapless among what was committed, never twice.

Circular 03/2025/TT-VPCP, Art. 13. The serials come from a range that no other system of the unit uses.
"""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.casework.models import DayCounter
from motcua.casework.refusals import Refused
from motcua.catalogue.quick import run
from motcua.rules.instants import Day, Instant, date_of, local_day

FIRST, LAST = 5001, 9999
"""The range where a unit has not chosen its own; provincial systems count from 1."""


def next_code(unit: int, at: Instant) -> str:
    """The next code of a unit on the local day of an instant; call it inside the act's transaction.

    Who takes one waits for whoever holds the unit's counter of that day; a roll-back gives the serial back.
    """
    day = local_day(at)
    taken = run(_TAKE, [day, FIRST, unit, LAST])
    if not taken or taken[0][1] is None:
        raise _no_identifier()
    serial, prefix, last = taken[0]
    if serial > last:
        message = _("The serials of today are used up (up to %(last)s). Widen the unit's range of serials.")
        raise Refused("serials-used-up", message, last=last)
    return f"{prefix}-{date_of(day):%y%m%d}-{serial:04}"


def range_of(unit: int) -> tuple[str, int, int]:
    """The identifier, first and last serial of a unit's codes. Raises Refused where it has no identifier."""
    found = run(_RANGE, [FIRST, LAST, unit])
    if not found or found[0][0] is None:
        raise _no_identifier()
    return found[0][0], found[0][1], found[0][2]


def _no_identifier() -> Refused:
    return Refused(
        "no-identifier", _("This unit has no identifier (H code) yet. Add it with: motcua unit add")
    )


_PREFIX = """COALESCE(chosen.prefix, (
    SELECT code FROM catalogue_unitcode WHERE unit_id = unit.id AND kind = 'id' ORDER BY id LIMIT 1
))"""

_UNITS = "catalogue_unit AS unit LEFT JOIN casework_serialrange AS chosen ON chosen.unit_id = unit.id"

_RANGE = f"""
SELECT {_PREFIX}, COALESCE(chosen.first, %s), COALESCE(chosen.last, %s) FROM {_UNITS} WHERE unit.id = %s
"""  # noqa: S608 - names are our own

_TAKE = f"""
INSERT INTO casework_daycounter (unit_id, day, last)
SELECT unit.id, CAST(%s AS INTEGER), COALESCE(chosen.first, %s) FROM {_UNITS} WHERE unit.id = %s
ON CONFLICT (unit_id, day) DO UPDATE SET last = CASE
    WHEN casework_daycounter.last < excluded.last THEN excluded.last ELSE casework_daycounter.last + 1 END
RETURNING last, (SELECT {_PREFIX} FROM {_UNITS} WHERE unit.id = casework_daycounter.unit_id),
    (SELECT COALESCE(chosen.last, %s) FROM {_UNITS} WHERE unit.id = casework_daycounter.unit_id)
"""  # noqa: S608 - names are our own


def given(unit: int, day: Day) -> int:
    """How many codes a unit has given on a local day."""
    first = range_of(unit)[1]
    counted = DayCounter.objects.filter(unit=unit, day=day).values_list(F("last") - first + 1, flat=True)
    return counted.first() or 0
