"""The statement of one commune while the database fills with others': it has to cost the same.

One commune's year is imported; other communes get copies of its cells, dossiers, moves and balances, as plain SQL
(their journals and personal data are left out: no statement reads them). Beside the statement from month-start
balances stand the same statement summed from all moves, and a plain count over the table of dossiers, which knows
neither pauses nor what was known when.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bench.bench_import import FIRST, NOW, UNIT, simulated
from bench.measured import DATABASES, database, in_child, installed, ready

DOSSIERS = 10_000
UNITS = (1, 10, 100)
QUICK_UNITS = (1, 3, 10)
PERIODS = ("2026-06", "2026-Q2", "2026-H1", "2026")
GOAL_MS = 20
STEP = 1_000_000
"""Between the keys of one commune's rows and of the next one's copies of them."""

_TIMES = 15
_MODULE = "bench.bench_statement"
_PLAIN = """
SELECT cell.field_id, cell.channel,
       SUM(CASE WHEN received_at >= %s THEN 1 ELSE 0 END), SUM(CASE WHEN received_at < %s THEN 1 ELSE 0 END),
       SUM(CASE WHEN finished_at < %s AND finished_at <= due_at THEN 1 ELSE 0 END),
       SUM(CASE WHEN finished_at < %s AND finished_at > due_at THEN 1 ELSE 0 END),
       SUM(CASE WHEN finished_at IS NULL OR finished_at >= %s THEN 1 ELSE 0 END)
FROM dossiers_dossier AS dossier JOIN dossiers_cell AS cell ON cell.id = dossier.cell_id
WHERE dossier.unit_id = %s AND received_at < %s AND (finished_at IS NULL OR finished_at >= %s)
GROUP BY cell.field_id, cell.channel
"""


def measure(path: Path, sizes: Sequence[int]) -> None:
    """Print, as JSON, what statements take with so many communes in the database."""
    import json

    ready()
    first, others = _units(max(sizes))
    _import(first, path)
    found, filled = {}, 1
    for size in sizes:
        _fill(first, others[filled - 1 : size - 1], filled)
        filled = max(size, filled)
        found[str(size)] = {"dossiers": _count(), **_figures([first, *others][size - 1])}
    print(json.dumps(found))


def _units(count: int) -> tuple[int, list[int]]:
    from motcua.catalogue.models import Unit
    from motcua.catalogue.units import add_unit

    own = add_unit(*UNIT)
    others = Unit.objects.filter(kind=Unit.Kind.COMMUNE).exclude(pk=own.pk).order_by("pk")
    return own.pk, list(others.values_list("pk", flat=True)[: count - 1])


def _import(unit: int, path: Path) -> None:
    from motcua.catalogue.models import Unit
    from motcua.hub.run import import_files

    import_files(Unit.objects.get(pk=unit), [path], NOW)


def _count() -> int:
    from motcua.dossiers.models import Dossier

    return Dossier.objects.count()


def _fill(source: int, units: Sequence[int], done: int) -> None:
    """Give units copies of everything that the statements of `source` are made of."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What is copied is sound already; without this PostgreSQL looks up every reference again.
            cursor.execute("SET LOCAL session_replication_role = replica")
        for number, unit in enumerate(units, done):
            for statement in _copies(source, unit, number * STEP):
                cursor.execute(statement)
    if connection.vendor == "postgresql":
        # PostgreSQL gathers statistics by itself before long; SQLite never does unless it is told to.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _copies(source: int, unit: int, shift: int) -> list[str]:
    from motcua.dossiers.models import Cell, Dossier
    from motcua.ledger.models import Balance, BalancedMonth, Move

    own = {"unit_id": str(unit)}
    keyed, celled = {"id": f"id + {shift}"}, {"cell_id": f"cell_id + {shift}"}
    coded = {"code": f"code || '-{unit}'"}
    return [
        _copy(Cell, source, own | keyed),
        _copy(Dossier, source, own | keyed | celled | coded),
        _copy(Move, source, own | celled | {"dossier_id": f"dossier_id + {shift}", "id": ""}),
        _copy(Balance, source, own | celled | {"id": ""}),
        _copy(BalancedMonth, source, own | {"id": ""}),
    ]


