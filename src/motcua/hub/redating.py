"""A change of the calendar and dossiers that other systems lead: the ledger brought to the new due instants."""

from __future__ import annotations

import json
from collections.abc import Sequence

import polars as pl

from motcua.catalogue.changes import Author
from motcua.dossiers.bulk import insert
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import Dossier
from motcua.dossiers.own import REDATED
from motcua.hub.authority import ORDER, latest
from motcua.hub.bodies import SCHEMA
from motcua.hub.elsewhere import redated
from motcua.hub.known import reports_on
from motcua.hub.locking import after_all
from motcua.hub.record import bring_up
from motcua.rules.instants import Instant
from motcua.rules.moved_dues import MovedDue

_HEADS = {"key": pl.Int64, "code": pl.String, "issuer": pl.Int64, "unit": pl.Int64}
_COLUMNS = (
    "dossier_id",
    "kind",
    "occurred_at",
    "recorded_at",
    "system_id",
    "actor",
    "progress",
    "body",
    "version",
)


def redate_reported(moved: Sequence[MovedDue], by: Author) -> None:
    """Post what the new calendar makes of dossiers that other systems report, each with an entry in its journal.

    Call it in the transaction that changes the calendar, after the change.
    """
    ours = own_system()
    reported = Dossier.objects.filter(pk__in=[one.key for one in moved]).exclude(issuer=ours)
    listed = list(reported.values_list("pk", "code", "issuer_id", "unit_id"))
    if not listed:
        return
    heads = pl.DataFrame(listed, schema=_HEADS, orient="row").sort("unit", "key")
    dues = {one.key: one for one in moved}
    for some in heads.partition_by("unit", maintain_order=True):
        unit = int(some["unit"][0])
        now = after_all(unit, by.at)
        _journal([dues[key] for key in some["key"]], ours, by, now)
        _post(unit, some, now)


def _journal(moved: Sequence[MovedDue], system: int, by: Author, now: Instant) -> None:
    rows = [
        (one.key, REDATED, now, now, system, by.user, 0, json.dumps({"before": one.before, "after": one.after}), 1)
        for one in moved
    ]  # fmt: skip
    insert("dossiers_act", _COLUMNS, rows)


def _post(unit: int, heads: pl.DataFrame, now: Instant) -> None:
    keys = heads["key"].to_list()
    told = reports_on(keys)
    said = latest(told, ["key", "system"], ["recorded", "act"]).select(["key", "system", *ORDER, *SCHEMA])
    said = said.join(heads.select("key", "issuer"), on="key", how="left", maintain_order="left")
    redated(bring_up(unit, said, heads.select("key", "code"), keys, now))
