"""motcua print: the catalogue as sheets for the notice board, and samples of the forms to see their wording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from motcua.catalogue.fields import fold
from motcua.catalogue.models import Unit
from motcua.catalogue.units import find_unit
from motcua.cli.now import day, today
from motcua.cli.output import as_json, console
from motcua.cli.prepare import prepare
from motcua.reports.printed.catalogue import letterhead, notice_sheets
from motcua.reports.printed.installation import installation
from motcua.reports.printed.notices import NoticeSheet
from motcua.reports.printed.render import NoSuchForm, render, render_all
from motcua.reports.printed.samples import samples
from motcua.reports.printed.wording_files import STANDARD
from motcua.reports.write import file_name, write_all

app = typer.Typer(no_args_is_help=True)


@app.command()
def notices(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    out: Annotated[Path, typer.Option(help="Thư mục để ghi.")],
    field: Annotated[str | None, typer.Option(help="Chỉ một lĩnh vực.")] = None,
    on: Annotated[
        str | None, typer.Option(help="Theo danh mục có hiệu lực ngày này; mặc định hôm nay.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Chỉ ghi PDF.")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="Chỉ ghi DOCX.")] = False,
    one_file: Annotated[bool, typer.Option("--one-file", help="Mọi lĩnh vực vào một tệp.")] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """In bảng niêm yết thủ tục hành chính, mỗi lĩnh vực một bảng, mỗi thủ tục một mã QR."""
    prepare()
    found, printing = find_unit(unit), installation()
    sheets = notice_sheets(found, day(on) if on else today(), field, printing.procedure_url)
    kinds = [kind for kind, asked in (("pdf", pdf), ("docx", docx)) if asked] or ["pdf", "docx"]
    files = {
        out / f"{name}.{kind}": render_all(listed, kind, printing)
        for name, listed in _files(found, sheets, one_file).items()
        for kind in kinds
    }
    _say(write_all(files), sheets, json)


@app.command()
def sample(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    out: Annotated[Path, typer.Option(help="Thư mục để ghi.")],
    form: Annotated[
        str | None,
        typer.Option(
            help="Chỉ một mẫu: 01 đến 07, ban-giao, qua-trinh, niem-yet, giai-trinh, cong-van-su-co."
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="Theo lời văn có hiệu lực ngày này; mặc định hôm nay.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """In thử các mẫu với dữ liệu giả định, để xem lời văn trước khi dùng."""
    prepare()
    asked, printing = day(on) if on else today(), installation()
    head = letterhead(find_unit(unit), asked)
    made = samples(head, head.agency, asked)
    if form is not None and form not in made:
        raise NoSuchForm(form, list(made))
    chosen = {key: one for key, one in made.items() if form in (None, key)}
    files = {
        out / f"mau-{key}.{kind}": render(one, kind, printing)
        for key, one in chosen.items()
        for kind in ("pdf", "docx")
    }
    written = write_all(files)
    if json:
        as_json({"files": [str(path) for path in written]})
        return
    for path in written:
        console.print(f"Đã ghi {path}", markup=False, soft_wrap=True)
    console.print(
        f"Lời văn chuẩn ở {STANDARD}; của đơn vị ở {printing.wordings}.", markup=False, soft_wrap=True
    )


def _files(unit: Unit, sheets: Sequence[NoticeSheet], one_file: bool) -> dict[str, list[NoticeSheet]]:
    """The sheets of each file by its name."""
    start = f"niem-yet-{file_name(unit)}"
    if one_file:
        return {start: list(sheets)}
    return {f"{start}-{fold(sheet.field).replace(' ', '-')[:60]}": [sheet] for sheet in sheets}


def _say(written: Sequence[Path], sheets: Sequence[NoticeSheet], json: bool) -> None:
    offered = [one for sheet in sheets for one in sheet.procedures]
    unknown = {"term": sum(not one.term for one in offered), "fee": sum(not one.fee for one in offered)}
    if json:
        as_json({"files": [str(path) for path in written], "procedures": len(offered), "unknown": unknown})
        return
    for path in written:
        console.print(f"Đã ghi {path}", markup=False, soft_wrap=True)
    console.print(f"{len(sheets)} lĩnh vực, {len(offered)} thủ tục.")
    if any(unknown.values()):
        console.print(
            f"Danh mục chưa ghi thời hạn của {unknown['term']} thủ tục, phí của {unknown['fee']} thủ tục: "
            "các ô đó in dấu –. Bổ sung vào danh mục trước khi niêm yết."
        )
