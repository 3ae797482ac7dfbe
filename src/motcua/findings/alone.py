"""Findings that one dossier makes by itself: counted twice, not heard of, past the one-stop centre."""

from __future__ import annotations

import polars as pl

from motcua.catalogue.models import System
from motcua.findings.models import SystemRule
from motcua.findings.rows import COLUMNS, nothing, row_frame
from motcua.findings.told import Told
from motcua.hub.text import fold
from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE, OFFSET_MS, Instant, local_day
from motcua.rules.reconcile import Difference
from motcua.rules.reconcile_causes import Cause
from motcua.rules.report import State
from motcua.rules.urgency import IN_HAND

RHYTHM_DAYS = 3
"""After so many days without a word a dossier in hand is not heard of, where nothing else is settled."""
_CENTRE = (
    "trung tam phuc vu hanh chinh cong",
    "trung tam hcc",
    "mot cua",
    "tiep nhan va tra ket qua",
    "ttpvhcc",
)
"""Words by which the one-stop centre is named in exports."""
_BEFORE = (State.LODGED, State.LODGED_SUPPLEMENT, State.TURNED_AWAY)


def found(told: Told, now: Instant) -> list[pl.DataFrame]:
    """These findings of a unit at an instant."""
    rules = {rule.system_id: rule for rule in SystemRule.objects.filter(unit=told.unit)}
    return [_twice(told), _silent(told, now, rules), _bypassed(told, rules)]


def _twice(told: Told) -> pl.DataFrame:
    """Received dossiers of one procedure, applicant and day that different systems lead: probably one under two codes."""
    day = (pl.col("received") + OFFSET_MS).floordiv(MS_PER_DAY)
    known = told.heads.filter(pl.col("received").is_not_null() & pl.col("procedure").is_not_null())
    named = known.join(told.people, on="key").with_columns(day=day)
    alike = ["procedure", "folded", "day"]
    several = named.filter(pl.col("authority").n_unique().over(alike) > 1).sort("key")
    if several.is_empty():
        return nothing()
    firsts = several.unique(alike, keep="first", maintain_order=True)
    first = firsts.select(*alike, other="key", left="authority", ours="received", beside="written")
    rows = several.join(first, on=alike).filter((pl.col("authority") != pl.col("left")) & _one_name())
    same = (pl.col("received") - pl.col("ours")).abs() < MS_PER_MINUTE
    guess = pl.when(same).then(pl.lit(Cause.SAME_MOMENT.value)).otherwise(pl.lit(Cause.SAME_DAY.value))
    named = rows.with_columns(
        kind=pl.lit(Difference.TWICE.value), right=pl.col("authority"), theirs=pl.col("received"), guess=guess
    )
    return row_frame(named).select(COLUMNS)


def _one_name() -> pl.Expr:
    """Whether two names are one: Đức and Dực are not, though without their marks they look alike."""
    bare = pl.col("folded")
    return (pl.col("written") == pl.col("beside")) | (pl.col("written") == bare) | (pl.col("beside") == bare)


def _silent(told: Told, now: Instant, rules: dict[int, SystemRule]) -> pl.DataFrame:
    """Dossiers in hand that their system has not named for longer than its rhythm."""
    in_hand = [int(account) for account in IN_HAND]
    rows = told.heads.filter((pl.col("authority") != told.own) & pl.col("account").is_in(in_hand))
    words = told.words.select("key", "state", "as_of", authority="system")
    rows = rows.join(words, on=["key", "authority"], how="left", maintain_order="left")
    heard = pl.col("key").replace_strict(told.heard, default=None, return_dtype=pl.Int64)
    rows = rows.with_columns(heard=pl.max_horizontal(heard, "as_of"))
    days = {system: rule.rhythm_days for system, rule in rules.items() if rule.rhythm_days is not None}
    rhythm = pl.col("authority").replace_strict(days, default=RHYTHM_DAYS, return_dtype=pl.Int64)
    since = (pl.col("heard") + OFFSET_MS).floordiv(MS_PER_DAY)
    rows = rows.filter((pl.lit(local_day(now)) - since > rhythm).fill_null(value=True))
    newest = pl.col("authority").replace_strict(told.newest, default=None, return_dtype=pl.Int64)
    dropped = (newest > pl.col("heard")).fill_null(value=False)
    guess = pl.when(dropped).then(pl.lit(Cause.DROPPED.value)).otherwise(pl.lit(Cause.NO_FILE.value))
    named = rows.with_columns(
        kind=pl.lit(Difference.SILENT.value), other=pl.lit(None), left=pl.lit(told.own), right=pl.col("authority"),
        ours=pl.col("state"), theirs=pl.col("heard"), guess=guess,
    )  # fmt: skip
    return row_frame(named).select(COLUMNS)


def _bypassed(told: Told, rules: dict[int, SystemRule]) -> pl.DataFrame:
    """Dossiers that a department works on in its own system while neither our system nor the one-stop system has them."""
    systems = dict(System.objects.values_list("pk", "key"))
    doors = [key for key, name in systems.items() if name.startswith("province:")] + [told.own]
    received = pl.concat([
        told.every.filter(pl.col("system").is_in(doors)).select("key"),
        told.heads.filter(pl.col("authority") == told.own).select("key"),
    ])  # fmt: skip
    rows = told.leads.filter(~pl.col("system").is_in(doors)).join(received, on="key", how="anti")
    rows = rows.filter(~pl.col("state").is_in([state.value for state in _BEFORE]))
    if rows.is_empty():
        return nothing()
    rows = rows.filter(_must_pass(rows, systems, rules)).join(told.heads.select("key", "code"), on="key")
    named = rows.with_columns(
        kind=pl.lit(Difference.BYPASSED.value), other=pl.lit(None), left=pl.lit(told.own), right=pl.col("system"),
        ours=pl.lit(""), theirs=pl.col("state"), guess=pl.lit(Cause.STRAIGHT.value),
    )  # fmt: skip
    return row_frame(named).select(COLUMNS)


def _must_pass(rows: pl.DataFrame, systems: dict[int, str], rules: dict[int, SystemRule]) -> pl.Expr:
    """Whether a dossier should have gone through the centre: as the unit has settled it for the system, else those of
    registers for which a department is named that is not the centre."""
    always = [key for key, rule in rules.items() if rule.centre == SystemRule.Centre.ALWAYS]
    never = [key for key, rule in rules.items() if rule.centre == SystemRule.Centre.NEVER]
    by_name = [key for key, name in systems.items() if name.startswith("register:") and key not in never]
    others = [name for name in rows["department"].unique() if name and not _is_centre(name)]
    named = pl.col("system").is_in(by_name) & pl.col("department").is_in(others).fill_null(value=False)
    return pl.col("system").is_in(always) | named


def _is_centre(name: str) -> bool:
    folded = fold(name)
    return any(word in folded for word in _CENTRE)
