"""Dossiers led by other systems on which somebody still has to act: who has them there, and as of when we know.

They are written with the reports that tell them. What an export tells again without news only becomes younger.
"""

from __future__ import annotations

import re

import polars as pl

from motcua.dossiers.bulk import chunks, insert_frame
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import Dossier
from motcua.hub.authority import latest
from motcua.hub.known import reports_on
from motcua.hub.models import Elsewhere
from motcua.hub.text import fold
from motcua.rules.accounts import OPEN, Account
from motcua.rules.report import State

_TITLE = re.compile(r"[,;(/]| [-–] ")
_NEVER = 2**53
"""Orders what has no due instant behind all that has one."""
_WAITS = {
    State.LODGED: Elsewhere.Waits.ANSWER,
    State.LODGED_SUPPLEMENT: Elsewhere.Waits.SUPPLEMENT,
    State.ACCEPTED: Elsewhere.Waits.WORK,
    State.IN_PROGRESS: Elsewhere.Waits.WORK,
    State.AWAITING_SUPPLEMENT: Elsewhere.Waits.SUPPLEMENT,
    State.AWAITING_PAYMENT: Elsewhere.Waits.PAUSED,
    State.SUSPENDED: Elsewhere.Waits.PAUSED,
    State.READY: Elsewhere.Waits.RETURN,
}
_COLUMNS = ("dossier_id", "unit_id", "system_id", "officer", "folded", "waits", "since", "as_of")


def name_key(name: str) -> str:
    """A person's name as it is compared: folded, without what follows a comma or stands in brackets (rank, account).

    >>> name_key("Nguyễn Văn Chuyên, công chức"), name_key("NGUYEN VAN CHUYEN (chuyennv)")
    ('nguyen van chuyen', 'nguyen van chuyen')
    """
    return fold(before_title(name))[:200]


def before_title(name: str) -> str:
    """A name without what follows a comma or a dash, or stands in brackets."""
    return _TITLE.split(name, maxsplit=1)[0].strip()


def keep(unit: int, chosen: pl.DataFrame, told: pl.DataFrame) -> None:
    """Bring a unit's rows up to what an import told; call it inside the import's transaction.

    `chosen` are the reports that speak for the dossiers with news (`key`, `speaker`, `as_of` and the columns of a
    report, due instants filled in), `told` all reports of the import, those without news too.
    """
    there = _there(unit)
    _freshen(told, there)
    waiting = rows(unit, chosen, _tells_of_return(told) | _tell_already(unit))
    changed = there.join(chosen.select("key"), on="key", how="semi")["key"].to_list()
    for some in chunks(changed):
        Elsewhere.objects.filter(pk__in=some).delete()
    insert_frame("hub_elsewhere", _COLUMNS, waiting)
    if there.is_empty():
        fill(unit)


def redated(chosen: pl.DataFrame) -> None:
    """Bring the order of dossiers at work up to new due instants (`key`, `due`), whatever made them new."""
    dues = dict(chosen.select("key", pl.col("due").fill_null(_NEVER)).iter_rows())
    by_due = (Elsewhere.Waits.WORK, Elsewhere.Waits.PAUSED)
    kept = [
        row
        for keys in chunks(dues)
        for row in Elsewhere.objects.filter(pk__in=keys, waits__in=by_due).only("pk", "since")
    ]
    for row in kept:
        row.since = dues[row.pk]
    Elsewhere.objects.bulk_update(kept, ["since"], batch_size=500)


def _there(unit: int) -> pl.DataFrame:
    kept = Elsewhere.objects.filter(unit=unit).values_list("pk", "system", "as_of")
    schema = {"key": pl.Int64, "system": pl.Int64, "was": pl.Int64}
    return pl.DataFrame(list(kept), schema=schema, orient="row")


def _freshen(told: pl.DataFrame, there: pl.DataFrame) -> None:
    again = told.select("key", "system", "as_of").join(there, on=["key", "system"])
    younger = again.filter(pl.col("as_of") > pl.col("was"))
    for (as_of,), some in younger.group_by("as_of"):
        for keys in chunks(some["key"]):
            Elsewhere.objects.filter(pk__in=keys).update(as_of=as_of)


def _tells_of_return(told: pl.DataFrame) -> set[int]:
    """The systems that tell when a result was handed over; of the others nobody knows what still waits for that."""
    over = pl.col("returned").is_not_null() | (pl.col("state") == State.HANDED_OVER.value)
    return set(told.filter(over)["system"].unique())


def _tell_already(unit: int) -> set[int]:
    kept = Elsewhere.objects.filter(unit=unit, waits=Elsewhere.Waits.RETURN)
    return set(kept.values_list("system", flat=True).distinct())


def rows(unit: int, chosen: pl.DataFrame, returning: set[int]) -> pl.DataFrame:
    """The rows of those dossiers that still wait for somebody; `returning` are the systems that tell of hand-overs."""
    numbers = {state.value: int(waits) for state, waits in _WAITS.items()}
    waits = pl.col("state").replace_strict(numbers, default=None, return_dtype=pl.Int64)
    over = (pl.col("state") == State.READY.value) & (
        pl.col("returned").is_not_null() | ~pl.col("speaker").is_in(list(returning))
    )
    found = chosen.filter(waits.is_not_null() & ~over).with_columns(waits=waits)
    officer = pl.col("officer").fill_null("").str.head(200)
    named = found.with_columns(officer=officer, since=_since())
    names = {name: name_key(name) for name in named["officer"].unique()}
    return named.select(
        dossier_id="key", unit_id=pl.lit(unit, pl.Int64), system_id="speaker", officer="officer",
        folded=pl.col("officer").replace_strict(names, default="", return_dtype=pl.String),
        waits="waits", since="since", as_of="as_of",
    )  # fmt: skip


def _since() -> pl.Expr:
    waits = pl.col("waits")
    return (
        pl.when(waits == int(Elsewhere.Waits.ANSWER)).then(pl.coalesce("lodged", "as_of"))
        .when(waits == int(Elsewhere.Waits.SUPPLEMENT)).then(pl.coalesce("paused", "lodged", "as_of"))
        .when(waits == int(Elsewhere.Waits.RETURN)).then(pl.coalesce("finished", "as_of"))
        .otherwise(pl.col("due").fill_null(_NEVER))
    )  # fmt: skip


_STILL = (*(int(account) for account in OPEN), int(Account.LODGED), int(Account.LODGED_SUPPLEMENT))


def fill(unit: int) -> int:
    """Rows for the unit's open dossiers from what the journal knows, where there are none yet; gives how many."""
    heads = Dossier.objects.filter(unit=unit, state__in=_STILL, elsewhere=None).exclude(issuer=own_system())
    listed = list(heads.values_list("pk", "authority_id", "due_at"))
    frame = pl.DataFrame(
        listed, schema={"key": pl.Int64, "speaker": pl.Int64, "ours": pl.Int64}, orient="row"
    )
    if frame.is_empty():
        return 0
    told = reports_on(frame["key"].to_list()).join(frame, on="key", maintain_order="left")
    last = latest(told.filter(pl.col("system") == pl.col("speaker")), ["key"], ["recorded", "act"])
    found = rows(unit, last.with_columns(due=pl.coalesce("due", "ours")), set())
    insert_frame("hub_elsewhere", _COLUMNS, found)
    return len(found)