def _copy(model: Any, source: int, changed: dict[str, str]) -> str:
    columns = [field.column for field in model._meta.concrete_fields]
    taken = {name: value for name in columns if (value := changed.get(name, name))}
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(taken)}) "
        f"SELECT {', '.join(taken.values())} FROM {table} WHERE unit_id = {source}"
    )


def _figures(unit: int) -> dict[str, float]:
    """Milliseconds for all periods and each way, the median of some times: CPU, and on the wall for the statement."""
    from motcua.ledger.lists import EVER
    from motcua.ledger.statement import statement
    from motcua.rules.periods import Period, parse

    found: dict[str, float] = {}

    def totals(period: Period, known_at: int | None = None) -> dict[str, int]:
        return statement([unit], period, known_at).totals()

    for name in PERIODS:
        found[name], found[f"{name} wall"] = _milliseconds(partial(totals, parse(name)))
    year = parse(PERIODS[-1])
    found["from moves"] = _milliseconds(partial(totals, year, EVER))[0]
    found["plain"] = _milliseconds(lambda: _plain(unit, year.first, year.last))[0]
    return found


def _plain(unit: int, first: date, last: date) -> list[Any]:
    from django.db import connection

    from motcua.rules.instants import day_of, day_start

    start, end = day_start(day_of(first)), day_start(day_of(last) + 1)
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN, [start, start, end, end, end, unit, end, start])
        return list(cursor.fetchall())


def _milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """The median of CPU and wall times, in milliseconds; the database's own process counts as CPU."""
    from bench.measured import measured

    work()
    taken = [measured(work)[1] for _ in range(_TIMES)]
    server = sum(one.server for one in taken) / _TIMES
    cpu = statistics.median(one.cpu for one in taken) + server
    return cpu * 1000, statistics.median(one.wall for one in taken) * 1000


def run(quick: bool = False) -> dict[str, dict[str, dict[str, float]]]:
    """The figures by database and number of communes."""
    sizes = QUICK_UNITS if quick else UNITS
    found = {}
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        path = simulated(Path(folder), DOSSIERS // 10 if quick else DOSSIERS, one_file=True)
        for name in filter(installed, DATABASES):
            begun = time.monotonic()
            with database(name) as new:
                found[name] = in_child(_MODULE, ["measure", str(path), *map(str, sizes)], new())
            _show(name, found[name], time.monotonic() - begun)
    return found


def _show(name: str, sizes: dict[str, dict[str, float]], seconds: float) -> None:
    print(
        f"{name}: milliseconds of CPU for the statement of one commune since {FIRST:%Y} (goal {GOAL_MS}, flat)"
    )
    titles = (*PERIODS, "from moves", "ratio", "plain", "ratio", f"{PERIODS[-1]} wall")
    print(f"  {'dossiers':>10} {'communes':>8} " + " ".join(f"{title:>10}" for title in titles))
    for size, one in sizes.items():
        year = one[PERIODS[-1]]
        cells = [f"{one[period]:10.1f}" for period in PERIODS]
        cells += [f"{one['from moves']:10.1f}", f"{one['from moves'] / year:10.1f}"]
        cells += [
            f"{one['plain']:10.1f}",
            f"{one['plain'] / year:10.1f}",
            f"{one[f'{PERIODS[-1]} wall']:10.1f}",
        ]
        print(f"  {one['dossiers']:10,.0f} {size:>8} {' '.join(cells)}")
    print(f"  made and measured in {seconds:.0f} s", flush=True)


def main() -> None:
    """Print the figures, or answer the process that asks for them."""
    words = sys.argv[1:]
    if words[:1] == ["measure"]:
        measure(Path(words[1]), [int(size) for size in words[2:]])
    else:
        run(quick="--quick" in words)


if __name__ == "__main__":
    main()
