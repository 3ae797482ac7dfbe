"""The made-up unit's dossiers in layouts never seen: the figures are the same, without a line of new code."""

from __future__ import annotations

import csv
import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from motcua.catalogue.models import Unit
from motcua.hub.run import import_files
from motcua.ledger.statement import statement
from motcua.reports.totals import official_totals
from motcua.rules.measures import FACTS
from tests.conftest import exports, make_unit
from tests.hub.builders import Cell, csv_text, html, ods, windows_1258, xls, xlsx
from tests.hub.test_import import NOW, by_field, expected, period_of

pytestmark = pytest.mark.django_db

TITLE = "DANH SÁCH HỒ SƠ (Xuất ngày 18/05/2026)"
Row = dict[str, Cell]


def one_stop() -> list[Row]:
    """The 398 rows of the one-stop export under its own titles, as they stand there."""
    sheet = openpyxl.load_workbook(exports("mau-thu")[0]).worksheets[0]
    header, *lines = sheet.iter_rows(min_row=7, values_only=True)
    rows = [dict(zip(header, line, strict=True)) for line in lines if any(line)]
    return [row for row in rows if row["STT"] != "STT" and not str(row["STT"]).startswith("Tổng")]  # type: ignore[misc]


def civil_status() -> list[Row]:
    """The 103 rows of the ministry's export."""
    text = exports("mau-thu")[1].read_text(encoding="utf-8-sig")
    return [dict(row) for row in csv.DictReader(text.splitlines(), delimiter=";")]


def businesses() -> list[dict[str, Any]]:
    """The 22 records of the register."""
    return list(json.loads(exports("mau-thu")[2].read_text(encoding="utf-8"))["data"])


def composed(rows: Sequence[Row]) -> list[Row]:
    """The rows with their letters in one spelling, so that words can be replaced."""
    return [{name: _composed(cell) for name, cell in row.items()} for row in rows]


def _composed(cell: Cell) -> Cell:
    return unicodedata.normalize("NFC", cell) if isinstance(cell, str) else cell


def renamed(rows: Sequence[Row], titles: Mapping[str, str], words: Mapping[str, str]) -> list[list[Cell]]:
    """The rows under other titles, with other words; columns without a new title are left out."""
    return [list(titles.values()), *([_word(row[old], words) for old in titles] for row in rows)]


def _word(cell: Cell, words: Mapping[str, str]) -> Cell:
    return words.get(cell, cell) if isinstance(cell, str) else cell


def imported(files: Sequence[Path]) -> None:
    """Import the files; every figure has to be the expected one."""
    figures, unit = expected("mau-thu"), make_unit("mau-thu")

    summary = import_files(unit, files, NOW).as_dict()

    assert_figures(unit, figures)
    assert {name: summary[name] for name in figures["import"]} == figures["import"]


def assert_figures(unit: Unit, figures: Mapping[str, Any]) -> None:
    made = statement([unit.pk], period_of(dict(figures)))
    made.check()
    assert made.totals() == figures["totals"]
    assert by_field(made) == figures["by_sector"]
    assert made.facts() == {name: figures[name] for name in FACTS}
    assert made.totals(("lodged", "turned_away")) == figures["not_accepted"]
    assert official_totals(made) == figures["form_II06b_official_layout"]


