"""A province of communes at work, for benchmarks: `python -m bench.province COMMUNES EACH` fills the database of the
environment with so many communes of some EACH own dossiers, and prints, as JSON, whose pages to ask for.

The dossiers of one commune are taken in and worked on by the acts of the program itself, one of every kind. All other
rows are copies of theirs with other keys: journal, people, work, papers, fees, moves, and the balances to match. A
commune has some 5% of its dossiers in hand, the others have ended.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

from bench.measured import ready
from bench.offices import PASSWORD

PROCEDURES = ("1.001193", "1.000894", "1.000656", "1.004873")
SINCE = date(2025, 7, 1)
ROLES = ("counter", "specialist", "head", "director", "leader")
OPEN_PART = 0.05
UNIT_STEP = 10_000_000
"""Between the keys of one commune's rows and of the next one's."""

_NUMBERS = (
    "WITH RECURSIVE copy(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < {most})"
)


def fill(communes: int, each: int) -> dict[str, Any]:
    """Fill the database; gives a unit, its officers by role, and the code of one of its dossiers."""
    from django.contrib.auth.hashers import make_password

    from motcua.catalogue.models import Unit
    from motcua.catalogue.units import add_unit

    units = [add_unit(f"H24.{100 + n}", f"Ủy ban nhân dân xã Thứ {n}", "Hải Phòng") for n in range(communes)]
    people = _people(units, make_password(PASSWORD))
    _work(units[0], people)
    _multiply(each)
    for number, unit in enumerate(units[1:], 1):
        _copy_commune(units[0].pk, unit.pk, number)
    _settle_keys()
    _compared(units)
    _reminded()
    asked: Unit = units[-1]
    _enter(asked.pk)
    _on_disk()
    return {
        "unit": asked.pk,
        "officers": {role: f"{role}-{communes - 1}" for role in ROLES},
        "code": _a_code(asked.pk),
    }


def _compared(units: list[Any]) -> None:
    """The daily comparison of the systems is over for today; `bench reconcile` measures it."""
    from motcua.boards.clock import now
    from motcua.findings.daily import next_day
    from motcua.findings.models import Schedule

    Schedule.objects.bulk_create([Schedule(unit=unit, next_at=next_day(now())) for unit in units])


def _reminded() -> None:
    """The officers have been reminded of what is due; that is done once a day for each dossier, not while one looks."""
    from motcua.boards.clock import now
    from motcua.notices.models import Turn
    from motcua.notices.reminders import remind, turn_to_remind

    present = now()
    if turn_to_remind(present):
        remind(present)
    Turn.objects.update(next_at=present + 60 * 60 * 1000)


def _enter(unit: int) -> None:
    """Enter the dossiers of the unit that is asked for where people search; `bench search` has all of a million."""
    from motcua.casework.search_index import enter_some
    from motcua.dossiers.models import Dossier, SearchPending

    keys = Dossier.objects.filter(unit=unit).order_by("pk").values_list("pk", flat=True)
    SearchPending.objects.create(unit=unit, first=keys[0], last=keys.last() or 0)
    while enter_some(unit, 5_000):
        pass


def _on_disk() -> None:
    """What was filled in is written where it belongs, so that it is not written while pages are measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CHECKPOINT" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
        )


