"""motcua exchange: the connection to the national portal, its worker, and what waits."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from motcua.casework.portal.lodged_files import ask_again, fetch_due
from motcua.catalogue.units import find_unit
from motcua.cli.now import day, now
from motcua.cli.output import as_json, console, number, refuse
from motcua.cli.prepare import prepare
from motcua.cli.sources import let_through, reread, sources, throw_away, watch
from motcua.cli.until_stopped import run_until_stopped
from motcua.exchange.client import Client, Unreachable
from motcua.exchange.connecting import BadLink, Settings, connect, standing
from motcua.exchange.inbox import take_again
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import InMessage, Link, OutMessage
from motcua.exchange.outbox import replay, send_again
from motcua.exchange.public import NotAsked, Public
from motcua.exchange.public import published as ask_published
from motcua.exchange.public_history import history
from motcua.exchange.reconcile import look
from motcua.exchange.sources import Held
from motcua.exchange.wire.published import Group, Period
from motcua.exchange.worker import Worker
from motcua.findings.daily import compare_due
from motcua.reports.portal_month import NotTold, tell_month
from motcua.rules.instants import day_of, day_start, in_words
from motcua.site import background

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Kết nối với Cổng Dịch vụ công quốc gia."""


@app.command()
def work(
    once: Annotated[bool, typer.Option("--once", help="Gửi hết những gì đến lúc rồi thôi.")] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON (với --once).")] = False,
) -> None:
    """Gửi thông điệp đang chờ lên Cổng, nhập tệp của nguồn tự động; không có --once thì làm cho đến khi được dừng, và mỗi ngày đối chiếu các hệ thống một lần."""
    prepare()
    worker = Worker(now)
    if once:
        counts = {str(ending): count for ending, count in worker.send_due().items()}
        counts["files"] = take_due(now)
        counts["fetched"] = fetch_due(now)
        if json:
            as_json(counts)
        else:
            sent, refused, failed = (number(counts.get(name, 0)) for name in ("sent", "refused", "failed"))
            console.print(
                f"Cổng đã nhận {sent}, từ chối {refused}, chưa gửi được {failed}; đã nhập {counts['files']} tệp, tải về {counts['fetched']} tệp."
            )
        return
    background.start(worker.stopped, works=(compare_due,))
    run_until_stopped(
        worker, "Đang gửi lên Cổng (Ctrl-C để dừng).", "Đã dừng. Thông điệp còn chờ vẫn nằm trong hộp gửi."
    )


@app.command()
def link(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    base: Annotated[str, typer.Option(help="Địa chỉ gốc của Cổng hoặc trục liên thông.")],
    code: Annotated[str, typer.Option(help="Mã định danh của đơn vị trên Cổng (madonvi).")],
    shape: Annotated[str, typer.Option(help="Dạng gói tin: adapter, rest, gateway.")] = "adapter",
    dstcode: Annotated[str, typer.Option(help="Giá trị của tiêu đề dstcode.")] = "",
    secret: Annotated[str, typer.Option(help="Tên khóa để đăng nhập vào Cổng.")] = "",
    secret_in: Annotated[str, typer.Option(help="Tên khóa để Cổng đăng nhập vào đây.")] = "",
    secret_pay: Annotated[str, typer.Option(help="Tên khóa mã xác thực thanh toán.")] = "",
    address: Annotated[
        list[str] | None, typer.Option(help="Địa chỉ của một thao tác, như login=/dang-nhap.")
    ] = None,
    months: Annotated[
        bool, typer.Option("--months", help="Tự gửi thống kê từng tháng khi chốt số liệu của kỳ.")
    ] = False,
    off: Annotated[bool, typer.Option("--off", help="Tắt kết nối.")] = False,
) -> None:
    """Đặt kết nối của đơn vị với Cổng; đơn vị bên dưới chưa đặt riêng đều dùng."""
    prepare()
    addresses = dict(one.partition("=")[::2] for one in address or [])
    wanted = Settings(base, code, shape, not off, dstcode, secret, secret_in, secret_pay, months, addresses)
    found = find_unit(unit)
    try:
        connect(found, wanted, None, now())
    except BadLink as error:
        refuse(str(error))
    console.print(f"Đã {'tắt' if off else 'đặt'} kết nối của {found.name} với {wanted.base}.")


@app.command()
def status(json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False) -> None:
    """Hộp gửi, hộp nhận của từng kết nối."""
    prepare()
    told = [
        {"unit": one.unit.name, "enabled": one.enabled, "error": one.error, **asdict(standing(one))}
        for one in Link.objects.select_related("unit").order_by("pk")
    ]
    if json:
        as_json(told)
        return
    for one in told:
        state = "đang bật" if one["enabled"] else "đang tắt"
        trouble = f" Lỗi gần nhất: {one['error']}" if one["error"] else ""
        console.print(
            f"{one['unit']} ({state}): chờ gửi {one['queued']}, Cổng đã nhận {one['sent']}, từ chối {one['refused']}; "
            f"nhận về {one['taken']}, chờ xem lại {one['held']}, không nhận {one['not_taken']}.{trouble}",
            markup=False,
        )


