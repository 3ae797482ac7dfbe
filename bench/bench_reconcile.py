"""A million dossiers of one system against a million of another, in columns, beside a bare yardstick in the same run.

The yardstick only joins the codes of both sides and counts rows whose instants are not the same: what any comparison
has to do at least. Then a unit is compared as the daily run does it: its journal read, findings kept, and once more with nothing new.
"""

from __future__ import annotations

import os
import sys

# Goals are told in CPU time: threads would only add theirs.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

import numpy as np
import polars as pl

from bench.measured import Seconds, measured, ready
from motcua.rules.instants import MS_PER_DAY
from motcua.rules.reconcile import Difference
from motcua.rules.reconcile_bulk import SAID, differences, missing
from motcua.rules.report import State

ROWS, QUICK_ROWS = 1_000_000, 100_000
GOAL_SECONDS = 5.0
APART = 0.01
"""So many of the values of one side differ from the other's."""
_EPOCH = 1_780_000_000_000


def sides(rows: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What two systems say: nearly the same dossiers in another order, some of the values otherwise."""
    chance = np.random.default_rng(20261126)
    received = _EPOCH + chance.integers(0, 300 * MS_PER_DAY, rows)
    states = chance.integers(0, len(State), rows)
    return _side(chance, received, states, 0.0), _side(chance, received, states, APART)


def _side(
    chance: np.random.Generator, received: np.ndarray, states: np.ndarray, apart: float
) -> pl.DataFrame:
    rows, words = len(received), pl.Series([state.value for state in State])
    moved = received + np.where(chance.random(rows) < apart, MS_PER_DAY, 0)
    other = np.where(chance.random(rows) < apart, chance.integers(0, len(State), rows), states)
    frame = pl.DataFrame({
        "code": pl.int_range(rows, eager=True).cast(pl.String).str.zfill(7).str.replace("^", "H24.99-260601-15"),
        "state": words.gather(pl.Series(other)), "received": moved, "due": moved + 5 * MS_PER_DAY, "finished": moved + 4 * MS_PER_DAY,
    })  # fmt: skip
    return frame.filter(pl.Series(chance.random(rows) >= APART)).sample(fraction=1.0, shuffle=True, seed=1)


def reconciled(left: pl.DataFrame, right: pl.DataFrame) -> dict[str, int]:
    """All that differs between two systems, counted by kind."""
    beside = _named(left, "l").join(_named(right, "r"), on="code")
    counts = dict(differences(beside, ["code"])["kind"].value_counts().iter_rows())
    counts[Difference.NOT_THERE.value] = len(missing(left, right, "code"))
    counts[Difference.NOT_HERE.value] = len(missing(right, left, "code"))
    return counts


def _named(frame: pl.DataFrame, side: str) -> pl.DataFrame:
    return frame.rename({name: f"{side}_{name}" for name in SAID})


def yardstick(left: pl.DataFrame, right: pl.DataFrame) -> int:
    """How many dossiers of both have another time of reception: one join of codes and one comparison."""
    both = left.select("code", "received").join(right.select("code", "received"), on="code")
    return len(both.filter(pl.col("received") != pl.col("received_right")))


def main() -> None:
    """Print what it takes, and how many times the yardstick that is."""
    ready()
    rows = QUICK_ROWS if "--quick" in sys.argv[1:] else ROWS
    left, right = sides(rows)
    bare, at_least = measured(lambda: yardstick(left, right))
    counts, took = measured(lambda: reconciled(left, right))
    print(f"{rows:,} against {rows:,} dossiers (goal for a million: {GOAL_SECONDS:.0f} s CPU)")
    print(f"  compared   {_told(took)}  {sum(counts.values()):,} differences: {_listed(counts)}")
    print(f"  yardstick  {_told(at_least)}  {bare:,} rows apart")
    print(f"  ratio      {took.cpu / at_least.cpu:.1f}")
    of_a_unit(rows // 20)


def of_a_unit(rows: int) -> None:
    """Fill a unit with dossiers that two systems report, and compare it twice."""
    from motcua.catalogue.units import add_unit
    from motcua.dossiers.bulk import writing
    from motcua.findings.keep import reconcile
    from motcua.hub.models import ImportRun
    from motcua.hub.record import record

    unit, now = add_unit("H24.99", "Đơn vị mẫu thử", "Hải Phòng"), _EPOCH + 310 * MS_PER_DAY
    for side, system in zip(sides(rows), ("ministry:15", "province:H24"), strict=True):
        with writing():
            run = ImportRun.objects.create(unit=unit, recorded_at=now)
            record(unit.pk, _reports(side, system, now), run.pk, now, lambda step: None)
    print(f"{rows:,} dossiers of a unit, each told by two systems")
    for name in ("first", "again"):
        done, took = measured(lambda: reconcile(unit.pk, now))
        print(
            f"  {name:<9}  {_told(took)}  {done.found:,} findings, {done.opened:,} new, {done.closed:,} closed"
        )


def _reports(side: pl.DataFrame, system: str, now: int) -> pl.DataFrame:
    from motcua.hub.bodies import SCHEMA

    usual = {"issuer": "ministry:15", "system": system, "field": "Hộ tịch"}
    numbers = {"as_of": now, "channel": 1, "level": 0, "digitised": 0, "fee": 0, "paid_online": 0}
    given = side.with_columns(
        **{name: pl.lit(value) for name, value in usual.items()},
        **{name: pl.lit(value, pl.Int64) for name, value in numbers.items()},
        **{name: pl.lit(None, pl.String) for name in ("applicant", "phone")}, updated=pl.lit(None, pl.Int64),
    )  # fmt: skip
    return given.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in given.columns
    )


def _told(took: Seconds) -> str:
    return f"{took.cpu:5.2f} s CPU, {took.wall:5.2f} s"


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{kind} {number:,}" for kind, number in sorted(counts.items()))


if __name__ == "__main__":
    main()