# Names and words of public programs that read such files, and of other provinces' systems.
LAND_TITLES = {
    "Số hồ sơ": "Mã hồ sơ", "Mã TTHC": "Mã thủ tục hành chính", "Tên thủ tục hành chính": "Tên TTHC",
    "Tên lĩnh vực": "Lĩnh vực", "Hình thức tiếp nhận": "Kênh tiếp nhận", "Mức độ DVC": "Mức độ cung cấp",
    "Ngày nộp": "Ngày nộp hồ sơ", "Ngày tiếp nhận": "Ngày nhận", "Ngày hẹn trả": "Hạn xử lý",
    "Ngày kết thúc xử lý": "Ngày hoàn tất", "Ngày trả kết quả": "Trả thực tế", "Trạng thái hồ sơ": "Tình trạng",
    "Ngày tạm dừng": "Thời gian tạm dừng", "Ngày tiếp tục": "Thời gian tiếp tục", "Lý do": "Ghi chú",
    "Phí, lệ phí (đồng)": "Lệ phí", "Hình thức thanh toán": "Phương thức thanh toán", "Số hóa hồ sơ": "Đã số hóa",
    "Ngày cập nhật": "Cập nhật nguồn", "Chủ hồ sơ": "Họ tên", "Số điện thoại": "SĐT",
    "Cán bộ xử lý hiện tại": "Người xử lý", "Cơ quan/đơn vị": "Đơn vị tiếp nhận", "Phòng ban": "Đơn vị thụ lý",
}  # fmt: skip
OTHER_WORDS = {
    "Đã trả kết quả": "Đã trả", "Đang xử lý": "Đang giải quyết", "Mới đăng ký": "Chờ tiếp nhận",
    "Yêu cầu bổ sung giấy tờ": "Chờ bổ sung", "Không được tiếp nhận": "Từ chối tiếp nhận",
    "Tạm dừng - chờ nghĩa vụ tài chính": "Chờ thực hiện nghĩa vụ tài chính", "Từ chối giải quyết": "Trả lại",
    "Công dân xin rút": "Rút hồ sơ", "Dừng xử lý": "8", "DVC toàn trình": "Toàn trình", "DVC một phần": "Mức độ 3",
    "Dịch vụ bưu chính": "BCCI", "Có": "Đã số hóa", "Không": "Chưa số hóa",
}  # fmt: skip
ENGLISH_TITLES = LAND_TITLES | {
    "Số hồ sơ": "dossierNo", "Mã TTHC": "serviceCode", "Tên thủ tục hành chính": "serviceName",
    "Tên lĩnh vực": "domainName", "Ngày nộp": "submitDate", "Ngày tiếp nhận": "receiveDate", "Ngày hẹn trả": "dueDate",
    "Ngày kết thúc xử lý": "releaseDate", "Ngày trả kết quả": "finishDate", "Trạng thái hồ sơ": "dossierStatusText",
    "Chủ hồ sơ": "applicantName", "Số điện thoại": "contactTelNo", "Cơ quan/đơn vị": "govAgencyName",
}  # fmt: skip
TIMES = (
    "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Ngày trả kết quả", "Ngày tạm dừng", "Ngày tiếp tục",
    "Ngày cập nhật", "Ngày nộp",
)  # fmt: skip


def html_named_xls(folder: Path) -> list[Path]:
    path = folder / "DanhSachHoSo.xls"
    path.write_text(
        html(renamed(one_stop(), LAND_TITLES, OTHER_WORDS), before=f"<h3>{TITLE}</h3>"), encoding="utf-8"
    )
    return [path]


def utf16_with_tabs(folder: Path) -> list[Path]:
    path = folder / "xuat.xls"
    path.write_bytes(csv_text(renamed(one_stop(), ENGLISH_TITLES, OTHER_WORDS), "\t").encode("utf-16"))
    return [path]


def text_in_windows_1258(folder: Path) -> list[Path]:
    path = folder / "ho-so.csv"
    path.write_bytes(windows_1258(TITLE + "\r\n" + csv_text(renamed(one_stop(), LAND_TITLES, OTHER_WORDS))))
    return [path]


def real_dates(folder: Path) -> list[Path]:
    """Cells that are dates, and codes of procedures that became numbers: 2.000840 is 2.00084."""
    rows = [row | {name: _date(row[name]) for name in TIMES} for row in one_stop()]
    rows = [row | {"Mã TTHC": _number(row["Mã TTHC"])} for row in rows]
    return [xlsx(folder / "ho-so.xlsx", {"Danh sách": [[TITLE], *renamed(rows, LAND_TITLES, {})]})]


def open_document(folder: Path) -> list[Path]:
    rows = [row | {name: _date(row[name]) for name in TIMES} for row in one_stop()]
    return [ods(folder / "ho-so.ods", "Sheet1", [[TITLE], *renamed(rows, ENGLISH_TITLES, OTHER_WORDS)])]


def old_excel(folder: Path) -> list[Path]:
    path = folder / "ho-so.xls"
    # Our writer of old workbooks has room for half a sheet, so there are more of them.
    parts = [one_stop()[start : start + 50] for start in range(0, 398, 50)]
    paths = [folder / f"{number}-{path.name}" for number in range(len(parts))]
    for each, rows in zip(paths, parts, strict=True):
        each.write_bytes(xls("Sheet1", [[TITLE], *renamed(rows, LAND_TITLES, OTHER_WORDS)]))
    return paths


def header_of_two_rows(folder: Path) -> list[Path]:
    """Groups above the titles, in merged cells: «Thời gian» over tiếp nhận, hẹn trả, …"""
    titles = {
        "STT": ("STT", None), "Số hồ sơ": ("Hồ sơ", "Mã hồ sơ"), "Mã TTHC": (None, "Mã TTHC"),
        "Tên thủ tục hành chính": (None, "Thủ tục"), "Tên lĩnh vực": ("Lĩnh vực", None),
        "Hình thức tiếp nhận": ("Kênh nộp", None), "Mức độ DVC": ("Mức độ DVC", None),
        "Ngày tiếp nhận": ("Thời gian", "Tiếp nhận"), "Ngày hẹn trả": (None, "Hẹn trả"),
        "Ngày kết thúc xử lý": (None, "Hoàn thành"), "Ngày trả kết quả": (None, "Trả kết quả"),
        "Ngày nộp": (None, "Nộp hồ sơ"), "Ngày tạm dừng": (None, "Tạm dừng"), "Ngày tiếp tục": (None, "Tiếp tục"),
        "Ngày cập nhật": (None, "Cập nhật"), "Trạng thái hồ sơ": ("Trạng thái", None), "Lý do": ("Lý do", None),
        "Phí, lệ phí (đồng)": ("Phí, lệ phí", "Số tiền"), "Hình thức thanh toán": (None, "Thanh toán"),
        "Số hóa hồ sơ": ("Số hóa", None),
    }  # fmt: skip
    upper, lower = ([pair[index] for pair in titles.values()] for index in (0, 1))
    body = [[row[name] for name in titles] for row in one_stop()]
    return [
        xlsx(
            folder / "hai-dong.xlsx",
            {"DS": [[TITLE], [], upper, lower, *body]},
            merge=("B3:D3", "H3:O3", "R3:S3"),
        )
    ]


