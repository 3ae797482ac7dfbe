"""motcua exchange watch, sources and what is decided of files that wait: live sources from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.catalogue.units import find_unit
from motcua.cli.now import now
from motcua.cli.output import as_json, console, number, refuse
from motcua.cli.prepare import prepare
from motcua.exchange.live import deciding
from motcua.exchange.live.base import BadSource
from motcua.exchange.live.health import State, health
from motcua.exchange.live.registry import built
from motcua.exchange.live.setting_up import Rhythm, called, read_again
from motcua.exchange.live.setting_up import watch as watch_source
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.hub.errors import ExportError
from motcua.rules.instants import in_words

STATES = {
    State.OFF: "đang tắt",
    State.ASKS: "chờ người xem",
    State.FAILS: "có lỗi",
    State.SILENT: "im lặng",
    State.LATE: "chậm",
    State.WAITS: "chưa có gì",
    State.WORKS: "chạy tốt",
}
SHOWN = 20
_FILE = Annotated[int, typer.Argument(help="Số của tệp, như motcua exchange sources in ra.")]


def watch(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    kind: Annotated[str, typer.Option(help="Loại nguồn: folder, http, mail, sftp, view.")] = "folder",
    folder: Annotated[
        Path | None, typer.Option(help="Thư mục mà hệ thống khác để tệp xuất vào (loại folder).")
    ] = None,
    option: Annotated[
        list[str] | None, typer.Option("--set", help="Một thiết đặt, như url=https://kho.tinh.gov.vn/hs.")
    ] = None,
    every: Annotated[int, typer.Option(help="Số phút giữa hai lần xem.")] = 10,
    at: Annotated[str, typer.Option(help="Xem vào các giờ này thay cho số phút, như 05:30,13:00.")] = "",
    expected: Annotated[
        int, typer.Option(help="Thường có số liệu mới sau mấy ngày làm việc; 0: không chờ.")
    ] = 1,
    each: Annotated[
        str, typer.Option(help="Mỗi tệp có gì: whole (đủ danh sách), news (chỉ có cái mới).")
    ] = "",
    name: Annotated[str, typer.Option(help="Tên cho người đọc.")] = "",
    off: Annotated[bool, typer.Option("--off", help="Thôi xem nguồn.")] = False,
) -> None:
    """Tự lấy số liệu từ một nguồn: thư mục, địa chỉ HTTP, hộp thư, SFTP, khung nhìn cơ sở dữ liệu."""
    prepare()
    found = find_unit(unit)
    options: dict[str, object] = dict(one.partition("=")[::2] for one in option or [])
    if folder is not None:
        options["folder"] = str(folder.absolute())
    if each not in ("", "whole", "news"):
        refuse(f"Không có “{each}”. Dùng: whole, news.")
    rhythm = Rhythm(every, at, expected, each == "whole" if each else None, not off)
    try:
        source = watch_source(found, kind, options, rhythm, now(), name=name)
    except BadSource as error:
        refuse(str(error))
    where = f"{called(source)}: {built(kind, source.options).place()}"
    console.print(
        f"{'Thôi' if off else 'Sẽ'} xem nguồn số {source.pk} ({where}) cho {found.name}.", markup=False
    )


def sources(
    unit: Annotated[str, typer.Option(help="Mã đơn vị; không có thì mọi đơn vị.")] = "",
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Nguồn tự động: đang thế nào, lần lấy gần đây ra sao, tệp nào chờ người xem."""
    prepare()
    wanted = WatchedSource.objects.select_related("unit").order_by("pk")
    if unit:
        wanted = wanted.filter(unit=find_unit(unit))
    told = [_told(one) for one in wanted]
    if json:
        as_json(told)
        return
    for one in told:
        console.print(
            f"{one['source']}. {one['name']} – {one['unit']}: {STATES[one['state']]}. {one['why']}",
            markup=False,
        )
        for file in one["files"]:
            console.print(f"   {file['number']}  {file['at']}  {file['name']}: {_said(file)}", markup=False)


def _told(source: WatchedSource) -> dict[str, Any]:
    found = health(source, now())
    files = [
        {
            "number": one.pk, "name": one.name, "at": in_words(one.at), "outcome": one.outcome, "reason": one.reason,
            "rows": one.rows, "new": one.new, "changed": one.changed, "same": one.same, "quarantined": one.quarantined,
        }
        for one in source.files.order_by("-pk")[:SHOWN]
    ]  # fmt: skip
    return {
        "source": source.pk, "name": called(source), "unit": source.unit.name, "state": found.state, "why": found.why,
        "asks": found.asks, "days_without_news": found.days, "files": files,
    }  # fmt: skip


def _said(file: dict[str, Any]) -> str:
    label = TakenFile.Outcome(file["outcome"]).label
    if file["outcome"] != TakenFile.Outcome.RECORDED:
        return f"{label}. {file['reason']}"
    counts = [f"{text} {number(file[key])}" for key, text in _COUNTS.items()]
    return f"{label}: {', '.join(counts)}."


_COUNTS = {"rows": "dòng", "new": "mới", "changed": "đổi", "same": "như cũ", "quarantined": "cách ly"}


def let_through(file: _FILE) -> None:
    """Ghi một tệp đang chờ người xem, đúng như nó có."""
    prepare()
    try:
        done = deciding.let_through(_waiting(file), None, now())
    except (deciding.Decided, ExportError) as error:
        refuse(str(error))
    console.print(
        f"Đã ghi tệp {done.name}: mới {number(done.new)}, đổi {number(done.changed)}.", markup=False
    )


def throw_away(file: _FILE) -> None:
    """Bỏ một tệp đang chờ người xem; không ghi gì từ đó."""
    prepare()
    found = _waiting(file)
    try:
        deciding.throw_away(found, None, now())
    except deciding.Decided as error:
        refuse(str(error))
    console.print(f"Đã bỏ tệp {found.name}.", markup=False)


def _waiting(file: int) -> TakenFile:
    found = TakenFile.objects.select_related("source__unit").filter(pk=file).first()
    if found is None:
        refuse(f"Không có tệp số {file}.")
    return found


def reread(source: Annotated[int, typer.Argument(help="Số của nguồn.")]) -> None:
    """Đọc lại một nguồn từ đầu ở lần xem tới; những gì đã ghi không bị ghi hai lần."""
    prepare()
    found = WatchedSource.objects.filter(pk=source).first()
    if found is None:
        refuse(f"Không có nguồn số {source}.")
    read_again(found, None, now())
    console.print(f"Sẽ đọc lại nguồn {called(found)} từ đầu.", markup=False)
