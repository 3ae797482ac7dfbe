"""motcua dossiers: the list behind a figure."""

from __future__ import annotations

from typing import Annotated

import typer

from motcua.catalogue.units import below, find_unit
from motcua.cli.named import field_named
from motcua.cli.now import day, instant
from motcua.cli.output import as_json, console, number
from motcua.cli.prepare import prepare
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Dossier
from motcua.ledger.lists import dossiers
from motcua.rules.instants import Instant, to_datetime
from motcua.rules.periods import between


def run(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    first: Annotated[str, typer.Option("--from", help="Ngày đầu kỳ, 2026-01-01.")],
    last: Annotated[str, typer.Option("--to", help="Ngày cuối kỳ.")],
    measure: Annotated[str, typer.Option(help="Tên chỉ tiêu, ví dụ open_in_term.")],
    field: Annotated[str | None, typer.Option(help="Chỉ lĩnh vực này.")] = None,
    known_at: Annotated[str | None, typer.Option(help="Theo những gì đã biết lúc đó.")] = None,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Liệt kê hồ sơ của một con số."""
    prepare()
    period = between(day(first), day(last))
    units = below(find_unit(unit), period.last)
    found = dossiers(units, period, measure, field_named(field), known_at=instant(known_at))
    rows = _rows(found)
    if json:
        as_json({"unit": unit, "measure": measure, "count": len(found), "dossiers": rows})
        return
    for row in rows:
        console.print(f"{row['code']:<32} {row['received']:<17} {row['due']:<17} {row['procedure']}")
    console.print(f"{number(len(found))} hồ sơ.")


def _rows(keys: list[int]) -> list[dict[str, str]]:
    read: dict[int, Dossier] = {}
    for chunk in chunks(keys):
        read |= Dossier.objects.select_related("cell__procedure", "cell__field").in_bulk(chunk)
    return [_row(read[key]) for key in keys]


def _row(dossier: Dossier) -> dict[str, str]:
    return {
        "code": dossier.code,
        "procedure": str(dossier.cell.procedure or ""),
        "field": str(dossier.cell.field),
        "received": _words(dossier.received_at),
        "due": _words(dossier.due_at),
        "finished": _words(dossier.finished_at),
    }


def _words(at: Instant | None) -> str:
    return f"{to_datetime(at):%Y-%m-%d %H:%M}" if at is not None else ""
