"""motcua index: the index of service to people and businesses, from the unit's own figures."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE
from rich.table import Table

from motcua.catalogue.models import Procedure
from motcua.catalogue.units import find_unit
from motcua.cli.named import field_named
from motcua.cli.now import instant, now
from motcua.cli.output import as_json, console, number, refuse
from motcua.cli.prepare import prepare
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Dossier
from motcua.index.computed import Index, Line, compute, portal_points
from motcua.index.counting import Counting, Scope, Side
from motcua.index.definitions import Indicator, OfProcedures, in_force
from motcua.index.plain import plain
from motcua.index.published import keep
from motcua.index.read_published import read
from motcua.people.audit import Acting
from motcua.reports.vietnamese import percent
from motcua.rules.index import rounded
from motcua.rules.periods import parse

NONE = "–"


class Listed(StrEnum):
    """The lists behind an indicator."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    LOST = "lost"


def run(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    period: Annotated[str, typer.Option(help="2026-06, 2026-Q1… hoặc 2026-08-01..2026-08-31.")],
    field: Annotated[str | None, typer.Option(help="Chỉ lĩnh vực này.")] = None,
    procedure: Annotated[str | None, typer.Option(help="Chỉ thủ tục có mã này.")] = None,
    known_at: Annotated[str | None, typer.Option(help="Theo những gì đã biết lúc đó.")] = None,
    published: Annotated[
        list[Path] | None, typer.Option(help="Tệp số liệu Cổng công bố cho đúng kỳ này: CSV, JSON.")
    ] = None,
    behind: Annotated[str | None, typer.Option(help="Liệt kê hồ sơ, thủ tục của chỉ số này.")] = None,
    side: Annotated[Listed, typer.Option(help="Tử số, mẫu số hay phần mất điểm.")] = Listed.LOST,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Chỉ số 766: điểm, tử số, mẫu số, phần mất điểm, cần sửa bao nhiêu để thêm một điểm."""
    prepare()
    scope = Scope(
        find_unit(unit), parse(period), field_named(field), _procedure(procedure), instant(known_at)
    )
    for path in published or []:
        keep(scope.unit, scope.period, read(path.name, path.read_bytes()), Acting(None, now()), path.name)
    if behind is not None:
        _list(scope, _indicator(scope, behind), Side(side.value), json)
    elif json:
        as_json(plain(compute(scope)))
    else:
        _print(compute(scope))


def _procedure(code: str | None) -> int | None:
    if code is None:
        return None
    known = Procedure.objects.filter(code=code.strip()).first()
    if known is None:
        raise typer.BadParameter(f"không có thủ tục mã “{code}”")
    return known.pk


def _indicator(scope: Scope, code: str) -> Indicator:
    definitions = in_force(scope.period.last)
    found = definitions.indicator(code) or next((o for o in definitions.indicators if o.number == code), None)
    if found is None:
        known = ", ".join(one.code for one in definitions.indicators)
        raise typer.BadParameter(f"không có chỉ số “{code}”; các chỉ số: {known}")
    if found.counts is None:
        refuse(f"Chỉ số {found.number} {found.label} không có danh sách: {found.missing}")
    return found


def _written(value: Fraction | None) -> str:
    return NONE if value is None else str(rounded(value)).replace(".", ",")


def _print(index: Index) -> None:
    period = index.scope.period
    console.print(
        f"[bold]{index.scope.unit.name}[/bold], từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
    )
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("Chỉ số", overflow="fold")
    for title in ("Tử số", "Mẫu số", "Tỷ lệ", "Điểm", "Tối đa", "Cần sửa", "Cổng"):
        table.add_column(title, justify="right")
    for group in index.groups:
        portal = NONE if group.portal is None else str(group.portal).replace(".", ",")
        most = _written(group.group.maximum)
        table.add_row(
            f"[bold]{group.group.label}[/bold]", "", "", "", _written(group.points), most, "", portal
        )
        for line in group.lines:
            table.add_row(*_cells(line))
    console.print(table)
    console.print(
        f"Tự tính: {_written(index.points)} trên {_written(index.countable)} điểm có số liệu "
        f"(toàn bộ {_written(index.maximum)})."
    )


def _cells(line: Line) -> list[str]:
    count, points = line.count, portal_points(line)
    return [
        f"{line.indicator.number} {line.indicator.label}",
        number(count.numerator) if count else NONE,
        number(count.denominator) if count else NONE,
        percent(count.numerator, count.denominator) if count else NONE,
        _written(line.points),
        _written(line.indicator.scoring.maximum),
        number(line.mending.count) if line.mending else NONE,
        NONE if points is None else str(points).replace(".", ","),
    ]


def _list(scope: Scope, indicator: Indicator, side: Side, json: bool) -> None:
    keys = Counting(scope).behind(indicator, side)
    model: Any = Procedure if isinstance(indicator.counts, OfProcedures) else Dossier
    codes: dict[int, str] = {}
    for chunk in chunks(dict.fromkeys(keys)):
        codes.update(model.objects.filter(pk__in=chunk).values_list("pk", "code"))
    found = [codes[key] for key in keys]
    if json:
        as_json({"indicator": indicator.code, "side": side.value, "count": len(found), "codes": found})
        return
    for code in found:
        console.print(code)
    console.print(f"{number(len(found))} {'thủ tục' if model is Procedure else 'hồ sơ'}.")
