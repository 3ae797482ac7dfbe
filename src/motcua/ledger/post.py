"""Posting to the ledger: the difference between the moves that stand and those that the rules give now."""

from __future__ import annotations

import polars as pl
from django.db import connection

from motcua.catalogue.quick import later
from motcua.dossiers.bulk import insert_frame, select_in
from motcua.ledger import rolled
from motcua.ledger.balances import add
from motcua.rules import instants
from motcua.rules.instants import Instant
from motcua.rules.moves import RULES_VERSION
from motcua.rules.moves_bulk import local_day

KEY = ["dossier", "cell", "from_account", "to_account", "effect_at"]
SCHEMA = {
    "dossier": pl.Int64, "cell": pl.Int64, "from_account": pl.Int16, "to_account": pl.Int16,
    "effect_at": pl.Int64, "n": pl.Int16,
}  # fmt: skip
COLUMNS = (
    "dossier_id", "unit_id", "cell_id", "from_account", "to_account", "n",
    "effect_at", "effect_day", "recorded_at", "rules",
)  # fmt: skip


def lock_books(unit: int) -> None:
    """Wait for whoever posts in the same unit: a month whose balances are being begun has to count these moves too.

    Held to the end of the transaction, so take it as late as can be: officers at the counter wait for it. The key of
    the unit is left free, for every row that names the unit asks for it.
    """
    if connection.features.has_select_for_update:
        later("SELECT id FROM catalogue_unit WHERE id = %s FOR NO KEY UPDATE", [unit])


def standing(dossiers: list[int]) -> pl.DataFrame:
    """The moves that stand for these dossiers: what was entered less what was taken back."""
    found = select_in(
        "SELECT dossier_id, cell_id, from_account, to_account, effect_at, SUM(n) FROM ledger_move "
        "WHERE dossier_id IN ({}) GROUP BY 1, 2, 3, 4, 5 HAVING SUM(n) <> 0",
        dossiers,
    )
    return pl.DataFrame(found, schema=SCHEMA, orient="row")


def net(moves: pl.DataFrame) -> pl.DataFrame:
    """Moves summed up: what was entered and taken back again is left out."""
    sums = moves.group_by(KEY, maintain_order=True).agg(pl.col("n").sum().cast(pl.Int16))
    return sums.filter(pl.col("n") != 0).select(list(SCHEMA))


def difference(wanted: pl.DataFrame, stand: pl.DataFrame) -> pl.DataFrame:
    """What has to be entered (n above 0) and taken back (n below 0) for `stand` to become `wanted`."""
    if stand.is_empty():
        return wanted.select(list(SCHEMA))
    return net(pl.concat([wanted.select(list(SCHEMA)), stand.with_columns(n=-pl.col("n"))]))


def post(unit: int, moves: pl.DataFrame, now: Instant) -> None:
    """Enter moves of a unit's dossiers as recorded at `now`, in its balances and in the ledger."""
    enter(unit, moves.with_columns(recorded=pl.lit(now)), now)


def enter(unit: int, moves: pl.DataFrame, now: Instant) -> None:
    """Enter moves, each as recorded at its own instant in `recorded`."""
    if moves.is_empty():
        return
    dated = moves.with_columns(day=local_day(pl.col("effect_at")))
    add(unit, dated, instants.local_day(now))
    rolled.add(unit, dated)
    rolled.clean(unit)
    # In the order of the days, which is that of an index and of most questions.
    entries = dated.sort("day", "dossier", maintain_order=True).select(
        "dossier", pl.lit(unit).alias("unit"), "cell", "from_account", "to_account", "n", "effect_at", "day",
        "recorded", pl.lit(RULES_VERSION).alias("rules"),
    )  # fmt: skip
    insert_frame("ledger_move", COLUMNS, entries)
