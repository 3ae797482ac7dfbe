"""What every system says of a unit's dossiers, as columns: the last word of each, and how the dossiers stand here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import F, Max, Q

from motcua.casework.models import Work
from motcua.catalogue.systems import system
from motcua.dossiers.cells import own_system
from motcua.exchange.models import PortalSighting
from motcua.hub.authority import latest, with_order
from motcua.hub.bodies import SCHEMA
from motcua.hub.models import Elsewhere
from motcua.rules.accounts import Account
from motcua.rules.reconcile import state_in

PORTAL = "portal"
"""The key of the national portal among the systems."""
_AT_ONCE = 20_000
_BODY = (
    "state",
    "received",
    "due",
    "finished",
    "returned",
    "paused",
    "resumed",
    "officer",
    "department",
)
_HEADS = {
    "key": pl.Int64, "code": pl.String, "issuer": pl.Int64, "authority": pl.Int64, "account": pl.Int64,
    "received": pl.Int64, "due": pl.Int64, "finished": pl.Int64, "procedure": pl.Int64, "field": pl.Int64,
}  # fmt: skip
_ACTS = {
    "key": pl.Int64, "system": pl.Int64, "as_of": pl.Int64, "recorded": pl.Int64, "act": pl.Int64, "body": pl.String,
}  # fmt: skip
WORDS = {
    "key": pl.Int64, "system": pl.Int64, "as_of": pl.Int64, "state": pl.String, "received": pl.Int64, "due": pl.Int64,
    "finished": pl.Int64, "officer": pl.String, "department": pl.String,
}  # fmt: skip
_SIGHTED = {
    "key": pl.Int64, "as_of": pl.Int64, "there": pl.Boolean, "state": pl.String, "received": pl.Int64, "due": pl.Int64,
    "finished": pl.Int64,
}  # fmt: skip
_SQL_HEADS = """
SELECT dossier.id, dossier.code, dossier.issuer_id, dossier.authority_id, dossier.state, dossier.received_at,
    dossier.due_at, dossier.finished_at, cell.procedure_id, cell.field_id
