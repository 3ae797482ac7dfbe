"""CPU time for all forms of a province: its communes filled with copies of one commune's year, and registers.

The forms are filled and checked, then written as XLSX, DOCX and PDF. The goal is five seconds of CPU for all of a quarter.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.bench_import import UNIT, simulated
from bench.bench_statement import _count, _fill, _import
from bench.measured import DATABASES, database, in_child, installed, measured, ready

DOSSIERS = 2_000
COMMUNES = 110
ENTRIES = 20
"""Complaints of each commune in the quarter; other registers hold fewer."""
GOAL_SECONDS = 5.0
PERIOD = "2026-Q2"
_MODULE = "bench.bench_forms"


def measure(path: Path, communes: int) -> None:
    """Print, as JSON, the seconds of CPU for each step."""
    ready()
    first, others = _units(communes)
    _import(first, path)
    _fill(first, others, 1)
    _registers([first, *others])
    print(json.dumps({"dossiers": _count(), "communes": 1 + len(others), **_seconds(first)}))


def _units(count: int) -> tuple[int, list[int]]:
    """The commune that is imported, and others of its province."""
    from motcua.catalogue.models import Unit
    from motcua.catalogue.units import add_unit

    own = add_unit(*UNIT)
    others = (
        Unit.objects.filter(kind=Unit.Kind.COMMUNE, province=own.province).exclude(pk=own.pk).order_by("pk")
    )
    return own.pk, list(others.values_list("pk", flat=True)[: count - 1])


def _registers(units: list[int]) -> None:
    from datetime import date, timedelta

    from motcua.registers.models import Entry

    def entry(unit: int, number: int) -> Entry:
        day = date(2026, 3, 20) + timedelta(days=number * 4)
        values = {
            "kind": ("conduct", "regulation")[number % 2],
            "field": "Đất đai",
            "due": str(day + timedelta(days=14)),
        }
        until = day + timedelta(days=10) if number % 3 else None
        return Entry(
            unit_id=unit, register="phan-anh", code=f"PA-{number}", since=day, until=until, values=values
        )

    Entry.objects.bulk_create(entry(unit, number) for unit in units for number in range(ENTRIES))


def _seconds(commune: int) -> dict[str, float]:
    from motcua.catalogue.models import Unit
    from motcua.reports.gather import Sources
    from motcua.reports.pack import Filled, filled, names_for, pack
    from motcua.rules.periods import parse

    province = Unit.objects.get(pk=commune).province
    above = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=province)
    period, made = parse(PERIOD), list[Filled]()

    def fill() -> None:
        sources = Sources(above, period)
        made[:] = [filled(sources, name) for name in names_for(above, period)]

    found = {"filled": _cpu(fill)}
    for kind in ("xlsx", "docx", "pdf"):
        found[kind] = _cpu(lambda kind=kind: pack(made, kind))
    return found | {"forms": len(made), "rows": sum(len(one.rows) for one, _data in made)}


def _cpu(work: Any) -> float:
    taken = measured(work)[1]
    return float(taken.cpu + taken.server)


def run(quick: bool = False) -> dict[str, dict[str, float]]:
    """The figures by database."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        path = simulated(Path(folder), DOSSIERS // 4 if quick else DOSSIERS, one_file=True)
        for name in filter(installed, DATABASES):
            begun = time.monotonic()
            with database(name) as new:
                words = ["measure", str(path), str(COMMUNES // 10 if quick else COMMUNES)]
                found[name] = in_child(_MODULE, words, new())
            _show(name, found[name], time.monotonic() - begun)
    return found


def _show(name: str, one: dict[str, float], seconds: float) -> None:
    print(
        f"{name}: all {one['forms']:.0f} forms of a province, {one['communes']:.0f} communes, {one['dossiers']:,.0f} dossiers"
    )
    print(f"  seconds of CPU (goal {GOAL_SECONDS}): filled and checked {one['filled']:.2f}, "
          f"XLSX {one['xlsx']:.2f}, DOCX {one['docx']:.2f}, PDF {one['pdf']:.2f}; {one['rows']:.0f} rows")  # fmt: skip
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
