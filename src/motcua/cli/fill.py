"""motcua fill: a superior's own file, filled for a period by the bindings that were made on its page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from motcua.catalogue.models import Unit
from motcua.catalogue.units import find_unit
from motcua.cli.now import now
from motcua.cli.output import as_json, console
from motcua.cli.prepare import prepare
from motcua.reports.errors import ReportRefused
from motcua.reports.models import SuperiorFile
from motcua.rules.periods import parse


def run(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    file: Annotated[
        str | None, typer.Argument(help="Số hoặc tên của tệp; không ghi thì liệt kê tệp của đơn vị.")
    ] = None,
    period: Annotated[
        str, typer.Option(help="2026-06, 2026-Q1, 2026-H1, 2026-9M, 2026 hoặc ngày..ngày.")
    ] = "",
    out: Annotated[Path, typer.Option(help="Thư mục để ghi tệp đã điền.")] = Path(),
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Điền tệp của cấp trên cho một kỳ, theo cách gắn số đã lập trên trang Báo cáo / Tệp của cấp trên."""
    from motcua.closing.state import known_of
    from motcua.reports.superior import kept

    prepare()
    place = find_unit(unit)
    if file is None:
        return _list(place, json)
    version = kept.in_use(_named(place, file))
    made = kept.fill(place, version, parse(period), None, now(), lambda own: known_of(place, own, None))
    stem = version.kept.name.rpartition(".")[0] or "tep"
    path = out / f"{stem}-{made.period.replace('..', '_')}.{version.kind}"
    out.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kept.filled(made))
    if json:
        return as_json({"file": str(path), "figures": made.figures, "lost": made.lost})
    console.print(f"Đã ghi {path}: điền {len(made.figures)} số.", soft_wrap=True)
    for one in made.lost:
        console.print(f"Không còn thấy chỗ, không điền: {one['where']} ({one['was']})", soft_wrap=True)
    return None


def _files(place: Unit) -> list[SuperiorFile]:
    return list(SuperiorFile.objects.filter(unit=place, put_away_at=None).order_by("pk"))


def _list(place: Unit, json: bool) -> None:
    found = _files(place)
    if json:
        as_json([{"number": one.pk, "name": one.name, "bound": one.bindings.count()} for one in found])
        return
    for one in found:
        console.print(f"{one.pk:>6}  {one.name} ({one.bindings.count()} số đã gắn)", soft_wrap=True)
    if not found:
        console.print("Đơn vị chưa có tệp nào. Tải lên ở trang Báo cáo / Tệp của cấp trên.")


def _named(place: Unit, text: str) -> SuperiorFile:
    """The unit's file of a number or a name; raises ReportRefused where there is none or several."""
    same = [one for one in _files(place) if text == str(one.pk)] or [
        one for one in _files(place) if one.name.casefold() == text.strip().casefold()
    ]
    if len(same) != 1:
        why = "có nhiều tệp tên" if same else "không có tệp"
        raise ReportRefused(
            f"{place.name} {why} “{text}”. Chạy motcua fill --unit MÃ để xem số của từng tệp."
        )
    return same[0]
