"""The figures of the catalogue on a day, by field, as forms II.07b and II.08 ask for them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from motcua.catalogue.models import Unit
from motcua.catalogue.overview import Listed, listed
from motcua.reports.vocabulary import CATALOGUE
from motcua.rules.measures import Level

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"


def catalogue_figures(unit: Unit, on: date) -> tuple[dict[int, dict[str, int]], dict[str, int]]:
    """The measures of the catalogue on a day by field, and over all fields.

    A commune's count what is carried out at its level, a province's what is carried out at either; a procedure of which
    no level is known counts as the commune's.
    """
    levels = {COMMUNE} if unit.kind == Unit.Kind.COMMUNE else {PROVINCE, DISTRICT, COMMUNE}
    by_field: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(CATALOGUE, 0))
    totals = dict.fromkeys(CATALOGUE, 0)
    for one in listed(unit, on):
        if (one.repealed_since is None or one.repealed_since > on) and (at := _levels(one) & levels):
            for name in _counting(one, at):
                by_field[one.field_id][name] += 1
                totals[name] += 1
    return dict(by_field), totals


def _levels(one: Listed) -> set[str]:
    return set(one.tiers) or {COMMUNE}


def _counting(one: Listed, at: set[str]) -> list[str]:
    """The measures that a procedure at these levels counts in."""
    known = {
        "province": PROVINCE in at,
        "district": DISTRICT in at,
        "commune": COMMUNE in at,
        "both": at >= {PROVINCE, COMMUNE},
        "one_stop_province": PROVINCE in at and bool(one.channels),
        "one_stop_district": DISTRICT in at and bool(one.channels),
        "one_stop_commune": COMMUNE in at and bool(one.channels),
        "total": True,
        "full": one.level == Level.FULL,
        "partial": one.level == Level.PARTIAL,
        "information": one.level == Level.INFORMATION,
        "inter_agency": one.inter_agency,
        "with_fee": one.has_fee,
        "non_territorial": one.non_territorial,
    }
    return [f"catalogue.{name}" for name, counts in known.items() if counts]