@app.command()
def again(message: Annotated[int, typer.Argument(help="Số của thông điệp trong hộp gửi.")]) -> None:
    """Gửi lại một thông điệp và những thông điệp sau nó của cùng hồ sơ."""
    prepare()
    found = OutMessage.objects.filter(pk=message).first()
    if found is None:
        refuse(f"Không có thông điệp số {message} trong hộp gửi.")
    console.print(f"Sẽ gửi lại {number(send_again(found, now()))} thông điệp.")


@app.command()
def resend(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị có kết nối.")],
    since: Annotated[str, typer.Option(help="Từ ngày, như 2026-11-01.")],
) -> None:
    """Gửi lại mọi thông điệp của một kết nối từ một ngày, theo thứ tự cũ."""
    begin = day_start(day_of(day(since)))
    prepare()
    found = Link.objects.filter(unit=find_unit(unit)).first()
    if found is None:
        refuse(f"Đơn vị {unit} chưa có kết nối riêng.")
    console.print(f"Sẽ gửi lại {number(replay(found, begin, now()))} thông điệp.")


@app.command()
def retake(message: Annotated[int, typer.Argument(help="Số của thông điệp trong hộp nhận.")]) -> None:
    """Nhận lại một thông điệp đang chờ xem lại, sau khi đã sửa nguyên nhân."""
    prepare()
    found = InMessage.objects.filter(pk=message).first()
    if found is None:
        refuse(f"Không có thông điệp số {message} trong hộp nhận.")
    try:
        take_again(found, now())
    except Held as error:
        refuse(error.reason)
    console.print("Đã nhận.")


@app.command()
def files() -> None:
    """Tải lại những tệp của hồ sơ nộp trên Cổng đã thôi tải, sau khi đã sửa nguyên nhân."""
    prepare()
    count = ask_again(now())
    console.print(f"Sẽ tải lại {number(count)} tệp.")


@app.command()
def month(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    wanted: Annotated[str, typer.Option("--month", help="Tháng đã hết, như 2026-10.")],
) -> None:
    """Gửi thống kê một tháng và mức độ hài lòng lên Cổng; tháng đã gửi mà số không đổi thì không gửi lại."""
    first = day(f"{wanted}-01")
    prepare()
    found = find_unit(unit)
    try:
        count = tell_month(found, first.year, first.month, now())
    except NotTold as error:
        refuse(str(error))
    console.print(f"Sẽ gửi {number(count)} thông điệp về tháng {wanted} của {found.name}.", markup=False)


@app.command()
def published(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị.")],
    year: Annotated[int, typer.Option(help="Năm.")],
    quarter: Annotated[int, typer.Option(help="Quý, 1–4.")] = 0,
    month: Annotated[int, typer.Option(help="Tháng, 1–12.")] = 0,
    group: Annotated[Group, typer.Option(help="Nhóm chỉ tiêu.")] = Group.PROGRESS,
    past: Annotated[bool, typer.Option("--history", help="Những lần đã hỏi, không hỏi thêm.")] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Số liệu Cổng công bố công khai về đơn vị; câu trả lời được giữ lại."""
    try:
        period = Period(year, quarter, month)
    except ValueError as error:
        refuse(str(error))
    prepare()
    found = find_unit(unit)
    codes = set(found.codes.values_list("code", flat=True))
    if past:
        _print_history(group, codes, json)
        return
    try:
        figures = ask_published(Public(now, time.sleep), codes, found.province.code, group, period)
    except NotAsked as error:
        refuse(str(error))
    if json:
        as_json({"code": figures.code, "name": figures.name, **figures.figures})
        return
    _print_figures(figures.name, figures.figures)


def _print_figures(title: str, figures: Mapping[str, float | None]) -> None:
    console.print(title, markup=False)
    for name, value in figures.items():
        console.print(f"  {name:<45} {'chưa có' if value is None else f'{value:g}'}", markup=False)


def _print_history(group: Group, codes: set[str], json: bool) -> None:
    seen = history(group, codes)
    if json:
        as_json([
            {"asked_at": in_words(one.asked_at), **asdict(one.period), **one.unit.figures} for one in seen
        ])  # fmt: skip
    elif not seen:
        console.print("Chưa giữ câu trả lời nào về đơn vị này.")
    for one in [] if json else seen:
        kind = f"tháng {one.period.month}" if one.period.month else f"quý {one.period.quarter}"
        period = f"{kind} năm" if one.period.month or one.period.quarter else "năm"
        _print_figures(f"{period} {one.period.year}, hỏi lúc {in_words(one.asked_at)}", one.unit.figures)


@app.command()
def reconcile(json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False) -> None:
    """Hỏi Cổng từng hồ sơ đã báo lên để đối chiếu; mỗi hồ sơ nhiều nhất một ngày một lần."""
    prepare()
    asked = 0
    for one in Link.objects.filter(enabled=True).select_related("unit").order_by("pk"):
        client = Client(one)
        try:
            asked += look(one, client, now)
        except Unreachable as error:
            refuse(error.reason)
        finally:
            client.close()
    if json:
        as_json({"asked": asked})
    else:
        console.print(f"Đã hỏi Cổng về {number(asked)} hồ sơ. Xem trang Liên thông, mục Đối chiếu.")


for command in (watch, sources, let_through, throw_away, reread):
    app.command()(command)
