"""Recording reports: journal first, then the ledger's difference, then the balances; all in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from motcua.dossiers.bulk import allocate, insert_frame, select_in, update_frame
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import SearchPending
from motcua.hub import elsewhere as waiting
from motcua.hub.authority import ORDER, latest, not_behind, with_order
from motcua.hub.bodies import SCHEMA, with_bodies
from motcua.hub.derive import speaking_reports
from motcua.hub.dues import with_dues
from motcua.hub.known import dossiers_with, reports_on
from motcua.hub.moves import latest_state, wanted
from motcua.hub.sources import named_system
from motcua.hub.text import fold_expr
from motcua.ledger.changes import changed
from motcua.ledger.post import difference, lock_books, post, standing
from motcua.rules.instants import Instant
from motcua.rules.report import BODY_VERSION

Step = Callable[[str], None]


def _silent(step: str) -> None:
    """A step that nobody waits for."""


@dataclass(frozen=True)
class Recorded:
    """What recording came to; a dossier is changed where its journal got a new entry."""

    new: int
    changed: int
    elsewhere: pl.DataFrame
    """Reports on dossiers that another unit holds; they were not recorded."""


def record(unit: int, reports: pl.DataFrame, run: int, now: Instant, step: Step) -> Recorded:
    """Record reports on a unit's dossiers, as learned at `now`; call it inside a write transaction.

    `reports` has the columns of `bodies.SCHEMA` and `code`, `issuer`, `system` (keys in words), `as_of`,
    `updated`, `applicant`, `phone`. Reports that say nothing new are passed over.
    """
    step("compare")
    if reports.is_empty():
        # Every row of the files was set aside.
        return Recorded(0, 0, reports)
    named = with_bodies(with_order(_on_our_own(_with_system_keys(reports))))
    best = latest(named, ["code", "issuer", "system"], ["updated", "body"])
    known = dossiers_with(best["code"].unique().to_list())
    best = best.join(known.drop("authority"), on=["code", "issuer"], how="left", maintain_order="left")
    elsewhere = best.filter(pl.col("unit").is_not_null() & (pl.col("unit") != unit))
    best = best.filter(pl.col("unit").is_null() | (pl.col("unit") == unit))
    told = reports_on(best["key"].drop_nulls().unique().to_list())
    fresh = _news(best, told)
    step("record")
    made, fresh = _with_new_dossiers(fresh)
    _journal(fresh, run, now)
    _record_people(unit, fresh, made)
    _to_be_found(unit, made)
    chosen = _derive(unit, fresh.filter(pl.col("issuer") != own_system()), told, made, now, step)
    waiting.keep(unit, chosen, best)
    changed = fresh["key"].n_unique() - len(made)
    return Recorded(len(made), changed, elsewhere)


def _with_system_keys(reports: pl.DataFrame) -> pl.DataFrame:
    words = pl.concat([reports["system"], reports["issuer"]]).unique().to_list()
    keys = {word: named_system(word).pk for word in words}
    return reports.with_columns(pl.col("system", "issuer").replace_strict(keys, return_dtype=pl.Int64))


def _on_our_own(reports: pl.DataFrame) -> pl.DataFrame:
    """A report on a dossier that we lead is a sighting of ours, whatever system the grammar of its code names."""
    own = own_system()
    sql = f"SELECT code FROM dossiers_dossier WHERE issuer_id = {own:d} AND code IN ({{}})"  # noqa: S608 - a number
    ours = [row[0] for row in select_in(sql, reports["code"].unique().to_list())]
    issuer = pl.when(pl.col("code").is_in(ours)).then(own).otherwise("issuer")
    return reports.with_columns(issuer=issuer.cast(pl.Int64))


def _news(best: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The reports that say something other than what the same system has already told."""
    before = latest(told, ["key", "system"], ["recorded", "act"])
    was = before.select("key", "system", was_body="body", **{f"was_{name}": pl.col(name) for name in ORDER})
    both = best.join(was, on=["key", "system"], how="left", maintain_order="left")
    news = pl.col("was_body").is_null() | ((pl.col("body") != pl.col("was_body")) & not_behind("was_"))
    return both.filter(news).drop(*was.columns[2:], "unit", "cell")


