"""What two systems say of many dossiers compared in columns; days are local days, compared where both sides say one."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from motcua.rules.instants import MS_PER_DAY, OFFSET_MS
from motcua.rules.reconcile import DATES, SAME, Difference
from motcua.rules.report import State

SAID = ("state", "received", "due", "finished")
"""What is compared; instants in milliseconds UTC, null where a system does not say."""

STATES = pl.Enum([state.value for state in State])
"""States as small numbers, by which columns of them are compared."""


def _groups() -> list[int]:
    """For each state, in the order of STATES, a number that is even for its group and odd for what was handed over."""
    apart = [group for group in SAME if len(group) > 1]
    numbers = {state: 2 * (len(apart) + n) for n, state in enumerate(State)}
    numbers |= {state: 2 * n for n, group in enumerate(apart) for state in group}
    numbers[State.HANDED_OVER] += 1
    return [numbers[state] for state in State]


_GROUPS = _groups()


def differences(pairs: pl.DataFrame, kept: Sequence[str]) -> pl.DataFrame:
    """What differs in pairs of words: the columns `kept`, `kind`, `ours`, `theirs` (texts: states, instants as digits).

    `pairs` has `l_` and `r_` before each name of SAID: one row for each dossier of which two systems speak, the left
    one's word counting. States are texts or STATES.
    """
    frame = pairs.with_columns(pl.col("l_state", "r_state").cast(STATES))
    if frame.is_empty():
        return _shown(frame, kept, Difference.STATE, "state")
    return pl.concat([*_of_states(frame, kept), *(_of_days(frame, kept, kind) for kind in DATES)])


def _of_states(frame: pl.DataFrame, kept: Sequence[str]) -> list[pl.DataFrame]:
    other = frame.filter(pl.col("l_state").to_physical() != pl.col("r_state").to_physical())
    groups = pl.Series(_GROUPS, dtype=pl.Int32)
    left, right = (groups.gather(other[f"{side}_state"].to_physical()) for side in "lr")
    apart, done = (left // 2) != (right // 2), (left // 2) == (right // 2)
    returned = done & (left != right)
    return [
        _shown(other.filter(apart), kept, Difference.STATE, "state"),
        _shown(other.filter(returned), kept, Difference.RETURNED, "state"),
    ]


def _of_days(frame: pl.DataFrame, kept: Sequence[str], kind: Difference) -> pl.DataFrame:
    left, right = pl.col(f"l_{kind.value}"), pl.col(f"r_{kind.value}")
    # Most instants are the same to the millisecond, and a division costs more than a comparison.
    other = frame.filter(left != right)
    return _shown(other.filter(_day(left) != _day(right)), kept, kind, kind.value)


def _day(instant: pl.Expr) -> pl.Expr:
    return (instant + OFFSET_MS).floordiv(MS_PER_DAY)


def _shown(frame: pl.DataFrame, kept: Sequence[str], kind: Difference, name: str) -> pl.DataFrame:
    return frame.select(
        *kept,
        kind=pl.lit(kind.value),
        ours=pl.col(f"l_{name}").cast(pl.String),
        theirs=pl.col(f"r_{name}").cast(pl.String),
    )


def missing(left: pl.DataFrame, right: pl.DataFrame, on: str) -> pl.DataFrame:
    """The rows of `left` whose `on` no row of `right` has."""
    return left.join(right.select(on), on=on, how="anti", maintain_order="left")
