"""The unit by officer, for whoever approves: what each has that is urgent, here and in other systems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.boards.desk import elsewhere
from motcua.boards.desk.names import Officers, officers_of
from motcua.boards.desk.rows import Row, own_rows
from motcua.boards.desk.works import IN_HAND, OF_UNIT, works
from motcua.casework.actor import Actor
from motcua.people.policies import APPROVE
from motcua.rules.instants import MS_PER_DAY, Instant, date_of, day_start, local_day

MOST, MOST_OWN = 50, 500
"""Rows of one officer, and of all of them."""
_URGENT = ("answer", "late", "today", "supplement", "ready")


@dataclass(frozen=True)
class Officer:
    """An officer and what is urgent with him, in the order of the morning list; `late` of them are overdue."""

    name: str
    rows: tuple[Row, ...]
    more: bool
    late: int


def team(actor: Actor, now: Instant) -> list[Officer]:
    """The unit's officers who have something urgent, those with the most overdue first; empty for who may not ask.

    A dossier of another system whose officer is in doubt stands with each whom the name fits.
    """
    if APPROVE not in actor.rights:
        return []
    officers = officers_of(actor.unit, date_of(local_day(now)))
    found: dict[str, list[tuple[int, Row]]] = {}
    for row in _own(actor, now):
        if row.work and row.work.assignee:
            found.setdefault(row.work.assignee.get_full_name(), []).append((_rank(row), row))
    for name, rank, row in _there(officers, actor, now):
        found.setdefault(name, []).append((rank, row))
    return sorted(
        (_officer(name, rows) for name, rows in found.items()), key=lambda one: (-one.late, one.name)
    )


def _own(actor: Actor, now: Instant) -> list[Row]:
    tomorrow = day_start(local_day(now)) + MS_PER_DAY
    found = works(f"{OF_UNIT} AND {IN_HAND}", (actor.unit, tomorrow), "due_at", MOST_OWN)
    return own_rows(found, actor, now)


def _there(officers: Officers, actor: Actor, now: Instant) -> Iterable[tuple[str, int, Row]]:
    told = elsewhere.of_unit(officers, actor, now)
    for rank, part in enumerate(_URGENT):
        for row in told.of(part):
            for user in officers.named(row.told.row.officer) if row.told else ():
                yield user.get_full_name(), rank, row


def _rank(row: Row) -> int:
    return _URGENT.index({"late": "late", "today": "today"}.get(row.standing.tone, "supplement"))


def _officer(name: str, ranked: list[tuple[int, Row]]) -> Officer:
    ranked.sort(key=lambda one: (one[0], one[1].when is None, one[1].when or 0))
    rows = tuple(row for _rank_of, row in ranked)
    late = sum(row.standing.tone == "late" for row in rows)
    return Officer(name, rows[:MOST], len(rows) > MOST, late)
