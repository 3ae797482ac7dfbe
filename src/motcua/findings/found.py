"""What differs in a unit at present: every kind of finding, as rows of one table, and how many dossiers were compared."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from motcua.findings import alone, presence
from motcua.findings.beside import KEPT, beside
from motcua.findings.explaining import incidents_of
from motcua.findings.rows import COLUMNS, identified, row_frame
from motcua.findings.told import Told
from motcua.findings.touched import confirmations
from motcua.rules.instants import Instant
from motcua.rules.reconcile import DISAGREE, Difference
from motcua.rules.reconcile_bulk import differences
from motcua.rules.reconcile_causes import Cause, guessed


@dataclass(frozen=True)
class Found:
    """Rows of COLUMNS and `identity`; how many dossiers are known, on how many of them all systems agree, and how many
    two systems speak of or ought to."""

    rows: pl.DataFrame
    known: int
    compared: int
    agreeing: int


def found(unit: int, now: Instant) -> Found:
    """Everything that differs in a unit at an instant."""
    told = Told(unit)
    there = presence.found(told)
    with_authority, pairs = _with_authority(told), presence.both(told)
    spoken = pl.concat([with_authority, pairs.select(with_authority.columns)])
    rows = pl.concat([_differing(spoken, told), *there.rows, *alone.found(told, now)])
    rows = _failed(rows.unique(["kind", "key", "other", "code", "left", "right"], maintain_order=True), unit)
    rows = identified(rows)
    compared = pl.concat([spoken.select("code"), there.compared]).n_unique()
    apart = rows.filter(pl.col("kind").is_in([kind.value for kind in DISAGREE]))["code"].n_unique()
    known = pl.concat([told.heads.select("code"), there.compared]).n_unique()
    return Found(rows, known, compared, known - apart)


def _failed(rows: pl.DataFrame, unit: int) -> pl.DataFrame:
    """The cause of what an incident of a system touched, as people confirmed, is that incident."""
    incidents = [one.pk for one in incidents_of(unit)]
    touched = [dossier for (_, dossier), yes in confirmations(incidents).items() if yes]
    guess = pl.when(pl.col("key").is_in(touched)).then(pl.lit(Cause.INCIDENT.value)).otherwise("guess")
    return rows.with_columns(guess=guess) if touched else rows


def _with_authority(told: Told) -> pl.DataFrame:
    """Each dossier's word that counts beside that of every other system on it."""
    others = told.every.join(told.leads.select("key", lead="system"), on="key")
    others = others.filter(pl.col("system") != pl.col("lead")).drop("lead")
    return beside(told, told.leads, others)


def _differing(spoken: pl.DataFrame, told: Told) -> pl.DataFrame:
    rows = differences(spoken, [*KEPT, "code"])
    moved = rows.filter(pl.col("kind") == Difference.RECEIVED.value).select("key", "left", "right")
    rows = rows.join(moved.with_columns(moved=pl.lit(value=True)), on=["key", "left", "right"], how="left")
    rows = rows.with_columns(pl.col("moved").fill_null(value=False)).with_columns(guess=guessed())
    return row_frame(rows.with_columns(other=pl.lit(None, pl.Int64))).select(COLUMNS)
