"""Deriving the ledger again from the journal alone: the proof that nothing in it was made by hand."""

from __future__ import annotations

import polars as pl
from django.db.models import Q

from motcua.dossiers.bulk import writing
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import Dossier
from motcua.hub.authority import ORDER, latest
from motcua.hub.bodies import SCHEMA
from motcua.hub.derive import speaking_reports
from motcua.hub.dues import with_dues
from motcua.hub.known import redated, reports_on
from motcua.hub.moves import wanted
from motcua.hub.own_ledger import SCHEMA as OWN_SCHEMA
from motcua.hub.own_ledger import own_entries
from motcua.ledger import post
from motcua.ledger.changes import changed
from motcua.ledger.fault import Fault
from motcua.ledger.models import Balance, BalancedMonth, Move, UnitAhead, UnitBalance, UnitDay
from motcua.rules.instants import Instant
from motcua.rules.moves_bulk import local_day

_ENTRY = [*post.SCHEMA, "recorded"]


def derived(unit: int) -> pl.DataFrame:
    """All moves of a unit as the journal gives them, with the instants at which they were learned.

    A dossier that has been transferred has moves in several units; `unit` says in which.
    """
    reported = _reported(unit).with_columns(unit=pl.lit(unit, pl.Int64))
    return pl.concat([reported.select(list(OWN_SCHEMA)), own_entries(unit)], how="vertical_relaxed")


def _reported(unit: int) -> pl.DataFrame:
    """The moves of the dossiers that other systems report."""
    heads = pl.DataFrame(
        list(Dossier.objects.filter(unit=unit).exclude(issuer=own_system()).values_list("pk", "issuer")),
        schema={"key": pl.Int64, "issuer": pl.Int64}, orient="row",
    )  # fmt: skip
    told = reports_on(heads["key"].to_list()).join(heads, on="key", maintain_order="left")
    learned = pl.concat([told.select("key", "recorded"), redated(heads["key"].to_list())])
    entered = pl.DataFrame(schema={**post.SCHEMA, "recorded": pl.Int64})
    for recorded in learned["recorded"].unique().sort():
        touched = learned.filter(pl.col("recorded") == recorded).select("key").unique()
        known = told.filter(pl.col("recorded") <= recorded).join(touched, on="key", how="semi")
        entered = pl.concat([entered, _entries(known, entered, unit, recorded)])
    return entered


def _entries(known: pl.DataFrame, entered: pl.DataFrame, unit: int, recorded: Instant) -> pl.DataFrame:
    columns = ["key", "system", "issuer", *ORDER, *SCHEMA]
    said = latest(known, ["key", "system"], ["recorded", "act"]).select(columns)
    chosen = with_dues(speaking_reports(said, unit), unit, recorded)
    touched = chosen.select(pl.col("key").alias("dossier"))
    standing = post.net(entered.join(touched, on="dossier", how="semi"))
    news = post.difference(wanted(chosen, unit, recorded), standing)
    return news.with_columns(recorded=pl.lit(recorded)).select(_ENTRY)


def rebuild_unit(unit: int, now: Instant) -> int:
    """Write a unit's ledger anew from its journal; gives how many moves it holds."""
    with writing():
        post.lock_books(unit)
        entries = derived(unit).filter(pl.col("unit") == unit).drop("unit")
        for model in (Move, Balance, BalancedMonth, UnitBalance, UnitDay, UnitAhead):
            model.objects.filter(unit=unit).delete()
        post.enter(unit, entries, now)
        changed([unit])
    return len(entries)


_WHOLE = [*post.KEY, "unit", "day", "recorded"]


def differences(unit: int) -> list[Fault]:
    """Dossiers whose entries, their unit, day and time of recording included, are not those of their journal."""
    wanted = derived(unit).with_columns(day=local_day(pl.col("effect_at")))
    entered = _entered(unit).with_columns(n=-pl.col("n"))
    both = pl.concat([wanted.select(entered.columns), entered], how="vertical_relaxed")
    sums = both.group_by(_WHOLE).agg(pl.col("n").sum())
    odd = sums.filter(pl.col("n") != 0)["dossier"].unique().to_list()
    codes = Dossier.objects.filter(pk__in=odd).order_by("code").values_list("code", flat=True)
    return [
        Fault("journal", unit, code, "its entries are not those that its journal gives") for code in codes
    ]


def _entered(unit: int) -> pl.DataFrame:
    """All entries that name the unit or a dossier of it."""
    moves = Move.objects.filter(Q(unit=unit) | Q(dossier__unit=unit)).values_list(
        "dossier", "cell", "from_account", "to_account", "effect_at", "unit", "effect_day", "recorded_at", "n"
    )
    return pl.DataFrame(list(moves), schema=dict.fromkeys([*_WHOLE, "n"], pl.Int64), orient="row")
