"""motcua report: the period's form and narrative report, ready to sign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from motcua.catalogue.units import find_unit
from motcua.cli.now import instant
from motcua.cli.output import as_json, console
from motcua.cli.prepare import prepare
from motcua.closing.report import report_data
from motcua.reports.write import write_data
from motcua.rules.periods import parse


def run(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    period: Annotated[str, typer.Option(help="2026-Q1, 2026-06, 2026-H1, 2026-9M, 2026 hoặc ngày..ngày.")],
    out: Annotated[Path, typer.Option(help="Thư mục để ghi báo cáo.")],
    known_at: Annotated[str | None, typer.Option(help="Theo những gì đã biết lúc đó.")] = None,
    present: Annotated[
        bool, typer.Option("--present", help="Kỳ đã chốt cũng lấy theo những gì biết đến nay.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Viết báo cáo và biểu mẫu của kỳ: DOCX, PDF, XLSX. Kỳ đã chốt thì theo số liệu lúc chốt."""
    prepare()
    found = find_unit(unit)
    data = report_data(found, parse(period), instant(known_at), present)
    written = write_data(found, data, out)
    if json:
        as_json({"files": [str(path) for path in written]})
        return
    for path in written:
        console.print(f"Đã ghi {path}")
