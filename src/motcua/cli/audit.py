"""motcua audit seal|verify: seal the access log, or prove that nobody has touched it."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Annotated

import typer

from motcua.catalogue.models import Unit
from motcua.catalogue.units import find_unit
from motcua.cli.now import now
from motcua.cli.output import as_json, console, number, refuse
from motcua.cli.prepare import prepare
from motcua.people.sealing import seal as seal_ripe
from motcua.people.verifying import Finding, Tampering, Verified
from motcua.people.verifying import verify as verify_log

app = typer.Typer(no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]
Anchors = dict[int, tuple[int, str]]

_SAID = {
    Tampering.CHANGED: "dòng {entry} đã bị sửa sau khi niêm phong số {seal}",
    Tampering.REMOVED: "dòng {entry}, thuộc niêm phong số {seal}, đã bị xóa",
    Tampering.INSERTED: "dòng {entry} được chèn thêm vào phần đã niêm phong",
    Tampering.SEAL_CHANGED: "niêm phong số {seal} đã bị sửa",
    Tampering.SEAL_REMOVED: "niêm phong số {seal} đã bị xóa",
}


@app.command()
def seal(json: JsonOption = False) -> None:
    """Niêm phong các dòng nhật ký truy cập mới; máy chủ tự làm mỗi phút."""
    prepare()
    made = seal_ripe(now())
    if json:
        as_json({"seals": made})
    else:
        console.print(f"Đã thêm {number(made)} niêm phong.")


@app.command()
def verify(
    unit: Annotated[str | None, typer.Option("--unit", help="Chỉ đơn vị có mã này.")] = None,
    anchors: Annotated[
        Path | None, typer.Option(help="Tệp JSON mà lần kiểm tra trước đã in ra, cất ở nơi khác.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Kiểm tra nhật ký truy cập: dòng nào bị sửa, xóa, chèn thêm."""
    prepare()
    where = find_unit(unit) if unit else None
    noted = _noted(anchors) if anchors else None
    seal_ripe(now())
    found = verify_log([where.pk] if where else None, noted)
    if json:
        _as_json(found)
    else:
        _tell(found)
    raise typer.Exit(1 if found.findings else 0)


def _noted(path: Path) -> Anchors:
    try:
        told = json_text.loads(path.read_text(encoding="utf-8-sig"))["anchors"]
        return {int(one["unit"]): (int(one["seal"]), str(one["digest"])) for one in told}
    except (ValueError, KeyError, TypeError):
        refuse(f"{path}: không phải tệp do lệnh motcua audit verify --json in ra.")


def _as_json(found: Verified) -> None:
    as_json({
        "lines": found.lines, "seals": found.seals, "late_seals": found.late, "open": found.open,
        "anchors": [
            {"unit": unit, "seal": last, "digest": digest} for unit, (last, digest) in found.anchors.items()
        ],
        "findings": [
            {"kind": one.kind, "unit": one.unit, "line": one.entry, "seal": one.seal} for one in found.findings
        ],
    })  # fmt: skip


def _tell(found: Verified) -> None:
    names = Unit.objects.in_bulk({one.unit for one in found.findings})
    for one in found.findings:
        name = names[one.unit].name if one.unit in names else "Toàn hệ thống"
        console.print(f"{name}: {_said(one)}.", style="red", markup=False, soft_wrap=True)
    late = f" Có {number(found.late)} niêm phong bổ sung cho dòng ghi muộn." if found.late else ""
    console.print(
        f"Đã kiểm tra {number(found.lines)} dòng trong {number(found.seals)} niêm phong, "
        f"{number(len(found.findings))} sai lệch; {number(found.open)} dòng mới chưa niêm phong.{late}",
        soft_wrap=True,
    )


def _said(one: Finding) -> str:
    return _SAID[one.kind].format(entry=one.entry, seal=one.seal)
