"""Seen there and not here, here and not there: where a dossier ought to be known and is not."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from motcua.catalogue.models import Field
from motcua.catalogue.systems import authorities
from motcua.catalogue.systems import system as system_named
from motcua.exchange.models import InMessage, Lane, OutMessage
from motcua.exchange.wire.operations import Operation
from motcua.findings.beside import beside
from motcua.findings.models import Pair
from motcua.findings.rows import COLUMNS, nothing, row_frame
from motcua.findings.told import Told
from motcua.hub.models import QuarantinedRow
from motcua.hub.text import clean_code
from motcua.rules.instants import MS_PER_DAY, OFFSET_MS
from motcua.rules.reconcile import Difference
from motcua.rules.reconcile_bulk import missing
from motcua.rules.reconcile_causes import Cause
from motcua.rules.report import State

_NOT_THERE, _NOT_HERE = Difference.NOT_THERE.value, Difference.NOT_HERE.value


@dataclass(frozen=True)
class There:
    """Rows of findings, and the codes of the dossiers that were looked for (`code`)."""

    rows: list[pl.DataFrame]
    compared: pl.DataFrame


def found(told: Told) -> There:
    """All dossiers that ought to be known to a system and are not."""
    lost, sighted = _lost_at_the_portal(told)
    strange, owed = _unknown_to_its_own(told)
    waiting = _not_taken(told)
    paired = [_of_pair(told, pair) for pair in pairs_of(told.unit)]
    rows = [lost, strange, waiting, *(rows for rows, _ in paired)]
    compared = [sighted, owed, waiting.select("code"), *(codes for _, codes in paired)]
    return There(rows, pl.concat(compared))


def pairs_of(unit: int) -> list[Pair]:
    """The pairs of systems that a unit wants compared."""
    return list(Pair.objects.filter(unit=unit, ended_at=None).order_by("pk"))


def both(told: Told) -> pl.DataFrame:
    """Words of pairs of which neither side is the one that counts; the others are compared with that one anyway."""
    parts = [
        beside(told, _said(told, pair.left_id), _said(told, pair.right_id)).filter(
            _in_days("l_received", pair)
        )
        for pair in pairs_of(told.unit)
    ]
    empty = beside(told, told.leads.clear(), told.leads.clear())
    spoken = pl.concat([empty, *parts])
    leads = told.heads.select("key", lead="authority")
    spoken = spoken.join(leads, on="key").filter(
        (pl.col("left") != pl.col("lead")) & (pl.col("right") != pl.col("lead"))
    )
    return spoken.drop("lead")


def _said(told: Told, system: int) -> pl.DataFrame:
    return told.every.filter(pl.col("system") == system)


def _in_days(column: str, pair: Pair) -> pl.Expr:
    day = (pl.col(column) + OFFSET_MS).floordiv(MS_PER_DAY)
    return (day >= pair.first) & (pl.lit(value=True) if pair.last is None else day <= pair.last)


def _of_pair(told: Told, pair: Pair) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What one system of a pair has in the days and the other has not, in the time of which both have data."""
    codes = told.heads.select("key", "code")
    left, right = _said(told, pair.left_id), _said(told, pair.right_id)
    ours, theirs = (
        mine.filter(_in_days("received", pair) & _covered(other))
        for mine, other in ((left, right), (right, left))
    )
    lacking = {_NOT_THERE: missing(ours, right, "key"), _NOT_HERE: missing(theirs, left, "key")}
    guesses = {_NOT_THERE: Cause.NOT_SENT, _NOT_HERE: Cause.NOT_EXPORTED}
    rows = [
        _presence(some, kind, guesses[kind]).with_columns(
            left=pl.lit(pair.left_id), right=pl.lit(pair.right_id)
        )
        for kind, some in lacking.items()
    ]
    named = pl.concat(rows).join(codes, on="key")
    looked_for = pl.concat([ours.select("key"), theirs.select("key")]).unique().join(codes, on="key")
    return row_frame(named).select(COLUMNS), looked_for.select("code")


def _covered(other: pl.DataFrame) -> pl.Expr:
    """Whether a dossier was received in the time of which the other system has data."""
    first, last = other["received"].min(), other["as_of"].max()
    if first is None:
        return pl.lit(value=False)
    begun = pl.col("received") >= first
    # Our own system and the portal, when asked for each dossier, have no day up to which they speak.
    return begun if last is None else begun & (pl.col("received") <= last)