FROM dossiers_dossier dossier JOIN dossiers_cell cell ON cell.id = dossier.cell_id WHERE dossier.unit_id = %s
"""
_SQL_ACTS = """
SELECT act.dossier_id, act.system_id, act.as_of, act.recorded_at, act.id, act.body
FROM dossiers_act act JOIN dossiers_dossier dossier ON dossier.id = act.dossier_id
WHERE dossier.unit_id = %s AND act.kind = 'reported'
"""
_SQL_PEOPLE = """
SELECT person.dossier_id, person.folded, person.name FROM dossiers_person person
JOIN dossiers_dossier dossier ON dossier.id = person.dossier_id WHERE dossier.unit_id = %s AND person.folded <> ''
"""


@dataclass
class Told:
    """What is known of a unit's dossiers, each part read once when it is asked for."""

    unit: int

    @cached_property
    def own(self) -> int:
        """The key of our own system."""
        return own_system()

    @cached_property
    def portal(self) -> int:
        """The key of the national portal."""
        return system(PORTAL).pk

    @cached_property
    def heads(self) -> pl.DataFrame:
        """The dossiers as they stand here: key, code, issuer, authority, account, received, due, finished, procedure, field."""
        return pl.DataFrame(list(_rows(_SQL_HEADS, self.unit)), schema=_HEADS, orient="row")

    @cached_property
    def words(self) -> pl.DataFrame:
        """The last word of each system on each dossier, the portal's looks aside: the columns of WORDS."""
        parts = [_read(rows) for rows in _batches(_SQL_ACTS, self.unit)]
        every = pl.concat(parts) if parts else _read([])
        last = latest(every, ["key", "system"], ["recorded", "act"])
        return last.select(*WORDS)

    @cached_property
    def sighted(self) -> pl.DataFrame:
        """What the portal showed when it was asked: key, as_of, whether it was `there`, and what it said."""
        # What was told after the portal was asked is not in its answer.
        told = PortalSighting.objects.annotate(sent=Max("lane__messages__ended_at"))
        fresh = told.filter(Q(sent=None) | Q(sent__lte=F("asked_at")))
        found = fresh.filter(lane__dossier__unit=self.unit, lane__next_at=None)
        columns = ("lane__dossier", "asked_at", "there", "state", "received", "due", "finished")
        return pl.DataFrame(list(found.values_list(*columns)), schema=_SIGHTED, orient="row")

    @cached_property
    def leads(self) -> pl.DataFrame:
        """The words that count: of the system with the authority, or how the ledger has the dossiers that we lead."""
        ours = _as_words(self.heads.filter(pl.col("authority") == self.own), self.returned)
        theirs = self.words.join(
            self.heads.select("key", system="authority"), on=["key", "system"], how="semi"
        )
        return pl.concat([ours, theirs])

    @cached_property
    def every(self) -> pl.DataFrame:
        """The words of all systems, of our own on what it leads, and of the portal where it has the dossier."""
        seen = self.sighted.filter("there").with_columns(
            system=pl.lit(self.portal, pl.Int64),
            officer=pl.lit(None, pl.String),
            department=pl.lit(None, pl.String),
        )
        ours = self.leads.filter(pl.col("system") == self.own)
        return pl.concat([self.words, ours, seen.select(*WORDS)])

    @cached_property
    def returned(self) -> frozenset[int]:
        """Own dossiers whose result has been handed over: the ledger does not know that."""
        own = Work.objects.filter(dossier__unit=self.unit, returned_at__isnull=False)
        return frozenset(own.values_list("pk", flat=True))

    @cached_property
    def people(self) -> pl.DataFrame:
        """The applicants' names as they are compared: key, folded, and as they are written (`written`)."""
        schema = {"key": pl.Int64, "folded": pl.String, "written": pl.String}
        named = pl.DataFrame(list(_rows(_SQL_PEOPLE, self.unit)), schema=schema, orient="row")
        return named.with_columns(pl.col("written").str.normalize("NFC").str.to_lowercase())

    @cached_property
    def heard(self) -> dict[int, int]:
        """For when the leading system named a dossier last, of those on which somebody still has to act."""
        return dict(Elsewhere.objects.filter(unit=self.unit).values_list("pk", "as_of"))

    @cached_property
    def newest(self) -> dict[int, int]:
        """Up to when the data of each system reach."""
        found = self.words.group_by("system").agg(pl.col("as_of").max())
        latest_known = {system: as_of for system, as_of in found.iter_rows() if as_of is not None}
        for system_key, as_of in Elsewhere.objects.filter(unit=self.unit).values_list("system", "as_of"):
            latest_known[system_key] = max(latest_known.get(system_key, as_of), as_of)
        return latest_known


def _rows(sql: str, unit: int) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [unit])
        yield from cursor.fetchall()


def _batches(sql: str, unit: int) -> Iterator[list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [unit])
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows


def _read(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Reports with what of their bodies is compared; the texts themselves are let go."""
    frame = pl.DataFrame(rows, schema=_ACTS, orient="row")
    wanted = pl.Struct({name: SCHEMA[name] for name in _BODY})
    told = frame["body"].str.json_decode(wanted).struct.unnest()
    return with_order(frame.drop("body").hstack(told))


def _as_words(heads: pl.DataFrame, returned: Collection[int]) -> pl.DataFrame:
    """Own dossiers as words; those that are nowhere have none."""
    for_account = {int(account): _state(account, over=False) for account in Account}
    over = {int(account): _state(account, over=True) for account in Account}
    account, gone = pl.col("account"), pl.col("key").is_in(list(returned))
    state = (
        pl.when(gone)
        .then(account.replace_strict(over, default=None, return_dtype=pl.String))
        .otherwise(account.replace_strict(for_account, default=None, return_dtype=pl.String))
    )
    named = heads.with_columns(state=state).filter(pl.col("state").is_not_null())
    none = pl.lit(None, pl.String)
    return named.select(
        "key", pl.col("authority").alias("system"), pl.lit(None, pl.Int64).alias("as_of"), "state", "received", "due",
        "finished", none.alias("officer"), none.alias("department"),
    )  # fmt: skip


def _state(account: Account, *, over: bool) -> str | None:
    state = state_in(account, returned=over)
    return None if state is None else state.value
