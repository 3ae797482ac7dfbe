"""motcua statement: the figures of a unit and period."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.box import SIMPLE
from rich.table import Table

from motcua.catalogue.models import Field, Unit
from motcua.catalogue.units import below, find_unit
from motcua.cli.now import day, instant
from motcua.cli.output import as_json, console, number
from motcua.cli.prepare import prepare
from motcua.ledger.statement import Statement, statement
from motcua.reports.totals import official_totals
from motcua.rules.measures import MEASURES, STATEMENT
from motcua.rules.periods import between


class By(StrEnum):
    """What the rows of a statement stand for."""

    FIELD = "field"


class Layout(StrEnum):
    """How a statement is laid out."""

    COMMUNE = "commune"
    OFFICIAL = "official"


def run(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    first: Annotated[str, typer.Option("--from", help="Ngày đầu kỳ, 2026-01-01.")],
    last: Annotated[str, typer.Option("--to", help="Ngày cuối kỳ.")],
    known_at: Annotated[str | None, typer.Option(help="Theo những gì đã biết lúc đó.")] = None,
    by: Annotated[By | None, typer.Option(help="Chia theo lĩnh vực.")] = None,
    layout: Annotated[Layout, typer.Option(help="Cách trình bày.")] = Layout.COMMUNE,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Số liệu của một đơn vị trong một kỳ."""
    prepare()
    period = between(day(first), day(last))
    found = find_unit(unit)
    made = statement(below(found, period.last), period, instant(known_at))
    made.check()
    if json:
        as_json(_values(found, made, by))
    else:
        _print(found, made, by, layout)


def _by_field(made: Statement, names: tuple[str, ...] = STATEMENT) -> dict[str, dict[str, int]]:
    labels = Field.objects.in_bulk()
    return {labels[key].name: values for key, values in made.by("field", names).items()}


def _values(unit: Unit, made: Statement, by: By | None) -> dict[str, Any]:
    period = {"from": str(made.period.first), "to": str(made.period.last)}
    return {
        "unit": unit.name,
        "period": period,
        "totals": made.totals(),
        **({"by_sector": _by_field(made)} if by else {}),
        **made.facts(),
        "form_II06b_official_layout": official_totals(made),
        "not_accepted": made.totals(("lodged", "turned_away")),
    }


def _print(unit: Unit, made: Statement, by: By | None, layout: Layout) -> None:
    period = made.period
    console.print(f"[bold]{unit.name}[/bold], từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}")
    if layout is Layout.OFFICIAL:
        _print_list({f"({column})": value for column, value in official_totals(made).items()})
    elif by is None:
        _print_list({MEASURES[name].label: value for name, value in made.totals().items()})
    else:
        _print_fields(made)


def _print_list(values: dict[str, int]) -> None:
    table = Table(box=SIMPLE)
    table.add_column("Chỉ tiêu")
    table.add_column("Số hồ sơ", justify="right")
    for label, value in values.items():
        table.add_row(label, number(value))
    console.print(table)


def _print_fields(made: Statement) -> None:
    table = Table(box=SIMPLE, padding=(0, 0), show_footer=True)
    table.add_column("Lĩnh vực", footer="Tổng cộng", overflow="fold")
    for name, value in made.totals().items():
        table.add_column(SHORT[name], justify="right", footer=number(value), min_width=5)
    for field, values in _by_field(made).items():
        table.add_row(field, *(number(values[name]) for name in STATEMENT))
    console.print(table)


SHORT = {
    "received_online": "Trực\ntuyến",
    "received_direct_or_postal": "Trực\ntiếp",
    "carried_over": "Kỳ\ntrước",
    "early": "Trước\nhạn",
    "on_time": "Đúng\nhạn",
    "late": "Quá\nhạn",
    "refused": "Từ\nchối",
    "withdrawn": "Rút",
    "open_in_term": "Còn\nhạn",
    "open_overdue": "Trễ\nhạn",
    "awaiting_supplement": "Bổ\nsung",
    "paused": "Tạm\ndừng",
}
"""Headings that fit a console of 80 columns."""
