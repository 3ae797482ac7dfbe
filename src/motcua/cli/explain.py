"""motcua explain: incidents of systems, and the file of explanation as documents ready to sign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from motcua.casework.files import keep
from motcua.casework.models import StoredFile
from motcua.casework.refusals import Refused
from motcua.catalogue.models import System, Unit
from motcua.catalogue.systems import system
from motcua.catalogue.units import find_unit
from motcua.cli.now import instant, now
from motcua.cli.output import as_json, console, number, refuse
from motcua.cli.prepare import prepare
from motcua.dossiers.models import Dossier
from motcua.findings.documents import incidents_in, late_list, letter
from motcua.findings.explaining import FactTold, IncidentTold, NotRecorded, incidents_of, report, tell
from motcua.findings.touched import proposed
from motcua.people.audit import Acting
from motcua.reports.printed.render import render
from motcua.reports.write import file_name, write_all
from motcua.rules.periods import parse

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Giải trình: sự việc kèm bằng chứng, sự cố hệ thống, văn bản sẵn sàng để ký."""


@app.command()
def write(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    period: Annotated[str, typer.Option(help="2026-Q1, 2026-06, 2026-H1, 2026 hoặc ngày..ngày.")],
    out: Annotated[Path, typer.Option(help="Thư mục để ghi.")],
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Ghi danh sách hồ sơ quá hạn kèm nguyên nhân, sự cố, xin lỗi; và công văn gửi cơ quan quản lý từng hệ thống."""
    prepare()
    found, wanted, present = find_unit(unit), parse(period), now()
    listed = late_list(found, wanted, present)
    name, when = file_name(found), wanted.name.replace("..", "-")
    files = {
        out / f"giai-trinh-{name}-{when}.{kind}": render(listed, kind) for kind in ("docx", "pdf", "xlsx")
    }
    for one in _failing(found):
        if incidents_in(found, one, wanted):
            made = letter(found, one, wanted, present)
            start = f"cong-van-su-co-{one.key.replace(':', '-').replace('@', '-')}-{when}"
            files |= {out / f"{start}.{kind}": render(made, kind) for kind in ("docx", "pdf")}
    written = write_all(files)
    if json:
        as_json(
            {
                "files": [str(path) for path in written],
                "late": len(listed.dossiers),
                "unexplained": listed.unexplained or 0,
            }
        )
        return
    for path in written:
        console.print(f"Đã ghi {path}", markup=False, soft_wrap=True)
    console.print(
        f"{number(len(listed.dossiers))} hồ sơ quá hạn, {number(listed.unexplained or 0)} hồ sơ chưa có giải trình."
    )


def _failing(unit: Unit) -> list[System]:
    """The systems of which incidents are recorded."""
    return list({one.system_id: one.system for one in incidents_of(unit.pk)}.values())


@app.command()
def incident(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    of: Annotated[str, typer.Option("--system", help="Hệ thống, như ministry:15.")],
    begin: Annotated[str, typer.Option(help="Từ lúc, như 2026-06-02T08:00.")],
    symptom: Annotated[str, typer.Option(help="Biểu hiện.")],
    end: Annotated[str | None, typer.Option(help="Đến lúc; chưa khắc phục thì không ghi.")] = None,
    picture: Annotated[Path | None, typer.Option(help="Tệp ảnh chụp màn hình.")] = None,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Ghi một sự cố của hệ thống; hồ sơ có thể bị ảnh hưởng được đề xuất để người xác nhận trên trang."""
    prepare()
    found, since = find_unit(unit), instant(begin)
    if since is None:
        raise typer.BadParameter("cần --begin")
    told = IncidentTold(system(of), since, instant(end), symptom, _kept(found, picture))
    try:
        made = report(found, told, Acting(None, now()))
    except NotRecorded as error:
        refuse(str(error))
    touched = len(proposed(made, now()))
    if json:
        as_json({"incident": made.pk, "proposed": touched})
        return
    console.print(f"Đã ghi sự cố số {made.pk}; {number(touched)} hồ sơ có thể bị ảnh hưởng, chờ xác nhận.")


@app.command()
def fact(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    code: Annotated[str, typer.Argument(help="Mã hồ sơ, của bất kỳ hệ thống nào.")],
    text: Annotated[str, typer.Option(help="Sự việc.")],
    at: Annotated[str | None, typer.Option(help="Xảy ra lúc, như 2026-06-02T08:00.")] = None,
    evidence: Annotated[Path | None, typer.Option(help="Tệp bằng chứng.")] = None,
) -> None:
    """Ghi một sự việc kèm bằng chứng bên cạnh một hồ sơ."""
    prepare()
    found = find_unit(unit)
    dossier = Dossier.objects.filter(unit=found, code=code.strip()).first()
    if dossier is None:
        refuse(f"Đơn vị không có hồ sơ mã {code}.")
    told = FactTold(text, instant(at), _kept(found, evidence))
    try:
        made = tell(found, dossier, told, Acting(None, now()))
    except NotRecorded as error:
        refuse(str(error))
    console.print(f"Đã ghi sự việc số {made.pk} bên cạnh hồ sơ {dossier.code}.", markup=False)


def _kept(unit: Unit, path: Path | None) -> StoredFile | None:
    """A file of this machine, looked at and kept as an upload is."""
    if path is None:
        return None
    try:
        return keep(path.name, [path.read_bytes()], unit.pk, None, now())
    except Refused as error:
        _refuse_file(path, error)


def _refuse_file(path: Path, error: Refused) -> NoReturn:
    refuse(f"{path.name}: {error.message}")
