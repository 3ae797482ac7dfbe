"""Why systems probably differ: a guess by rule, which a person may correct."""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from motcua.rules.instants import MS_PER_DAY
from motcua.rules.reconcile import Difference
from motcua.rules.report import PROGRESS


class Cause(StrEnum):
    """A cause of a difference (nguyên nhân)."""

    OLDER_DATA = "older_data"
    """The newest data of the other system were made before the change."""
    NOT_UPDATED_THERE = "not_updated_there"
    NOT_UPDATED_HERE = "not_updated_here"
    """The system whose word counts is behind the other."""
    NOT_TICKED_OFF = "not_ticked_off"
    """The hand-over was not entered in one of the systems."""
    NEXT_DAY = "next_day"
    """One of them counts a late reception as one of the next working day."""
    FOLLOWS_RECEPTION = "follows_reception"
    """The due day differs because the day of reception does."""
    CLOCK = "clock"
    """Another calendar, another term or pauses that one side does not know."""
    ENTERED_LATER = "entered_later"
    TYPED_OTHERWISE = "typed_otherwise"
    NOT_SENT = "not_sent"
    """It has not been entered or sent there."""
    REFUSED_THERE = "refused_there"
    """The other system refused the message that told it."""
    QUARANTINED = "quarantined"
    """Its row cannot be read and waits in quarantine."""
    HELD = "held"
    """It came from the portal and waits to be taken."""
    NOT_EXPORTED = "not_exported"
    """The system it belongs to does not report it."""
    SAME_MOMENT = "same_moment"
    """Two codes, and the same minute of reception: entered in both systems."""
    SAME_DAY = "same_day"
    """Two codes, and the same day only: two dossiers of one person, or one entered twice."""
    NO_FILE = "no_file"
    """The system has sent nothing since."""
    DROPPED = "dropped"
    """Newer data of the system no longer name it."""
    STRAIGHT = "straight"
    """It went straight to the department's account."""
    INCIDENT = "incident"
    """A failure of a system touched it."""
    OTHER = "other"


WEEKEND = 4 * MS_PER_DAY
"""No further apart are a day of reception and the working day after it."""


def guessed() -> pl.Expr:
    """The cause of rows of `differences`, by the columns `kind`, `ours`, `theirs`, `as_of` (for when the right side
    speaks), `changed` (when the left side last changed, where known) and `moved` (whether reception differs as well)."""
    kind, ahead = pl.col("kind"), _progress("theirs") - _progress("ours")
    older = (pl.col("as_of") < pl.col("changed")).fill_null(value=False)
    apart = _number("theirs") - _number("ours")
    return (
        pl.when(kind == Difference.RETURNED.value).then(pl.lit(Cause.NOT_TICKED_OFF.value))
        .when((kind == Difference.STATE.value) & older).then(pl.lit(Cause.OLDER_DATA.value))
        .when((kind == Difference.STATE.value) & (ahead > 0)).then(pl.lit(Cause.NOT_UPDATED_HERE.value))
        .when(kind == Difference.STATE.value).then(pl.lit(Cause.NOT_UPDATED_THERE.value))
        .when((kind == Difference.RECEIVED.value) & (apart.abs() <= WEEKEND)).then(pl.lit(Cause.NEXT_DAY.value))
        .when((kind == Difference.DUE.value) & pl.col("moved")).then(pl.lit(Cause.FOLLOWS_RECEPTION.value))
        .when(kind == Difference.DUE.value).then(pl.lit(Cause.CLOCK.value))
        .when((kind == Difference.FINISHED.value) & (apart > 0)).then(pl.lit(Cause.ENTERED_LATER.value))
        .otherwise(pl.lit(Cause.TYPED_OTHERWISE.value))
    )  # fmt: skip


_NUMBERS = {state.value: number for state, number in PROGRESS.items()}


def _progress(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(_NUMBERS, default=0, return_dtype=pl.Int64)


def _number(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Int64, strict=False)
