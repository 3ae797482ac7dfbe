"""Every kind of file gives the same table of text."""

from __future__ import annotations

import codecs
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from motcua.hub.formats import RawTable, read_tables
from tests.hub.builders import CASES, Cell, csv_text, html, ods, windows_1258, xls, xlsx

CELLS: dict[str, tuple[Cell, str]] = {
    "text that is digits": ("0012", "0012"),
    "whole number": (900000001, "900000001"),
    "number that is long": (20260412100026, "20260412100026"),
    "number with decimals": (1.5, "1.5"),
    "date with time": (dt.datetime(2026, 4, 15, 9, 30, 15), "2026-04-15 09:30:15"),
    "date alone": (dt.datetime(2026, 4, 15), "2026-04-15 00:00:00"),
    "Vietnamese": ("Chứng thực", "Chứng thực"),
}
ROWS: list[list[Cell]] = [
    [None, None],
    [None, None],
    ["Tên", "Giá trị"],
    *([name, cell] for name, (cell, _) in CELLS.items()),
]
TEXT = [("Tên", "Giá trị"), *((name, text) for name, (_, text) in CELLS.items())]


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(path: Path) -> RawTable:
    tables = read_tables(path)
    assert len(tables) == 1
    return tables[0]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_cells_of_workbooks_are_unambiguous_text(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        xlsx(path, {"Danh sách": ROWS})
    elif kind == "ods":
        ods(path, "Danh sách", ROWS)
    else:
        write(path, xls("Danh sách", ROWS))

    table = only(path)

    assert table.name == "Danh sách"
    assert table.frame.rows()[-len(TEXT) :] == TEXT
    # Two blank rows stand above: the header is in row 3 for a person.
    assert table.row_numbers.to_list()[-len(TEXT) :] == list(range(3, 3 + len(TEXT)))


def test_parts_of_a_second_are_cut_off(tmp_path: Path) -> None:
    instant = dt.datetime(2026, 4, 15, 23, 59, 59, 999000)

    table = only(xlsx(tmp_path / "a.xlsx", {"S": [["Ngày"], [instant]]}))

    assert table.frame.rows() == [("Ngày",), ("2026-04-15 23:59:59",)]


def test_a_cell_of_white_space_is_empty(tmp_path: Path) -> None:
    assert only(xlsx(tmp_path / "a.xlsx", {"S": [["a", "  "], ["b", "c"]]})).frame.rows() == [
        ("a", None),
        ("b", "c"),
    ]


def test_every_sheet_with_cells_is_a_table(tmp_path: Path) -> None:
    tables = read_tables(xlsx(tmp_path / "a.xlsx", {"Một": [["a", "b"]], "Trống": [], "Hai": [["c"]]}))

    assert [table.name for table in tables] == ["Một", "Hai"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.json", "a"])
def test_the_content_tells_the_kind_and_not_the_name(tmp_path: Path, name: str) -> None:
    book = write(tmp_path / name, xlsx(tmp_path / "book", {"S": [["a", "b"]]}).read_bytes())
    assert only(book).frame.rows() == [("a", "b")]
    assert only(write(tmp_path / name, "a;b\n")).frame.rows() == [("a", "b")]
    assert only(write(tmp_path / name, '[{"a": "b"}]')).frame.rows() == [("a",), ("b",)]
    assert only(write(tmp_path / name, html([["a", "b"]]))).frame.rows() == [("a", "b")]


LINES: list[list[str | None]] = [
    ["Mã hồ sơ", "Tên, đủ; lĩnh | vực", "Trạng thái"],
    ["H1", "Đất đai", "Đã trả kết quả"],
    ["H2", None, "x"],
]

ENCODERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16-le with a mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be with a mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "windows-1258": windows_1258,
}


@pytest.mark.parametrize("separator", ["\t", ";", "|", ","])
@pytest.mark.parametrize("encoding", ENCODERS)
def test_separators_and_encodings_are_detected(tmp_path: Path, encoding: str, separator: str) -> None:
    plain = [[cell and cell.replace(separator, " ") for cell in row] for row in LINES]

    table = only(write(tmp_path / "a.csv", ENCODERS[encoding](csv_text(plain, separator))))

    assert table.frame.rows() == [tuple(row) for row in plain]


def test_a_line_break_in_a_cell_is_no_row_and_a_blank_line_is_one(tmp_path: Path) -> None:
    text = 'a;b\r\n\r\n1;"x\r\ny"\r\n2;z\r\n'

    table = only(write(tmp_path / "a.csv", text))

    # As a spreadsheet shows it: 1 header, 2 blank, 3 with the break, 4.
    assert dict(zip(table.row_numbers, table.frame.rows(), strict=True)) == {
        1: ("a", "b"), 2: (None, None), 3: ("1", "x\r\ny"), 4: ("2", "z"),
    }  # fmt: skip


def test_rows_wider_than_the_first_keep_all_their_cells(tmp_path: Path) -> None:
    narrow = "".join(f"{number};b\n" for number in range(300))

    table = only(write(tmp_path / "a.csv", "DANH SÁCH HỒ SƠ\n\n" + narrow + "1;2;3;4;5\n"))

    assert table.frame.rows()[0] == ("DANH SÁCH HỒ SƠ", None, None, None, None)
    assert table.frame.rows()[-1] == ("1", "2", "3", "4", "5")
    assert table.row_numbers[-1] == 303


@pytest.mark.parametrize("cell", ['Cty "An" x', '"An" x', 'cao 5"'])
def test_quotes_in_the_middle_of_a_cell_lose_no_row(tmp_path: Path, cell: str) -> None:
    table = only(write(tmp_path / "a.csv", f'a;b;c\n1;{cell};2\n3;4;5\n6;y "z;7\n'))

    assert table.frame.height == 4
    assert table.frame.rows()[2:] == [("3", "4", "5"), ("6", 'y "z', "7")]


def test_the_hint_for_spreadsheets_names_the_separator(tmp_path: Path) -> None:
    table = only(write(tmp_path / "a.csv", "sep=|\r\na;a|b\r\n1;1|2\r\n"))

    assert (table.frame.rows(), table.row_numbers.to_list()) == ([("a;a", "b"), ("1;1", "2")], [1, 2])


RECORDS: list[dict[str, Any]] = [
    {"MaHoSo": "H1", "Gia": 50000, "SoHoa": True},
    {"MaHoSo": "H2", "DanhSachLePhi": [{"Ten": "phí"}]},
]
FROM_RECORDS = [
    ("MaHoSo", "Gia", "SoHoa", "DanhSachLePhi"),
    ("H1", "50000", "true", None),
    ("H2", None, None, '[{"Ten": "phí"}]'),
]


@pytest.mark.parametrize(
    "content",
    [
        RECORDS,
        {"data": RECORDS},
        {"code": 200, "result": {"total": 2, "items": RECORDS}},
        {"error_code": "0", "message": json.dumps({"result": RECORDS})},
        {"a": {"b": {"c": RECORDS}}},
    ],
)
def test_json_records_are_found_near_the_top(tmp_path: Path, content: Any) -> None:
    table = only(write(tmp_path / "a.json", json.dumps(content, indent=1)))

    assert table.frame.rows() == FROM_RECORDS
    # The keys have no row of their own; a record is found by its number.
    assert table.row_numbers.to_list() == [0, 1, 2]


def test_json_lines_are_numbered_by_line(tmp_path: Path) -> None:
    lines = [
        json.dumps(RECORDS[0]),
        "",
        json.dumps(RECORDS[1] | {"Gia": "một\u2028dòng"}, ensure_ascii=False),
    ]

    table = only(write(tmp_path / "a.json", "\n".join(lines) + "\n"))

    found = dict(zip(table.row_numbers, table.frame["c0"], strict=True))
    assert {number: code for number, code in found.items() if code} == {0: "MaHoSo", 1: "H1", 3: "H2"}


def test_a_single_json_line_is_a_record(tmp_path: Path) -> None:
    record = {f"Cot{number}": str(number) for number in range(6)} | {"DanhSachLePhi": [{"Ten": "phí"}]}

    first, second = read_tables(write(tmp_path / "a.json", json.dumps(record, ensure_ascii=False)))

    assert first.frame.rows()[1] == ("0", "1", "2", "3", "4", "5", '[{"Ten": "phí"}]')
    assert second.name == "DanhSachLePhi"


def test_json_numbers_keep_their_digits(tmp_path: Path) -> None:
    text = '[{"so": 012345678901234567890123, "le": 1.10}]'.replace("0123", "123", 1)

    assert only(write(tmp_path / "a.json", text)).frame.rows()[1] == ("12345678901234567890123", "1.10")


def test_json_rows_as_arrays_are_a_table_with_its_own_header(tmp_path: Path) -> None:
    table = only(write(tmp_path / "a.json", '[["Mã hồ sơ", "x"], ["H1", 2]]'))

    assert table.frame.rows() == [("Mã hồ sơ", "x"), ("H1", "2")]
    assert table.row_numbers.to_list() == [1, 2]


def test_html_cells_that_span_stand_in_their_first_place(tmp_path: Path) -> None:
    page = (
        "<table><tr><td rowspan=2>STT</td><th colspan=2>Thời gian</th></tr><tr><td>Nhận</td><td>Hẹn trả</td></tr>"
        "<tr><td>1</td><td>21/04/2026<br>11:08</td><td> 22/04/2026&nbsp;</td></tr></table>"
    )

    assert only(write(tmp_path / "a.xls", page)).frame.rows() == [
        ("STT", "Thời gian", None),
        (None, "Nhận", "Hẹn trả"),
        ("1", "21/04/2026\n11:08", "22/04/2026"),
    ]


def test_html_layout_and_inner_tables_are_told_from_data(tmp_path: Path) -> None:
    files = "<table><tr><td>đơn.pdf</td></tr></table>"
    data = f"<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>{files}</td></tr></table>"
    page = f"<html><body><p>Xuất ngày 18/05/2026</p><table><tr><td>{data}</td></tr></table></body></html>"

    table = only(write(tmp_path / "a.xls", page))

    assert table.frame.rows() == [("a", "b"), ("1", "đơn.pdf")]
    assert table.preamble == "Xuất ngày 18/05/2026"


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1258"])
def test_html_in_other_encodings(tmp_path: Path, charset: str) -> None:
    page = '<?xml version="1.0" encoding="' + charset + '"?>' + html(LINES).replace("utf-8", charset)
    content = windows_1258(page) if charset == "windows-1258" else page.encode(charset)

    assert only(write(tmp_path / "a.xls", content)).frame.rows() == [tuple(row) for row in LINES]


def test_the_made_up_unit_is_read_whole() -> None:
    folder = CASES / "mau-thu"

    heights = {
        name: only(folder / name).frame.height
        for name in sorted(p.name for p in folder.iterdir())
        if name != "expected.json"
    }

    # With title rows, header, keys and total: 7 + 398 + 1, 1 + 103, 1 + 22.
    assert heights == {
        "dang-ky-ho-kinh-doanh.json": 23,
        "he-thong-mot-cua-thanh-pho.xlsx": 406,
        "ho-tich-dien-tu.csv": 104,
    }
