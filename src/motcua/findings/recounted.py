"""What a total would be by one system's own words: the same definition, over what that system reports."""

from __future__ import annotations

from collections import Counter

import polars as pl

from motcua.catalogue.systems import system
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import Dossier
from motcua.exchange.models import PortalSighting
from motcua.findings.told import PORTAL
from motcua.hub.authority import latest, with_order
from motcua.hub.bodies import SCHEMA
from motcua.hub.dimensions import Catalogue, with_keys
from motcua.hub.dues import with_dues
from motcua.hub.known import reports_on
from motcua.hub.moves import wanted
from motcua.rules.instants import Instant, day_of, day_start
from motcua.rules.measures import MEASURES, Kind, Part
from motcua.rules.periods import Period

_DIMENSIONS = {
    "channel": "channel",
    "level": "level",
    "digitised": "digitised",
    "fee_due": "fee",
    "paid_online": "paid_online",
}
"""Each dimension that a measure narrows by, and the column of a report that holds it."""


def by_words(
    unit: int, of: int, measures: list[str], period: Period, field: int | None, now: Instant
) -> tuple[Counter[int], frozenset[int]]:
    """The dossiers that measures would count by what system `of` says of a unit's dossiers, and all it speaks of."""
    said = _said(unit, of)
    named = with_dues(with_keys(said, Catalogue()), unit, now).with_columns(cell=pl.lit(0, pl.Int64))
    moves = wanted(named, unit, now)
    dimensions = named.select("key", "field_id", *_DIMENSIONS.values())
    if field is not None:
        dimensions = dimensions.filter(pl.col("field_id") == field)
    found = Counter[int]()
    for name in measures:
        for part in MEASURES[name].parts:
            found.update(_counted(part, moves, dimensions, period))
    return Counter({key: times for key, times in found.items() if times}), frozenset(said["key"])


def _said(unit: int, of: int) -> pl.DataFrame:
    if of == system(PORTAL).pk:
        return _of_the_portal(unit)
    keys = list(Dossier.objects.filter(unit=unit).values_list("pk", flat=True))
    told = reports_on(keys)
    told = told.filter(pl.col("system") == of)
    return latest(told, ["key", "system"], ["recorded", "act"]).select("key", "system", *SCHEMA)


def _of_the_portal(unit: int) -> pl.DataFrame:
    """What the portal showed as reports; of dimensions it says nothing, there ours hold."""
    found = PortalSighting.objects.filter(lane__dossier__unit=unit, there=True).values_list(
        "lane__dossier", "state", "received", "due", "finished", "lane__dossier__cell__procedure__code",
        "lane__dossier__cell__field__name", "lane__dossier__cell__channel", "lane__dossier__cell__level",
        "lane__dossier__cell__digitised", "lane__dossier__cell__fee_due", "lane__dossier__cell__paid_online",
    )  # fmt: skip
    names = (
        "key",
        "state",
        "received",
        "due",
        "finished",
        "procedure",
        "field",
        "channel",
        "level",
        "digitised",
        "fee",
        "paid_online",
    )
    kinds = {name: SCHEMA.get(name, pl.Int64()) for name in names}
    frame = pl.DataFrame(list(found), schema=kinds, orient="row")
    rest = [pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in names]
    whole = frame.with_columns(*rest, system=pl.lit(own_system(), pl.Int64))
    return with_order(whole.with_columns(as_of=pl.lit(0, pl.Int64))).select("key", "system", *SCHEMA)


def _counted(part: Part, moves: pl.DataFrame, dimensions: pl.DataFrame, period: Period) -> dict[int, int]:
    """How often a part of a measure counts each dossier."""
    for name, values in part.only:
        dimensions = dimensions.filter(pl.col(_DIMENSIONS[name]).is_in(list(values)))
    begin, end = day_start(day_of(period.first)), day_start(day_of(period.last) + 1)
    targets, origins = ([int(one) for one in group] for group in (part.target, part.origin))
    enters = pl.col("to_account").is_in(targets)
    if part.kind is Kind.FLOW:
        times = (enters & pl.col("from_account").is_in(origins)).cast(pl.Int64)
        within = pl.col("effect_at").is_between(begin, end, closed="left")
    else:
        times = enters.cast(pl.Int64) - pl.col("from_account").is_in(targets).cast(pl.Int64)
        within = pl.col("effect_at") < (begin if part.kind is Kind.OPENING else end)
    held = moves.filter(within).join(dimensions, left_on="dossier", right_on="key", how="semi")
    summed = held.group_by("dossier").agg(times=times.sum())
    return dict(summed.filter(pl.col("times") != 0).iter_rows())
