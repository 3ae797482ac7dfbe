"""motcua forms: the statutory forms of a period, all of them or some, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from motcua.catalogue.units import find_unit
from motcua.cli.now import instant
from motcua.cli.output import as_json, console
from motcua.cli.prepare import prepare
from motcua.rules.periods import parse


def run(
    unit: Annotated[str, typer.Option(help="Mã đơn vị; tỉnh thì tổng hợp mọi đơn vị trực thuộc.")],
    period: Annotated[str, typer.Option(help="2026-Q1, 2026-06, 2026-H1, 2026-9M, 2026 hoặc ngày..ngày.")],
    out: Annotated[Path | None, typer.Option(help="Thư mục để ghi; không ghi thì chỉ liệt kê.")] = None,
    form: Annotated[
        list[str] | None, typer.Option(help="Tên biểu, nhắc lại được; không ghi thì mọi biểu.")
    ] = None,
    known_at: Annotated[str | None, typer.Option(help="Theo những gì đã biết lúc đó.")] = None,
    present: Annotated[
        bool, typer.Option("--present", help="Kỳ đã chốt cũng lấy theo những gì biết đến nay.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Lập các biểu mẫu của kỳ: XLSX, DOCX, PDF; không có --out thì liệt kê biểu của đơn vị."""
    from motcua.closing.report import form_sources
    from motcua.reports.form_files import forms
    from motcua.reports.pack import write_forms

    prepare()
    place, wanted = find_unit(unit), parse(period)
    if out is None:
        listed = {name: one.name for name, one in forms(place.kind, wanted.last).items()}
        if json:
            as_json(listed)
        for name, title in {} if json else listed.items():
            console.print(f"{name:<22} {title}", soft_wrap=True)
        return
    sources = form_sources(place, wanted, instant(known_at), present)
    written = write_forms(sources, out, form or ())
    if json:
        as_json({"files": [str(path) for path in written]})
        return
    for path in written:
        console.print(f"Đã ghi {path}", soft_wrap=True)
