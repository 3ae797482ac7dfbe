"""motcua demo: the whole way from export files to signed-in pages, on a database of its own.

`motcua.__main__` points MOTCUA_DATABASE at a file in the data folder before the settings are read, unless it
is set already.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from django.db import connection, connections
from rich.box import SIMPLE
from rich.table import Table

from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from motcua.cli import demo_office, serve
from motcua.cli.demo_accounts import Account, account
from motcua.cli.now import now
from motcua.cli.output import as_json, console, errors, number, refuse
from motcua.cli.prepare import prepare
from motcua.hub.run import Summary, import_files
from motcua.hub.simulate import simulate
from motcua.ledger.statement import statement
from motcua.notices.models import ChannelSetting
from motcua.people.models import Role
from motcua.reports.write import write_report
from motcua.rules.measures import MEASURES
from motcua.rules.periods import parse
from motcua.site.paths import data_folder

FOLDER = "demo"
HOST = "127.0.0.1"
LEADER = "lanh-dao"
KEEPER = "quan-tri-chung"
"""Who manages what all units share, such as the catalogue of procedures."""
PROVINCE = "kiem-soat-tinh"
"""Who looks over all communes of the provinces, closes their periods and writes their reports."""
NEIGHBOUR = "quay-lang-gieng"
"""At the counter of the first unit, to whom dossiers can be transferred."""

_PORTS_TRIED = 20
_KINDS = {".xlsx", ".csv", ".json"}
_NOT_EXPORTS = "expected.json"
_DOSSIERS, _DAYS_BEFORE = 3_000, 60
_COUNTED = {"rows": "Dòng đã đọc", "dossiers": "Hồ sơ", "quarantined": "Dòng cách ly"}
_FIGURES = ("carried_over", "received", "early", "on_time", "late", "refused_or_withdrawn", "open")


@dataclass(frozen=True)
class Place:
    """A unit of the demonstration: the folder of its exports, and the period of its report as it is written."""

    slug: str
    code: str
    name: str
    province: str
    period: str


REAL = (
    Place("an-truong", "H24.72", "Ủy ban nhân dân xã An Trường", "Hải Phòng", "2026-06"),
    Place("hung-dao", "H24.33", "Ủy ban nhân dân phường Hưng Đạo", "Hải Phòng", "2026-01-01..2026-05-25"),
    Place("tam-thanh", "H37.21", "Ủy ban nhân dân phường Tam Thanh", "Lạng Sơn", "2026-Q1"),
)
"""Units whose real reports the exports add up to."""

MADE_UP = (
    Place("mo-phong-1", "H24.991", "Ủy ban nhân dân xã Mô Phỏng Một", "Hải Phòng", "2026-06"),
    Place("mo-phong-2", "H24.992", "Ủy ban nhân dân phường Mô Phỏng Hai", "Hải Phòng", "2026-H1"),
    Place("mo-phong-3", "H37.993", "Ủy ban nhân dân phường Mô Phỏng Ba", "Lạng Sơn", "2026-Q1"),
)
"""Units that there are not, for an installation without those exports."""


@dataclass(frozen=True)
class Shown:
    """What became of one unit: what was imported, the figures of its period, the files of its report."""

    unit: str
    code: str
    period: str
    title: str
    imported: dict[str, int]
    figures: dict[str, int]
    report: list[str]


def run(
    port: Annotated[int, typer.Option(help="Cổng; nếu bận thì lấy cổng trống kế tiếp.")] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Làm xong thì thôi, không mở trang.")] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Chạy thử trọn việc: nhập tệp của ba đơn vị, lập báo cáo, mở trang làm việc."""
    begun = time.monotonic()
    prepare()
    folder = data_folder() / FOLDER
    places = list(_places(folder))
    shown = [_show(place, unit, files, folder) for place, unit, files in places]
    accounts = _accounts([(place, unit) for place, unit, _ in places])
    _say("Đang lập một xã thực hành với hồ sơ ở mọi trạng thái")
    office = demo_office.open_office(now(), folder / "exports")
    free = port if no_serve else _free_port(port)
    _print(shown, [*accounts, *office], f"http://{HOST}:{free}/", time.monotonic() - begun, json=json)
    if not no_serve:
        _serve(free, quiet=json)


def _places(folder: Path) -> Iterator[tuple[Place, Unit, list[Path]]]:
    """The units, each with its export files: the real ones where all are there, else made-up ones."""
    exports = next((found for found in _beside() if all((found / one.slug).is_dir() for one in REAL)), None)
    for seed, place in enumerate(REAL if exports else MADE_UP, 1):
        unit = add_unit(place.code, place.name, place.province)
        files = _exports(exports / place.slug) if exports else _made_up(place, folder, seed)
        yield place, unit, files


def _beside() -> Iterator[Path]:
    """Where the shared exports may lie: beside the current folder, and beside the code."""
    for parent in (Path.cwd().parent, *Path(__file__).resolve().parents[4:5]):
        yield parent / "shared" / "exports"


def _exports(folder: Path) -> list[Path]:
    found = (path for path in folder.iterdir() if path.suffix in _KINDS and path.name != _NOT_EXPORTS)
    return sorted(found)


