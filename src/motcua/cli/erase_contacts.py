"""motcua erase-contacts: telephone numbers and addresses that nobody needs any more."""

from __future__ import annotations

from typing import Annotated

import typer

from motcua.casework.erasing import ripe
from motcua.casework.erasing_all import erase_ripe
from motcua.casework.refusals import Refused
from motcua.catalogue.units import find_unit
from motcua.cli.now import now
from motcua.cli.output import as_json, console, number, refuse
from motcua.cli.prepare import prepare


def run(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    reason: Annotated[str, typer.Option(help="Lý do và căn cứ, ghi vào nhật ký của từng hồ sơ.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ đếm, không xóa.")] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Xóa thông tin liên hệ của hồ sơ đã kết thúc lâu hơn thời hạn lưu."""
    prepare()
    found = find_unit(unit)
    try:
        count = ripe(found.pk, now()).count() if dry_run else erase_ripe(found.pk, reason, now())
    except Refused as error:
        refuse(f"Chưa xóa gì. --reason: {error.message}")
    if json:
        as_json({"unit": unit, "dossiers": count, "erased": not dry_run})
        return
    console.print(f"{found.name}: {'sẽ xóa' if dry_run else 'đã xóa'} liên hệ của {number(count)} hồ sơ.")
