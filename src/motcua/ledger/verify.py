"""Proving the ledger: identities, balances against a recount, no dossier in two states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl
from django.db.models import Max, Min

from motcua.dossiers.models import Dossier
from motcua.ledger.balances import Key, month_start, next_month
from motcua.ledger.fault import Fault as Fault
from motcua.ledger.lists import EVER
from motcua.ledger.models import Balance, BalancedMonth, Move
from motcua.ledger.rolled_verify import rolled_faults
from motcua.ledger.statement import statement
from motcua.rules.accounts import Account
from motcua.rules.instants import Day, date_of
from motcua.rules.measures import Unbalanced
from motcua.rules.periods import between


def verify_unit(unit: int) -> list[Fault]:
    """All faults of a unit's ledger; empty where it is sound."""
    span = Move.objects.filter(unit=unit).aggregate(first=Min("effect_day"), last=Max("effect_day"))
    if span["first"] is None:
        return []
    return [
        *_cells(unit),
        *_balances(unit),
        *rolled_faults(unit),
        *_identities(unit, span["first"], span["last"]),
        *_two_states(unit),
    ]


def _cells(unit: int) -> Iterator[Fault]:
    """Moves in cells of other units, which no statement finds."""
    lost = Move.objects.filter(unit=unit).exclude(cell__unit=unit)
    for code in lost.order_by("dossier__code").values_list("dossier__code", flat=True).distinct():
        yield Fault("cell", unit, code, "a move is in a cell of another unit")


def _balances(unit: int) -> Iterator[Fault]:
    """Every month-start balance against the sum of all moves before it."""
    moves = Move.objects.filter(unit=unit).order_by("effect_day")
    entries = iter(moves.values_list("effect_day", "cell", "from_account", "to_account", "n"))
    entry = next(entries, None)
    running: Counter[Key] = Counter()
    for month in BalancedMonth.objects.filter(unit=unit).order_by("month").values_list("month", flat=True):
        while entry is not None and entry[0] < month:
            running[entry[1:4]] += entry[4]
            entry = next(entries, None)
        kept = Balance.objects.filter(unit=unit, month=month)
        stored = {
            row[:3]: row[3] for row in kept.values_list("cell", "from_account", "to_account", "n") if row[3]
        }
        recounted = {key: n for key, n in running.items() if n}
        if stored != recounted:
            wrong = len({*stored.items()} ^ {*recounted.items()})
            yield Fault("balance", unit, str(date_of(month)), f"{wrong} cells differ from the recount")


def _identities(unit: int, first: Day, last: Day) -> Iterator[Fault]:
    """Opening + received = closed + closing in every field and month, and the same when read from the moves."""
    month = month_start(first)
    while month <= last:
        following = next_month(month)
        period = between(date_of(month), date_of(following - 1))
        try:
            now = statement([unit], period)
            now.check()
            if now.totals() != statement([unit], period, EVER).totals():
                yield Fault("statement", unit, period.name, "balances and moves give different figures")
        except Unbalanced as error:
            yield Fault("identity", unit, period.name, str(error))
        month = following


def _two_states(unit: int) -> Iterator[Fault]:
    """After every instant each dossier is in exactly one account, or outside."""
    entries = Move.objects.filter(unit=unit).values_list(
        "dossier", "effect_at", "from_account", "to_account", "n"
    )
    columns = {"dossier": pl.Int64, "at": pl.Int64, "left": pl.Int64, "entered": pl.Int64, "n": pl.Int64}
    moves = pl.DataFrame(list(entries), schema=columns, orient="row")
    both = pl.concat(
        [
            moves.select("dossier", "at", pl.col("entered").alias("account"), "n"),
            moves.select("dossier", "at", pl.col("left").alias("account"), -pl.col("n")),
        ]
    ).filter(pl.col("account") != int(Account.OUTSIDE))
    by_instant = (
        both.group_by("dossier", "account", "at").agg(pl.col("n").sum()).sort("dossier", "account", "at")
    )
    stand = by_instant.with_columns(standing=pl.col("n").cum_sum().over("dossier", "account"))
    own_account = pl.col("account") != int(Account.TRANSFERRED)
    odd = stand.filter(~pl.col("standing").is_in([0, 1]) & own_account)["dossier"].to_list()
    last = stand.group_by("dossier", "account").agg(pl.col("standing").last())
    several = last.filter(own_account).group_by("dossier").agg(pl.col("standing").sum())
    odd += several.filter(pl.col("standing") > 1)["dossier"].to_list()
    for dossier in Dossier.objects.filter(pk__in=odd).order_by("code"):
        yield Fault("two states", unit, dossier.code, "its moves do not follow one another")