def _presence(words: pl.DataFrame, kind: str, cause: Cause) -> pl.DataFrame:
    """Rows that say what the side says that has the dossier."""
    said = "ours" if kind == _NOT_THERE else "theirs"
    other = "theirs" if kind == _NOT_THERE else "ours"
    return words.select(
        "key",
        pl.lit(kind).alias("kind"),
        pl.col("state").cast(pl.String).alias(said),
        pl.lit("").alias(other),
        pl.lit(None, pl.Int64).alias("other"),
        pl.lit(cause.value).alias("guess"),
    ).select("key", "kind", "other", "ours", "theirs", "guess")


def _lost_at_the_portal(told: Told) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Dossiers that were told to the portal and that it did not have when it was asked."""
    codes = told.heads.select("key", "code", left="authority")
    gone = told.sighted.filter(~pl.col("there")).select("key")
    rows = _presence(told.leads.join(gone, on="key", how="semi"), _NOT_THERE, Cause.NOT_SENT)
    refused = Lane.objects.filter(dossier__unit=told.unit, messages__status=OutMessage.Status.REFUSED)
    keys = list(refused.values_list("dossier", flat=True).distinct())
    guess = pl.when(pl.col("key").is_in(keys)).then(pl.lit(Cause.REFUSED_THERE.value)).otherwise("guess")
    named = rows.join(codes, on="key").with_columns(right=pl.lit(told.portal), guess=guess)
    return row_frame(named).select(COLUMNS), told.sighted.select("key").join(codes, on="key").select("code")


def _unknown_to_its_own(told: Told) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Dossiers led provisionally by who reports them, while the system that issued the code does not name them.

    Only where that system sends data of the time in which they were received.
    """
    configured = _configured(told.heads)
    provisional = (pl.col("issuer") != pl.col("authority")) & (pl.col("issuer") != told.own)
    heads = told.heads.join(configured, on="field", how="left", maintain_order="left")
    heads = heads.filter(provisional & (pl.col("configured") != pl.col("authority")).fill_null(value=True))
    span = told.words.group_by("system").agg(first=pl.col("received").min(), last=pl.col("as_of").max())
    heads = heads.join(span, left_on="issuer", right_on="system")
    owed = heads.filter(pl.col("received").is_between(pl.col("first"), pl.col("last")))
    lost = owed.join(told.words.select("key", issuer="system"), on=["key", "issuer"], how="anti")
    said = told.leads.join(lost.select("key", "code", left="issuer", right="authority"), on="key")
    rows = _presence(said, _NOT_HERE, Cause.NOT_EXPORTED)
    named = rows.join(said.select("key", "code", "left", "right"), on="key")
    return row_frame(named).select(COLUMNS), owed.select("code")


def _configured(heads: pl.DataFrame) -> pl.DataFrame:
    """The system configured for each field that dossiers have, where there is one."""
    names = dict(Field.objects.filter(pk__in=heads["field"].unique().to_list()).values_list("folded", "pk"))
    rows = [(names[key], system_named(word).pk) for key, word in authorities().items() if key in names]
    return pl.DataFrame(rows, schema={"field": pl.Int64, "configured": pl.Int64}, orient="row")


def _not_taken(told: Told) -> pl.DataFrame:
    """What came and is not here: rows in quarantine, dossiers from the portal that are held."""
    rows = [*_held(told), *_quarantined(told)]
    if not rows:
        return nothing()
    known = set(told.heads["code"])
    frame = pl.DataFrame([row for row in rows if row["code"] not in known])
    if frame.is_empty():
        return nothing()
    blank = frame.with_columns(
        kind=pl.lit(_NOT_HERE), key=pl.lit(None), other=pl.lit(None), left=pl.lit(told.own), ours=pl.lit("")
    )
    return row_frame(blank).select(COLUMNS).unique(["code", "right"], maintain_order=True)


def _held(told: Told) -> list[dict[str, object]]:
    filed = InMessage.objects.filter(
        operation=Operation.FILED, link__unit=told.unit, status=InMessage.Status.HELD
    )
    return [
        {"code": key, "right": told.portal, "theirs": State.LODGED.value, "guess": Cause.HELD.value}
        for key in filed.order_by("pk").values_list("key", flat=True)
    ]


def _quarantined(told: Told) -> list[dict[str, object]]:
    waiting = QuarantinedRow.objects.filter(unit=told.unit, status=QuarantinedRow.Status.OPEN)
    return [
        {"code": code, "right": system, "theirs": "", "guess": Cause.QUARANTINED.value}
        for system, values in waiting.order_by("pk").values_list("system", "values")
        if (code := clean_code(values.get("code")))
    ]