def _made_up(place: Place, folder: Path, seed: int) -> list[Path]:
    _say(f"Đang tạo hồ sơ giả định của {place.name}")
    period = parse(place.period)
    first = period.first - timedelta(days=_DAYS_BEFORE)
    return simulate(
        folder / "exports" / place.slug, unit_code=place.code, unit_name=place.name, first=first,
        days=period.days + _DAYS_BEFORE, dossiers=_DOSSIERS, seed=seed,
    ).files  # fmt: skip


def _show(place: Place, unit: Unit, files: list[Path], folder: Path) -> Shown:
    _say(f"Đang nhập {len(files)} tệp của {place.name}")
    summary = import_files(unit, files, now())
    # What would be sent to citizens can be looked at; nothing leaves the machine.
    shown = {"enabled": True, "to_applicants": True}
    ChannelSetting.objects.get_or_create(unit=unit, channel="folder", defaults=shown)
    period = parse(place.period)
    made = statement([unit.pk], period)
    made.check()
    _say(f"Đang lập báo cáo của {place.name}")
    report = write_report(unit, period, folder / "reports" / place.slug)
    return Shown(
        unit.name, place.code, place.period, period.title(), _counts(summary), made.totals(_FIGURES),
        [str(path) for path in report],
    )  # fmt: skip


def _counts(summary: Summary) -> dict[str, int]:
    return {
        "rows": summary.rows_read,
        "dossiers": summary.distinct_dossiers,
        "duplicates": summary.duplicates_merged,
        "quarantined": summary.rows_quarantined,
        "new": summary.dossiers_new,
    }


def _accounts(places: list[tuple[Place, Unit]]) -> list[Account]:
    """One account for each unit, those over all of them, one at a counter; who is there already gets a new password."""
    each = [
        account(place.slug, f"Công chức kiểm soát TTHC {_short(unit)}", [unit], Role.CONTROL)
        for place, unit in places
    ]
    units = [unit for _, unit in places]
    tops = list(Unit.objects.filter(kind=Unit.Kind.PROVINCE, province__in=[unit.province for unit in units]))
    return [
        *each,
        account(LEADER, "Lãnh đạo của các đơn vị", units, Role.LEADER),
        account(KEEPER, "Trịnh Văn Chung", tops, Role.ADMIN, title="quản trị hệ thống các tỉnh, thành phố"),
        account(PROVINCE, "Nguyễn Thị Tỉnh", tops, Role.CONTROL, title="công chức kiểm soát TTHC cấp tỉnh"),
        account(NEIGHBOUR, "Đỗ Thị Nhận", units[:1], Role.COUNTER, title="công chức tiếp nhận"),
    ]


def _short(unit: Unit) -> str:
    return unit.name.removeprefix("Ủy ban nhân dân ")


def _print(shown: list[Shown], accounts: list[Account], address: str, seconds: float, *, json: bool) -> None:
    if json:
        as_json({
            "units": [asdict(one) for one in shown], "accounts": [asdict(one) for one in accounts],
            "address": address, "database": str(connection.settings_dict["NAME"]), "seconds": round(seconds, 1),
        })  # fmt: skip
        return
    console.print(_figures(shown))
    for one in shown:
        console.print(f"Báo cáo {one.title}, {one.unit}: {Path(one.report[0]).parent}", soft_wrap=True)
    console.print()
    _tell_accounts(accounts)
    console.print(f"Xong sau {seconds:.0f} giây.")


def _figures(shown: list[Shown]) -> Table:
    """A column for each unit, so that it fits a narrow window."""
    table = Table(title="Đã nhập và đã tính", box=SIMPLE)
    table.add_column("")
    for one in shown:
        table.add_column(one.unit, justify="right")
    table.add_row("Kỳ báo cáo", *(_span(one) for one in shown))
    for name, label in _COUNTED.items():
        table.add_row(label, *(number(one.imported[name]) for one in shown))
    for name in _FIGURES:
        table.add_row(MEASURES[name].label, *(number(one.figures[name]) for one in shown))
    return table


def _span(one: Shown) -> str:
    period = parse(one.period)
    return f"{period.first:%d/%m/%Y}\n{period.last:%d/%m/%Y}"


def _tell_accounts(accounts: list[Account]) -> None:
    console.print("Tài khoản (mật khẩu chỉ hiện một lần; chạy lại lệnh này để có mật khẩu mới):")
    for one in accounts:
        line = f"  {one.username:<15} {one.password}  {one.full_name}"
        console.print(line, soft_wrap=True, markup=False)


def _free_port(wanted: int) -> int:
    """The port asked for, or the next one that nobody listens on."""
    tried = range(wanted, wanted + _PORTS_TRIED)
    free = next((port for port in tried if _is_free(port)), None)
    if free is None:
        refuse(f"Các cổng từ {tried[0]} đến {tried[-1]} đều đang bận. Chọn cổng khác bằng --port.")
    return free


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _serve(port: int, *, quiet: bool) -> None:
    connections.close_all()
    if not quiet:
        console.print(f"Mở trình duyệt tại [bold]http://{HOST}:{port}/[/bold]  (Ctrl-C để dừng)")
    with suppress(KeyboardInterrupt):
        serve.start(HOST, port)
    if not quiet:
        console.print("Đã dừng. Dữ liệu chạy thử vẫn còn; chạy lại: motcua demo")


def _say(what: str) -> None:
    errors.print(f"{what}…", style="dim", soft_wrap=True)