def _with_new_dossiers(fresh: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give keys to dossiers seen for the first time; their rows are written once their cell is known."""
    unknown = fresh.filter(pl.col("key").is_null()).select("code", "issuer").unique(maintain_order=True)
    keys = allocate("dossiers_dossier", len(unknown)) if len(unknown) else []
    given = unknown.with_columns(made=pl.Series(keys, dtype=pl.Int64))
    joined = fresh.join(given, on=["code", "issuer"], how="left", maintain_order="left")
    return given.select(key="made"), joined.with_columns(key=pl.coalesce("key", "made")).drop("made")


def _journal(fresh: pl.DataFrame, run: int, now: Instant) -> None:
    events = ("finished", "resumed", "paused", "received", "lodged", "as_of")
    rows = fresh.select(
        "key", pl.lit("reported"), pl.coalesce(*events), pl.lit(now).alias("now"), "system",
        pl.lit(run).alias("run"), pl.col("as_of").alias("since"), "progress", "body", pl.lit(BODY_VERSION).alias("v"),
    )  # fmt: skip
    columns = (
        "dossier_id",
        "kind",
        "occurred_at",
        "recorded_at",
        "system_id",
        "run",
        "as_of",
        "progress",
        "body",
    )
    insert_frame("dossiers_act", (*columns, "version"), rows)


def _record_people(unit: int, fresh: pl.DataFrame, made: pl.DataFrame) -> None:
    named = fresh.filter(pl.col("applicant").is_not_null() | pl.col("phone").is_not_null())
    named = named.unique("key", keep="first", maintain_order=True)
    if named.is_empty():
        return
    older = named.join(made, on="key", how="anti")["key"].to_list()
    kept = select_in("SELECT dossier_id FROM dossiers_person WHERE dossier_id IN ({})", older)
    there = pl.DataFrame(kept, schema={"key": pl.Int64}, orient="row")
    rows = named.join(there, on="key", how="anti").select(
        "key", _short("applicant", 300), _short("phone", 40)
    )
    # People come again, and more so do their names.
    names = rows.select("applicant").unique()
    folded = names.with_columns(folded=fold_expr(pl.col("applicant")).str.head(300))
    rows = rows.join(folded, on="applicant", how="left", maintain_order="left")
    insert_frame("dossiers_person", ("dossier_id", "name", "phone", "folded"), rows)
    named_later = rows.join(made, on="key", how="anti")["key"]
    SearchPending.objects.bulk_create(SearchPending(unit=unit, first=key, last=key) for key in named_later)


def _to_be_found(unit: int, made: pl.DataFrame) -> None:
    """Have new dossiers entered where people search; their keys were given in a row."""
    if keys := made["key"].to_list():
        SearchPending.objects.create(unit=unit, first=min(keys), last=max(keys))


def _short(name: str, most: int) -> pl.Expr:
    """A text no longer than its column; what stands there in full length is the source's slip."""
    return pl.col(name).fill_null("").str.head(most)


def _derive(
    unit: int, fresh: pl.DataFrame, told: pl.DataFrame, made: pl.DataFrame, now: Instant, step: Step,
) -> pl.DataFrame:  # fmt: skip
    """Post what the new reports change: who has the authority, what it says, and the moves of that.

    Gives the reports that speak for the dossiers.
    """
    heads = fresh.select("key", "code", "issuer").unique("key", maintain_order=True)
    said = _all_reports(fresh, told, heads)
    step("derive")
    existing = heads.join(made, on="key", how="anti")["key"].to_list()
    return bring_up(unit, said, heads.select("key", "code"), existing, now, step)


def bring_up(
    unit: int,
    said: pl.DataFrame,
    heads: pl.DataFrame,
    existing: list[int],
    now: Instant,
    step: Step = _silent,
) -> pl.DataFrame:
    """Bring rows and ledger of dossiers to what systems said of them last (`said`, as for `speaking_reports`).

    `heads` has `key` and `code` of the dossiers; those that are not among the `existing` get their rows here.
    Gives the reports that speak for the dossiers.
    """
    chosen = with_dues(speaking_reports(said, unit), unit, now)
    moved = wanted(chosen, unit, now)
    step("post")
    lock_books(unit)
    _write_dossiers(unit, chosen, moved, heads, existing)
    post(unit, difference(moved, standing(existing)), now)
    changed([unit])
    return chosen


def _all_reports(fresh: pl.DataFrame, told: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """The new reports and, of the systems that said nothing new, what they told last."""
    columns = ["key", "system", *ORDER, *SCHEMA]
    news = fresh.select(columns).with_columns(recency=pl.lit(1))
    last = (
        latest(told, ["key", "system"], ["recorded", "act"]).select(columns).with_columns(recency=pl.lit(0))
    )
    both = pl.concat([last.join(heads, on="key", how="semi"), news])
    one = both.sort("key", "system", "recency").unique(["key", "system"], keep="last", maintain_order=True)
    return one.join(heads.select("key", "issuer"), on="key", how="left", maintain_order="left")


def _write_dossiers(
    unit: int, chosen: pl.DataFrame, moved: pl.DataFrame, heads: pl.DataFrame, existing: list[int]
) -> None:
    there = pl.DataFrame({"key": existing}, schema={"key": pl.Int64})
    stand = latest_state(moved).rename({"dossier": "key"})
    rows = chosen.join(stand, on="key", how="left").join(heads, on="key", how="left")
    rows = rows.with_columns(pl.lit(unit).alias("unit"), pl.col("state_right").fill_null(0))
    named = {"authority_id": "speaker", "cell_id": "cell", "state": "state_right", "received_at": "received",
             "due_at": "due", "finished_at": "finished"}  # fmt: skip
    first = {"id": "key", "unit_id": "unit", "code": "code", "issuer_id": "issuer"}
    new = rows.join(there, on="key", how="anti").select(*first.values(), *named.values())
    insert_frame("dossiers_dossier", (*first, *named), new)
    older = rows.join(there, on="key", how="semi").select("key", *named.values())
    update_frame("dossiers_dossier", tuple(named), older)