def _people(units: list[Any], password: str) -> dict[str, Any]:
    """One officer of every role in each unit, their keys in a row; gives those of the first unit."""
    from motcua.people.models import Grant, User

    made = User.objects.bulk_create(
        User(username=f"{role}-{n}", full_name=f"Người {role} {n}", password=password)
        for n in range(len(units))
        for role in ROLES
    )
    Grant.objects.bulk_create(
        Grant(user=user, unit=units[place // len(ROLES)], role=ROLES[place % len(ROLES)], since=SINCE)
        for place, user in enumerate(made)
    )
    return dict(zip(ROLES, made, strict=False))


def _work(unit: Any, people: dict[str, Any]) -> None:
    from motcua.casework.practice import furnish
    from motcua.cli.now import now
    from motcua.people.models import SigningAuthority

    SigningAuthority.objects.create(
        user=people["leader"], unit=unit, form="CHỦ TỊCH", ground="-", since=SINCE
    )
    furnish(unit, people, PROCEDURES, now())


def _multiply(each: int) -> None:
    """Copy the dossiers of the first commune within it, those that have ended more often than those in hand."""
    from motcua.casework.models import Work

    opened, ended = (
        list(Work.objects.filter(open=one).values_list("pk", flat=True)) for one in (True, False)
    )
    _copies(opened, max(1, round(each * OPEN_PART / len(opened))), 1)
    _copies(ended, max(1, round(each * (1 - OPEN_PART) / len(ended))), 2)


def _copies(dossiers: list[int], most: int, place: int) -> None:
    """So many copies of some dossiers; `place` keeps their keys apart from those of other copies."""
    shift = f"copy.number * 1000 + {place * UNIT_STEP // 4}"
    only = f"IN ({', '.join(map(str, dossiers))})"
    for table, changed, key in _tables(shift, f"'-' || copy.number || 'C{place}'"):
        _run(f"{_NUMBERS.format(most=most)} {_insert(table, changed, f', copy WHERE {key} {only}')}")
    _run(
        "UPDATE ledger_balance SET n = n + %s * COALESCE((SELECT SUM(move.n) FROM ledger_move AS move WHERE "
        f"move.dossier_id {only} AND move.unit_id = ledger_balance.unit_id AND move.cell_id = ledger_balance.cell_id "
        "AND move.from_account = ledger_balance.from_account AND move.to_account = ledger_balance.to_account "
        "AND move.effect_day < ledger_balance.month), 0)",
        [most],
    )


def _copy_commune(source: int, unit: int, number: int) -> None:
    """Give a commune copies of everything that the first one has."""
    shift, cells = f"{number * UNIT_STEP}", f"{number * 1000}"
    own = {"unit_id": f"{unit}"}
    officers = f"assignee_id + {number * len(ROLES)}"
    for table, changed, _key in _tables(shift, f"'-{unit}'"):
        more = {
            name: value
            for name, value in {**own, "received_by_id": f"{unit}"}.items()
            if name in _columns(table)
        }
        if "cell_id" in _columns(table):
            more["cell_id"] = f"cell_id + {cells}"
        if "assignee_id" in _columns(table):
            more["assignee_id"] = officers
        of = "unit_id" if "unit_id" in _columns(table) else "dossier_id"
        first = f"WHERE {of} {f'= {source}' if of == 'unit_id' else f'< {UNIT_STEP}'}"
        _run(_insert(table, changed | more, first))
    _run(_insert("dossiers_cell", own | {"id": f"id + {cells}"}, f"WHERE unit_id = {source}"))
    _run(
        _insert(
            "ledger_balance", own | {"id": "", "cell_id": f"cell_id + {cells}"}, f"WHERE unit_id = {source}"
        )
    )
    _run(_insert("ledger_balancedmonth", own | {"id": ""}, f"WHERE unit_id = {source}"))


def _tables(shift: str, mark: str) -> list[tuple[str, dict[str, str], str]]:
    """Tables with the columns that differ in a copy, and the column that names the dossier."""
    of = {"dossier_id": f"dossier_id + {shift}"}
    rows = of | {"id": ""}
    return [
        ("dossiers_dossier", {"id": f"id + {shift}", "code": f"code || {mark}"}, "id"),
        ("dossiers_person", of, "dossier_id"),
        ("dossiers_act", rows, "dossier_id"),
        ("casework_applicant", of, "dossier_id"),
        ("casework_work", of, "dossier_id"),
        ("casework_paper", rows, "dossier_id"),
        ("casework_fee", rows, "dossier_id"),
        ("casework_agencytask", rows, "dossier_id"),
        ("ledger_move", rows, "dossier_id"),
    ]


def _insert(table: str, changed: dict[str, str], rest: str) -> str:
    taken = {name: value for name in _columns(table) if (value := changed.get(name, name))}
    return f"INSERT INTO {table} ({', '.join(taken)}) SELECT {', '.join(taken.values())} FROM {table} {rest}"


def _columns(table: str) -> list[str]:
    from django.apps import apps

    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    return [str(field.column) for field in model._meta.concrete_fields]


def _run(statement: str, values: list[Any] | None = None) -> None:
    """Carry a statement out; what is copied is sound already, so PostgreSQL need not look up every reference."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)


def _settle_keys() -> None:
    """New keys begin after the copies, and the database knows how large its tables are."""
    from django.core.management.color import no_style
    from django.db import connection

    from motcua.dossiers.models import Cell, Dossier

    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Cell, Dossier]):
            cursor.execute(sql)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _a_code(unit: int) -> str:
    from motcua.dossiers.models import Dossier

    found = Dossier.objects.filter(unit=unit).order_by("-pk").values_list("code", flat=True).first()
    return str(found)


if __name__ == "__main__":
    ready()
    json.dump(fill(*map(int, sys.argv[1:3])), sys.stdout)
