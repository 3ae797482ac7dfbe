"""Importing an export into the ledger against bare inserts of the same rows, per CPU second.

The yardstick is what a developer writes who only wants the rows kept: read the file (csv.reader; fastexcel or openpyxl),
pass over the lines above the rows, and insert each row with all its cells, as text and unchecked, into one table with
the indexes that a plain application would have, a primary key given by the database and a unique index on the dossier's
code. One statement for each row, the driver's own executemany, one transaction, the same connection settings as the
import; a code that comes again is passed over. On PostgreSQL the same with COPY, into a table that keeps repeated codes
(an index on the code, not unique), for COPY cannot pass over a row.

The import is measured in a process that has imported a small file before, as a server has. CPU seconds are those of
our process with its threads; what PostgreSQL's own process takes stands beside them, and "with server" counts both.
Imports and yardsticks take turns, and the best run of each counts, for others use the machine too.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.measured import DATABASES, database, in_child, installed, measured, ready, told

UNIT = ("H24.98", "Xã Mô Phỏng", "Hải Phòng")
WARMING = ("H24.97", "Xã Làm Nóng", "Hải Phòng")
FIRST, DAYS = date(2026, 1, 1), 365
CSV_DOSSIERS, XLSX_DOSSIERS = 100_000, 20_000
NOW = 1_830_000_000_000
CODE = "Số hồ sơ"
_RUNS = 3
_QUICK = 10
_SLOW = "openpyxl"
_READERS = {".csv": ("csv",), ".xlsx": ("fastexcel", _SLOW)}
_MODULE = "bench.bench_import"

Row = Sequence[Any]


def simulated(folder: Path, dossiers: int, *, one_file: bool, unit: tuple[str, str, str] = UNIT) -> Path:
    """A one-stop export of so many dossiers: text where all is in one file, else a workbook."""
    from motcua.hub.simulate import ONE_STOP, simulate

    code, name, _ = unit
    return simulate(
        folder, unit_code=code, unit_name=name, first=FIRST, days=DAYS, dossiers=dossiers, seed=1,
        systems=(ONE_STOP,), one_file=one_file,
    ).files[0]  # fmt: skip


def measure_import(path: Path, small: Path) -> None:
    """Tell what importing a file takes."""
    ready()
    from motcua.catalogue.units import add_unit
    from motcua.hub.run import import_files

    import_files(add_unit(*WARMING), [small], NOW)
    unit = add_unit(*UNIT)
    summary, seconds = measured(lambda: import_files(unit, [path], NOW))
    told(summary.distinct_dossiers, seconds)


def measure_bare(path: Path, reader: str, way: str) -> None:
    """Tell what reading the cells of a file and putting them into one table takes."""
    ready()
    rows, seconds = measured(lambda: _bare(path, reader, way))
    told(rows, seconds)


def _bare(path: Path, reader: str, way: str) -> int:
    from django.db import connection, transaction

    rows = iter(READ[reader](path))
    titles = next(row for row in rows if CODE in row)
    columns = [f"c{index}" for index in range(len(titles))]
    with transaction.atomic(), connection.cursor() as cursor:
        key = "INTEGER PRIMARY KEY" if connection.vendor == "sqlite" else "BIGSERIAL PRIMARY KEY"
        cursor.execute(f"CREATE TABLE bare (id {key}, {', '.join(f'{name} TEXT' for name in columns)})")
        unique = "" if way == "COPY" else "UNIQUE"
        cursor.execute(f"CREATE {unique} INDEX bare_code ON bare ({columns[titles.index(CODE)]})")
        _put(connection.connection.cursor(), columns, rows, way)
        cursor.execute("SELECT COUNT(*) FROM bare")
        return int(cursor.fetchone()[0])


def _put(cursor: Any, columns: list[str], rows: Iterable[Row], way: str) -> None:
    names = ", ".join(columns)
    if way == "COPY":
        with cursor.copy(f"COPY bare ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    mark = "?" if isinstance(cursor, sqlite3.Cursor) else "%s"
    marks = ", ".join([mark] * len(columns))
    cursor.executemany(f"INSERT INTO bare ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING", rows)


def _read_csv(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file, delimiter=";")


def _read_fastexcel(path: Path) -> Iterator[Row]:
    import fastexcel

    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
    yield from sheet.to_polars().iter_rows()


def _read_openpyxl(path: Path) -> Iterator[Row]:
    import openpyxl

    for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        yield [None if cell is None else str(cell) for cell in row]


READ = {"csv": _read_csv, "fastexcel": _read_fastexcel, "openpyxl": _read_openpyxl}


def compare(name: str, path: Path, small: Path, runs: int) -> dict[str, dict[str, float]]:
    """The best measurements of the import and of every plain way, on a new database for each run."""
    tasks = {"import": ["import", str(path), str(small)]}
    for reader, way in _plain_ways(name, path):
        tasks[f"bare {reader}, {way}"] = ["bare", str(path), reader, way]
    with database(name) as new:
        found = [
            (task, in_child(_MODULE, words, new()))
            for number in range(runs)
            for task, words in tasks.items()
            if not number or _SLOW not in words
        ]
    return {task: min((one for of, one in found if of == task), key=_whole) for task in tasks}


def _whole(one: dict[str, float]) -> float:
    return one["cpu"] + one["server"]


def _plain_ways(name: str, path: Path) -> Iterator[tuple[str, str]]:
    for reader in _READERS[path.suffix]:
        yield reader, "executemany"
        if name == "PostgreSQL" and reader != _SLOW:
            yield reader, "COPY"


def run(quick: bool = False) -> dict[str, dict[str, dict[str, float]]]:
    """All comparisons by database and kind of file."""
    scale, runs = (_QUICK, 1) if quick else (1, _RUNS)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        files = [
            simulated(Path(folder) / "csv", CSV_DOSSIERS // scale, one_file=True),
            simulated(Path(folder) / "xlsx", XLSX_DOSSIERS // scale, one_file=False),
        ]
        small = simulated(Path(folder) / "small", 200, one_file=True, unit=WARMING)
        return {
            f"{name}, {path.suffix}": _shown(f"{name}, {path.suffix}", compare(name, path, small, runs))
            for name in DATABASES
            if installed(name)
            for path in files
        }


def _shown(title: str, found: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    ours = found["import"]
    print(f"{title}: {ours['rows']:,.0f} dossiers")
    print(
        f"  {'':28} {'CPU s':>8} {'server s':>9} {'wall s':>8} {'per CPU s':>10} {'ratio':>7} {'with server':>12}"
    )
    for task, one in found.items():
        per_second = one["rows"] / one["cpu"]
        ratio = one["cpu"] / ours["cpu"]
        whole = (one["cpu"] + one["server"]) / (ours["cpu"] + ours["server"])
        shares = "" if task == "import" else f"{ratio:7.0%} {whole:12.0%}"
        print(
            f"  {task:28} {one['cpu']:8.2f} {one['server']:9.2f} {one['wall']:8.2f} {per_second:10,.0f} {shares}",
            flush=True,
        )
    return found


def main() -> None:
    """Print all comparisons, or answer a process that asks for one measurement."""
    words = sys.argv[1:]
    if words[:1] == ["import"]:
        measure_import(Path(words[1]), Path(words[2]))
    elif words[:1] == ["bare"]:
        measure_bare(Path(words[1]), *words[2:])
    else:
        run(quick="--quick" in words)


if __name__ == "__main__":
    main()
