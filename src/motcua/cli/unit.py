"""motcua unit add|department|find: units, their departments and codes."""

from __future__ import annotations

from typing import Annotated

import typer

from motcua.catalogue.departments import add_department
from motcua.catalogue.units import add_unit, find_unit, search_units
from motcua.catalogue.writing import writing
from motcua.cli.now import day, now, today
from motcua.cli.output import as_json, console
from motcua.cli.prepare import prepare
from motcua.people.audit import UNIT_ADDED, Subject, record

app = typer.Typer(no_args_is_help=True)


@app.command()
def add(
    code: Annotated[str, typer.Argument(help="Mã đơn vị: mã định danh (H24.72), mã thống kê, mã cũ.")],
    name: Annotated[str, typer.Argument(help="Tên đơn vị.")],
    province: Annotated[str, typer.Option(help="Tỉnh, thành phố: tên hoặc mã.")],
    parent: Annotated[str | None, typer.Option(help="Mã đơn vị cấp trên.")] = None,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Thêm đơn vị, hoặc thêm mã cho đơn vị đã có."""
    prepare()
    above = find_unit(parent) if parent else None
    unit = add_unit(code, name, province, parent=above)
    if json:
        as_json({"code": code, "name": unit.name, "province": unit.province.name})
    else:
        console.print(f"Đã có đơn vị {unit.name} ({unit.province.name}), mã {code}.")


@app.command()
def department(
    name: Annotated[str, typer.Argument(help="Tên phòng, trung tâm.")],
    below: Annotated[str, typer.Option(help="Mã đơn vị cấp trên.")],
    code: Annotated[str, typer.Option(help="Mã định danh; không có thì tự đặt.")] = "",
    since: Annotated[str | None, typer.Option(help="Từ ngày; mặc định hôm nay.")] = None,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Thêm phòng, trung tâm dưới một đơn vị."""
    begin = day(since) if since else today()
    prepare()
    above = find_unit(below)
    with writing():
        unit = add_department(above, name, begin, code)
        record(above.pk, None, UNIT_ADDED, Subject("unit", unit.pk), now())
    own = unit.codes.get().code
    if json:
        as_json({"code": own, "name": unit.name, "below": above.name})
    else:
        console.print(f"Đã thêm {unit.name} dưới {above.name}, mã {own}.")


@app.command()
def find(text: Annotated[str, typer.Argument(help="Một phần tên đơn vị.")]) -> None:
    """Tìm đơn vị theo tên."""
    prepare()
    for unit in search_units(text, 20):
        codes = ", ".join(unit.codes.values_list("code", flat=True))
        console.print(f"{codes:<20} {unit.name} ({unit.province.name})")