def time_before_the_date(folder: Path) -> list[Path]:
    """«11:08 21/04/2026», and the channel, level and state in other words."""
    rows = [row | {name: _short(row[name]) for name in TIMES} for row in one_stop()]
    path = folder / "ho-so.csv"
    path.write_text(csv_text([[TITLE], *renamed(rows, ENGLISH_TITLES, OTHER_WORDS)], "|"), encoding="utf-8")
    return [path]


ONE_STOP_LAYOUTS: tuple[Callable[[Path], list[Path]], ...] = (
    html_named_xls, utf16_with_tabs, text_in_windows_1258, real_dates, open_document, old_excel, header_of_two_rows,
    time_before_the_date,
)  # fmt: skip


def _date(cell: Cell) -> Cell:
    """A real date; what is none stays the text it is."""
    try:
        return dt.datetime.strptime(str(cell).strip(), "%d/%m/%Y %H:%M:%S")
    except ValueError:
        return cell


def _number(cell: Cell) -> Cell:
    return float(str(cell)) if str(cell).replace(".", "", 1).isdigit() else cell


def _short(cell: Cell) -> Cell:
    date = _date(cell)
    return f"{date:%H:%M %d/%m/%Y}" if isinstance(date, dt.datetime) else cell


@pytest.mark.parametrize("layout", ONE_STOP_LAYOUTS, ids=lambda one: one.__name__)
def test_the_one_stop_system_in_another_layout(layout: Callable[[Path], list[Path]], tmp_path: Path) -> None:
    imported([*layout(tmp_path), *exports("mau-thu")[1:]])


def test_the_other_systems_in_other_layouts(tmp_path: Path) -> None:
    titles = {
        "MaHoSo": "Mã hồ sơ", "MaTTHC": "Mã TTHC", "LinhVuc": "Lĩnh vực", "KenhNop": "Kênh thực hiện",
        "NgayTiepNhan": "Thời điểm tiếp nhận", "NgayHenTra": "Thời điểm hẹn trả", "NgayKetThuc": "Ngày có kết quả",
        "NgayTraKetQua": "Ngày trả", "TrangThai": "Trạng thái", "NgayTamDung": "Ngày dừng xử lý",
        "NgayTiepTuc": "Ngày tiếp tục xử lý", "LePhi": "Số tiền", "ThanhToanTrucTuyen": "Thanh toán trực tuyến",
        "SoHoa": "Số hóa TPHS", "GhiChu": "Chú thích",
    }  # fmt: skip
    civil = xlsx(tmp_path / "ht.xlsx", {"Hộ tịch": renamed(civil_status(), titles, {})})
    lines = [json.dumps(record, ensure_ascii=False) for record in businesses()]
    (tmp_path / "hkd.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    imported([exports("mau-thu")[0], civil, tmp_path / "hkd.txt"])


def test_the_national_numbers_instead_of_words(tmp_path: Path) -> None:
    numbers = {
        "Đã trả kết quả": "10", "Đang xử lý": "4", "Mới đăng ký": "1", "Yêu cầu bổ sung giấy tờ": "5",
        "Không được tiếp nhận": "3", "Tạm dừng - chờ nghĩa vụ tài chính": "6", "Từ chối giải quyết": "8",
        "Công dân xin rút": "7", "Dừng xử lý": "8", "Trực tuyến": "2", "Trực tiếp": "1", "Dịch vụ bưu chính": "3",
        "TRỰC TUYẾN": "2", "TRỰC TIẾP": "1", "DVC toàn trình": "4", "DVC một phần": "3", "Có": "1", "Không": "0",
    }  # fmt: skip
    rows = [row | {"Hình thức thanh toán": _online(row["Hình thức thanh toán"])} for row in one_stop()]
    (tmp_path / "a.csv").write_text(csv_text(renamed(composed(rows), LAND_TITLES, numbers)), encoding="utf-8")

    imported([tmp_path / "a.csv", *exports("mau-thu")[1:]])


def _online(cell: Cell) -> Cell:
    return {"Trực tuyến": "1", "Trực tiếp": "3"}.get(str(cell))
