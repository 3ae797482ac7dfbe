"""Boards of a commune and of a province of 170 communes: what they take, beside a bare sum over the same moves.

One commune's year is imported and copied to the others, as in the benchmark of the statement. The bare sum is what a
program does that keeps nothing ready: every dossier's state added up from all moves of the communes asked for.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.bench_import import NOW, simulated
from bench.bench_statement import STEP, _copy, _count, _import, _units
from bench.measured import DATABASES, database, in_child, installed, measured, ready

UNITS, QUICK_UNITS = 170, 10
DOSSIERS = 17_650
"""A commune's; 170 communes have 3 million."""
GOALS = {"province": 100, "commune": 50}

_TIMES = 9
_MODULE = "bench.bench_boards"
_BARE = """
SELECT unit_id, from_account, to_account, SUM(n) FROM ledger_move
WHERE unit_id IN ({}) AND effect_day <= %s GROUP BY unit_id, from_account, to_account
"""


def measure(path: Path, count: int) -> None:
    """Print, as JSON, what boards take with so many communes in the database."""
    ready()
    first, others = _units(count)
    _import(first, path)
    _fill(first, others)
    units = [first, *others]
    import motcua.site.urls  # noqa: F401 - a page is served by a program that has begun
    from motcua.boards.live.board import Board
    from motcua.boards.live.choice import Choice
    from motcua.boards.live.scope import Scope
    from motcua.boards.live.shown import mark_of, shown
    from motcua.catalogue.models import Unit
    from motcua.ledger.rolled import minute_of

    at = minute_of(_present(first))
    province = Unit.objects.get(pk=first).province_id
    above = Unit.objects.filter(kind=Unit.Kind.PROVINCE, province=province).values_list("pk", flat=True)[0]

    def board(keys: Sequence[int], many: bool) -> Board:
        return Board(above if many else keys[0], Scope(tuple(keys), many=many), at, Choice(), "/ho-so")

    found = {
        "dossiers": _count(),
        "in hand": len(board(units[-1:], many=False).every),
        "province": _taken(lambda: shown(board(units, many=True), "field")),
        "commune": _taken(lambda: shown(board(units[-1:], many=False), "field")),
        "asking": _taken(lambda: mark_of(board(units, many=True))),
        "bare province": _taken(lambda: _bare(units, at.day)),
        "bare commune": _taken(lambda: _bare(units[-1:], at.day)),
    }
    print(json.dumps(found))


def _present(unit: int) -> int:
    """11:00 on the last day on which the unit received much: what a board shows while people work."""
    from motcua.ledger.models import Move
    from motcua.rules.instants import MS_PER_HOUR, day_start, local_day

    day = local_day(NOW)
    received = Move.objects.filter(unit=unit, from_account=0, to_account=10, n=1)
    days = received.order_by("-effect_day").values_list("effect_day", flat=True)[:200]
    return day_start(min(day, list(days)[-1])) + 11 * MS_PER_HOUR


def _bare(units: Sequence[int], day: int) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_BARE.format(", ".join(["%s"] * len(units))), [*units, day])
        return list(cursor.fetchall())


def _taken(work: Callable[[], object]) -> dict[str, float]:
    """Milliseconds of CPU (the database's process included) and on the wall, medians, and SQL statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work()
    with CaptureQueriesContext(connection) as queries:
        work()
    taken = [measured(work)[1] for _ in range(_TIMES)]
    server = sum(one.server for one in taken) / _TIMES
    cpu = statistics.median(one.cpu for one in taken) + server
    wall = statistics.median(one.wall for one in taken)
    return {"cpu": cpu * 1000, "wall": wall * 1000, "statements": len(queries)}


def _fill(source: int, units: Sequence[int]) -> None:
    """Give units copies of all that boards are made of."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        for number, unit in enumerate(units, 1):
            for statement in _copies(source, unit, number * STEP):
                cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copies(source: int, unit: int, shift: int) -> list[str]:
    from motcua.dossiers.models import Cell, Dossier
    from motcua.ledger.models import Balance, BalancedMonth, Move, UnitAhead, UnitBalance, UnitDay

    own = {"unit_id": str(unit), "id": ""}
    keyed, celled = {"id": f"id + {shift}"}, {"cell_id": f"cell_id + {shift}"}
    return [
        _copy(Cell, source, own | keyed),
        _copy(Dossier, source, own | keyed | celled | {"code": f"code || '-{unit}'"}),
        _copy(Move, source, own | celled | {"dossier_id": f"dossier_id + {shift}"}),
        _copy(Balance, source, own | celled),
        *(_copy(model, source, own) for model in (BalancedMonth, UnitBalance, UnitDay, UnitAhead)),
    ]


def run(quick: bool = False) -> None:
    """Measure on each database that there is, and tell."""
    count, dossiers = (QUICK_UNITS, DOSSIERS // 10) if quick else (UNITS, DOSSIERS)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        path = simulated(Path(folder), dossiers, one_file=True)
        for name in filter(installed, DATABASES):
            begun = time.monotonic()
            with database(name) as new:
                found = in_child(_MODULE, ["measure", str(path), str(count)], new())
            _show(name, count, found, time.monotonic() - begun)


def _show(name: str, count: int, found: dict[str, Any], seconds: float) -> None:
    print(
        f"{name}: {count} communes, {found['dossiers']:,} dossiers, {found['in hand']:,} in hand in one of them"
    )
    for board, goal in GOALS.items():
        one, bare = found[board], found[f"bare {board}"]
        print(
            f"  board of a {board:8} {one['cpu']:8.1f} ms CPU (goal {goal}), {one['wall']:8.1f} ms on the wall, "
            f"{one['statements']:.0f} SQL statements; bare sum of moves {bare['cpu']:8.1f} ms, "
            f"{bare['cpu'] / one['cpu']:.1f} times as much"
        )
    asking = found["asking"]
    print(
        f"  asking whether anything is new {asking['cpu']:.2f} ms CPU, {asking['statements']:.0f} SQL statement"
    )
    print(f"  made and measured in {seconds:.0f} s", flush=True)


def main() -> None:
    """Print the figures, or answer the process that asks for them."""
    words = sys.argv[1:]
    if words[:1] == ["measure"]:
        measure(Path(words[1]), int(words[2]))
    else:
        run(quick="--quick" in words)


if __name__ == "__main__":
    main()
