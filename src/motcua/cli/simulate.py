"""motcua simulate: made-up exports of a commune, for demonstrations, trials and benchmarks."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from motcua.cli.now import day, today
from motcua.cli.output import as_json, console, number, refuse
from motcua.hub.simulate import BadUnitCode, Simulated, TooManyADay, simulate
from motcua.hub.words import REASONS
from motcua.rules.instants import to_datetime

_BEHIND = 14
"""Days by which the last day lies behind today where no first day is given: the export must lie in the past."""


def run(
    out: Annotated[Path, typer.Option(help="Thư mục để ghi tệp.")],
    unit: Annotated[str, typer.Option(help="Mã định danh của đơn vị, đứng đầu mã hồ sơ.")] = "H24.98",
    name: Annotated[str, typer.Option(help="Tên đơn vị.")] = "Xã Mô Phỏng",
    first: Annotated[str | None, typer.Option("--from", help="Ngày đầu, 2026-01-01.")] = None,
    days: Annotated[int, typer.Option(min=1, help="Số ngày của kỳ.")] = 365,
    dossiers: Annotated[int, typer.Option(min=1, help="Số hồ sơ.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Số gieo: cùng số thì cùng tệp.")] = 1,
    one_file: Annotated[bool, typer.Option("--one-file", help="Ghi tất cả vào một tệp CSV.")] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Tạo tệp xuất giả định của một xã, phường: không hồ sơ nào có thật."""
    begin = day(first) if first else today() - timedelta(days=days + _BEHIND)
    try:
        made = simulate(
            out, unit_code=unit, unit_name=name, first=begin, days=days, dossiers=dossiers, seed=seed,
            one_file=one_file,
        )  # fmt: skip
    except (BadUnitCode, TooManyADay) as error:
        refuse(str(error))
    if json:
        as_json(_values(unit, name, made))
    else:
        _tell(unit, name, made)


def _values(unit: str, name: str, made: Simulated) -> dict[str, object]:
    return {
        "unit": unit,
        "name": name,
        "from": str(made.first),
        "to": str(made.last),
        "as_of": f"{to_datetime(made.as_of):%Y-%m-%dT%H:%M:%S%z}",
        "files": [str(path) for path in made.files],
        "rows": made.rows,
        "dossiers": len(made.dossiers),
        "duplicates": made.duplicates,
        "set_aside": made.set_aside,
    }


def _tell(unit: str, name: str, made: Simulated) -> None:
    for path in made.files:
        console.print(f"Đã ghi {path}", soft_wrap=True)
    span = f"{made.first:%d/%m/%Y} đến {made.last:%d/%m/%Y}"
    console.print(f"{number(len(made.dossiers))} hồ sơ giả định của {name} ({unit}), từ {span}.")
    console.print(f"  {number(made.rows)} dòng, trong đó {number(made.duplicates)} dòng trùng.")
    for reason, count in Counter(made.set_aside).items():
        console.print(f"  Cố ý sai: {REASONS[reason]}: {number(count)} dòng.")
    files = " ".join(str(path) for path in made.files)
    console.print("Nhập thử:", soft_wrap=True)
    console.print(f'  motcua unit add {unit} "{name}" --province <tỉnh>', soft_wrap=True, markup=False)
    console.print(f"  motcua import --unit {unit} {files}", soft_wrap=True, markup=False)
