"""How long a system may say nothing where a live source brings its data: by the rhythm that is expected of the source."""

from __future__ import annotations

from collections.abc import Collection

from motcua.catalogue.models import System
from motcua.exchange.live.health import SILENT
from motcua.exchange.models import TakenFile


def silent_after(units: Collection[int]) -> dict[tuple[int, int], int]:
    """By unit and system (keys): for more working days than this its live source of that system would be silent.

    Of several sources the quickest counts; a source of which nobody expects anything says nothing.
    """
    recorded = TakenFile.objects.filter(
        outcome=TakenFile.Outcome.RECORDED,
        source__unit__in=units,
        source__enabled=True,
        source__expected_days__gt=0,
    )
    told = set(recorded.values_list("source__unit", "system", "source__expected_days").distinct())
    names = {name for _unit, name, _days in told}
    systems = dict(System.objects.filter(key__in=names).values_list("key", "pk")) if names else {}
    found: dict[tuple[int, int], int] = {}
    for unit, name, days in sorted(told, key=lambda one: -one[2]):
        if name in systems:
            found[unit, systems[name]] = SILENT * days
    return found
