"""The moves of many reported dossiers at once: the same answers as `acts_of` and `moves`, in columns.

Covers dossiers with at most one pause and a due instant that was stated or computed beforehand; a dossier
with more of a story takes the road of single dossiers.
"""

from __future__ import annotations

import polars as pl

from motcua.rules.accounts import Account
from motcua.rules.instants import MS_PER_DAY, OFFSET_MS
from motcua.rules.report import GROUNDS, OUTCOMES

MOVE_COLUMNS = ("key", "from_account", "to_account", "effect_at")

_ENDINGS = {state.value: int(outcome) for state, outcome in OUTCOMES.items()}
_GROUNDS = {name: int(ground) for name, ground in GROUNDS.items()}


def local_day(instant: pl.Expr) -> pl.Expr:
    """The local day of an instant."""
    return (instant + OFFSET_MS).floordiv(MS_PER_DAY)


def moves_of(reports: pl.DataFrame) -> pl.DataFrame:
    """Moves of reports: `key`, `from_account`, `to_account`, `effect_at`, one row for each move.

    `reports` has `key` and the instants and words of a Report: `state` and `ground` (text), `lodged`,
    `received`, `due`, `finished`, `paused`, `resumed` (milliseconds UTC, null where unknown); and, where our
    own clock gave the due instant, `by_instant` (whether instants are compared, not days), else null.
    """
    frame = _with_clock(reports.lazy()).collect()
    return pl.concat([_not_received(frame), *_received(frame)])


def _with_clock(reports: pl.LazyFrame) -> pl.LazyFrame:
    received, due, finished = pl.col("received"), pl.col("due"), pl.col("finished")
    by_instant = pl.coalesce("by_instant", local_day(due) == local_day(received))
    overdue_from = pl.when(by_instant).then(due).otherwise((local_day(due) + 1) * MS_PER_DAY - OFFSET_MS)
    early = pl.when(by_instant).then(finished < due).otherwise(local_day(finished) < local_day(due))
    late = pl.when(by_instant).then(finished > due).otherwise(local_day(finished) > local_day(due))
    return reports.with_columns(
        ending=pl.col("state").replace_strict(_ENDINGS, default=None, return_dtype=pl.Int16),
        waiting=pl.col("ground").replace_strict(_GROUNDS, default=None, return_dtype=pl.Int16),
        overdue_from=overdue_from,
        after_due=pl.when(late).then(2).when(early).then(0).otherwise(1).cast(pl.Int16),
    ).with_columns(
        ended=pl.col("ending").is_not_null() & finished.is_not_null(),
        late_before_pause=(overdue_from <= pl.col("paused")).fill_null(value=False),
    )


def _moves(frame: pl.DataFrame, origin: pl.Expr | int, target: pl.Expr | int, at: pl.Expr) -> pl.DataFrame:
    def account(value: pl.Expr | int) -> pl.Expr:
        return (pl.lit(int(value)) if isinstance(value, int) else value).cast(pl.Int16)

    return frame.select(
        "key",
        account(origin).alias("from_account"),
        account(target).alias("to_account"),
        at.alias("effect_at"),
    )


def _not_received(frame: pl.DataFrame) -> pl.DataFrame:
    out = frame.filter(pl.col("received").is_null() & pl.col("lodged").is_not_null())
    endings = {"turned_away": int(Account.TURNED_AWAY), "lodged_supplement": int(Account.LODGED_SUPPLEMENT)}
    target = pl.col("state").replace_strict(endings, default=None, return_dtype=pl.Int16)
    ended = out.with_columns(target=target).filter(pl.col("target").is_not_null())
    at = pl.max_horizontal("finished", "lodged")
    return pl.concat(
        [
            _moves(out, Account.OUTSIDE, Account.LODGED, pl.col("lodged")),
            _moves(ended, Account.LODGED, pl.col("target"), at),
        ]
    )


def _received(frame: pl.DataFrame) -> list[pl.DataFrame]:
    seen = frame.filter(pl.col("received").is_not_null())
    lodged_before = (pl.col("lodged") < pl.col("received")).fill_null(value=False)
    first = pl.when(lodged_before).then(int(Account.LODGED)).otherwise(int(Account.OUTSIDE))
    straight, stopped = seen.filter(pl.col("paused").is_null()), seen.filter(pl.col("paused").is_not_null())
    return [
        _moves(seen.filter(lodged_before), Account.OUTSIDE, Account.LODGED, pl.col("lodged")),
        _moves(seen, first, Account.IN_TERM, pl.col("received")),
        *_running(straight, "received"),
        *_with_pause(stopped),
    ]


def _ending(frame: pl.DataFrame, origin: pl.Expr | int, timeliness: pl.Expr) -> pl.DataFrame:
    return _moves(frame, origin, pl.col("ending") + timeliness, pl.col("finished"))


def _running(frame: pl.DataFrame, since: str) -> list[pl.DataFrame]:
    """From in term, begun at `since`, to overdue where the due instant passes, and to the ending."""
    is_late = pl.col("after_due") == 2
    passes = pl.col("overdue_from").is_not_null() & (is_late | ~pl.col("ended"))
    origin = pl.when(is_late).then(int(Account.OVERDUE)).otherwise(int(Account.IN_TERM))
    at = pl.max_horizontal("overdue_from", since)
    return [
        _moves(frame.filter(passes), Account.IN_TERM, Account.OVERDUE, at),
        _ending(frame.filter("ended"), origin, pl.col("after_due")),
    ]


def _with_pause(frame: pl.DataFrame) -> list[pl.DataFrame]:
    was_late = pl.col("late_before_pause")
    late = was_late.cast(pl.Int16)
    waiting = pl.col("waiting") + late
    resumed = frame.filter(pl.col("resumed").is_not_null())
    running = pl.when(was_late).then(int(Account.OVERDUE)).otherwise(int(Account.IN_TERM))
    passed = pl.max_horizontal("overdue_from", "received")
    still = frame.filter(pl.col("resumed").is_null() & pl.col("ended"))
    return [
        _moves(frame.filter(was_late), Account.IN_TERM, Account.OVERDUE, passed),
        _moves(frame, running, waiting, pl.col("paused")),
        _moves(resumed, waiting, running, pl.col("resumed")),
        *_running(resumed.filter(~was_late), "resumed"),
        _ending(resumed.filter(was_late & pl.col("ended")), Account.OVERDUE, pl.lit(2, pl.Int16)),
        _ending(still, waiting, pl.when(was_late).then(2).otherwise(pl.col("after_due")).cast(pl.Int16)),
    ]
