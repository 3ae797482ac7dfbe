"""The header is found below titles, and what is no dossier is left out and counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from motcua.hub.errors import NoHeader
from motcua.hub.headers import Header, find_header, guess_header
from motcua.hub.vocabulary import load
from tests.hub.builders import TITLES, Cell, Rows, dossier, raw, texts


def header(rows: Rows, preamble: str = "") -> Header:
    return find_header(raw(texts(rows), preamble=preamble), load())


def rows_of(*dossiers: Sequence[Cell]) -> list[list[Cell]]:
    return [list(TITLES), *map(list, dossiers)]


def test_the_header_below_title_rows_and_a_blank_column() -> None:
    data = [[None, *row] for row in rows_of(dossier(1), dossier(2))]

    found = header([["ỦY BAN NHÂN DÂN XÃ"], [None], [None, "DANH SÁCH HỒ SƠ"], [], *data])

    assert (found.row, found.columns["code"], found.columns["state"]) == (5, 2, 7)
    assert found.row_numbers.to_list() == [6, 7]
    assert found.title_text == "ỦY BAN NHÂN DÂN XÃ\nDANH SÁCH HỒ SƠ"
    assert (found.unknown, found.unused) == ([], [(1, "STT")])


def test_a_header_of_two_rows_with_merged_cells() -> None:
    upper = ["STT", "Số hồ sơ", "Lĩnh vực", "Thời gian", None, None, "Trạng thái hồ sơ"]
    lower = [None, None, None, "Tiếp nhận", "Hẹn trả", "Ngày có kết quả", None]
    row = ["1", "H24.99-260421-0001", "Đất đai", "21/04/2026", "22/04/2026", None, "Đang xử lý"]

    # Both rows again in the middle, as when a list is printed page by page.
    found = header([["DANH SÁCH"], upper, lower, row, upper, lower, row])

    assert found.columns == {
        "code": 1, "field_name": 2, "received_at": 3, "due_at": 4, "finished_at": 5, "state": 6,
    }  # fmt: skip
    assert found.dropped == {"repeated_header": 2}
    assert found.row_numbers.to_list() == [4, 7]


def test_repeated_headers_blank_rows_numbering_and_totals_are_counted() -> None:
    numbering = [f"({number})" for number in range(1, len(TITLES) + 1)]
    blank = [" ", None, "\u00a0", "", "\u200b", None, None, None]
    only_running_number = ["3", *[None] * 7]
    body = rows_of(
        dossier(1), TITLES, numbering, dossier(2), blank, only_running_number, ["Tổng cộng: 2 hồ sơ"]
    )

    found = header([body[0], numbering, *body[1:]])

    assert found.dropped == {"numbering": 2, "repeated_header": 1, "blank": 2, "total": 1}
    assert found.data["c1"].to_list() == ["H24.99-260421-0001", "H24.99-260421-0002"]
    assert found.row_numbers.to_list() == [3, 6]


@pytest.mark.parametrize(
    ("footer", "reason"),
    [
        (["Tổng cộng: 398 hồ sơ"], "total"),
        ([None, "TỔNG CỘNG", None, "1.500.000", "2.000", "3"], "total"),
        (["Cộng", "398"], "total"),
        (["Tổng số bản ghi: 22"], "total"),
        (["To\u0302\u0309ng so\u0302\u0301", "12"], "total"),
        ([None, "Người lập biểu", None, None, None, "THỦ TRƯỞNG ĐƠN VỊ"], "signature"),
        ([None, "(Ký, ghi rõ họ tên)"], "signature"),
        ([None, None, None, None, "An Trường, ngày 18 tháng 05 năm 2026"], "signature"),
        (["Ghi chú: số liệu đến 17 giờ"], "note"),
        (["I", "Lĩnh vực Đất đai"], "section"),
    ],
)
def test_footers_are_left_out(footer: list[Cell], reason: str) -> None:
    found = header([*rows_of(dossier(1)), footer])

    assert (found.dropped, found.data.height) == ({reason: 1}, 1)


@pytest.mark.parametrize(
    "row",
    [
        dossier(0, code=None),
        ["5", None, None, None, None, None, "Đang xử lý", None],
        [None, None, None, "Đất đai", None, None, None, "Người nộp A"],
        [None, "Tổng công ty Điện lực", None, None, None, None, None, None],
        [None, "Công ty Cộng Sinh", None, None, None, None, None, None],
        [None, None, None, None, "31/02/2026", None, None, None],
        ["Cộng", None, None, "Đất đai", None, None, "Đang xử lý", None],
    ],
)
def test_a_row_without_a_code_is_no_footer(row: list[Cell]) -> None:
    found = header([*rows_of(dossier(1)), row, *rows_of(dossier(2))[1:]])

    assert (found.dropped, found.row_numbers.to_list()) == ({}, [2, 3, 4])


def test_names_under_a_signature_belong_to_it() -> None:
    block: Rows = [
        ["Người lập biểu", None, None, "Giám đốc"],
        ["(Ký tên)"],
        [],
        ["Nguyễn Văn A", None, None, "Trần Thị B"],
    ]

    found = header([*rows_of(dossier(1)), *block])

    assert (found.dropped, found.data.height) == ({"signature": 3, "blank": 1}, 1)


def test_names_without_a_signature_stay_to_be_seen() -> None:
    assert header([*rows_of(dossier(1)), ["Nguyễn Văn A", None, None, "Trần Thị B"]]).data.height == 2


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["(Xuất ngày 18/05/2026)"], dt.date(2026, 5, 18)),
        (["Thời điểm xuất: 08:30 18-05-2026"], dt.date(2026, 5, 18)),
        (["Ngày in: 2026-05-18 08:30"], dt.date(2026, 5, 18)),
        (["Số liệu tính đến hết ngày 14 tháng 5 năm 2026"], dt.date(2026, 5, 14)),
        (["Từ ngày 15/04/2026 đến ngày 14/05/2026"], None),
        (["Từ ngày 15 tháng 4 năm 2026 đến ngày 14 tháng 5 năm 2026"], None),
        (["Từ ngày 15/04/2026 đến ngày 14/05/2026", "Ngày xuất 18/05/2026"], dt.date(2026, 5, 18)),
        (["Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21 tháng 10 năm 2020"], None),
        (["Hưng Đạo, ngày 18 tháng 5 năm 2026"], dt.date(2026, 5, 18)),
        (["(Xuất ngày 31/02/2026)"], None),
        (["DANH SÁCH HỒ SƠ"], None),
    ],
)
def test_the_day_of_export_is_read_from_the_titles(lines: list[str], day: dt.date | None) -> None:
    assert header([*([line] for line in lines), *rows_of(dossier(1))]).as_of == day
    assert header(rows_of(dossier(1)), preamble="\n".join(lines)).as_of == day


def test_the_day_of_export_may_stand_in_the_signature() -> None:
    found = header([*rows_of(dossier(1)), [None, None, None, "An Trường, ngày 18 tháng 5 năm 2026"]])

    assert found.as_of == dt.date(2026, 5, 18)


DATE, WORD, DAYS = "21/04/2026", "Đang xử lý", "5 ngày"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # The more specific title wins, wherever it stands.
        ({"Trạng thái": "Đã khóa", "Trạng thái hồ sơ": WORD}, {"state": "Trạng thái hồ sơ"}),
        ({"Trạng thái hồ sơ": WORD, "Trạng thái": "Đã khóa"}, {"state": "Trạng thái hồ sơ"}),
        ({"Trạng thái": WORD}, {"state": "Trạng thái"}),
        # States in words nobody knows are read all the same, so that somebody is asked what they mean.
        ({"Trạng thái": "Đã khóa"}, {"state": "Trạng thái"}),
        # An ambiguous title needs content that fits.
        ({"Hạn xử lý": DATE}, {"due_at": "Hạn xử lý"}),
        ({"Hạn xử lý": DATE, "Ngày hẹn trả": DATE}, {"due_at": "Ngày hẹn trả"}),
        ({"Thời hạn": DAYS}, {}),
        ({"Ngày trả kết quả": DATE}, {"returned_at": "Ngày trả kết quả"}),
        # The land registry's list, where the day of return is the appointment.
        (
            {"Ngày trả kết quả": DATE, "Ngày hoàn thành thực tế": DATE},
            {"due_at": "Ngày trả kết quả", "finished_at": "Ngày hoàn thành thực tế"},
        ),
        (
            {"Ngày hẹn trả": DATE, "Ngày trả kết quả": DATE, "Ngày hoàn thành thực tế": DATE},
            {
                "due_at": "Ngày hẹn trả",
                "returned_at": "Ngày trả kết quả",
                "finished_at": "Ngày hoàn thành thực tế",
            },
        ),
        # In the national exchange HinhThuc is how the result is handed over.
        ({"HinhThuc": "1"}, {}),
        ({"Tên đơn vị / Họ tên": "A"}, {"applicant": "Tên đơn vị / Họ tên"}),
    ],
)
def test_what_a_title_means_depends_on_the_others(cells: dict[str, str], expected: dict[str, str]) -> None:
    found = header([["Số hồ sơ", "Ngày tiếp nhận", *cells], ["H1", DATE, *cells.values()]])

    named = {name: found.titles[index] for name, index in found.columns.items()}
    assert named == {"code": "Số hồ sơ", "received_at": "Ngày tiếp nhận"} | expected


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("MaHoSo", "code"),
        ("ma_ho_so", "code"),
        ("MÃ HỒ SƠ (*)", "code"),
        ("Ma\u0303 ho\u0302\u0300  so\u031b", "code"),
        ("2. Số hồ sơ", "code"),
        ("KenhThucHien", "channel"),
        ("NgayKetThucXuLy", "finished_at"),
        ("DuocThanhToanTrucTuyen", "payment"),
        ("HoSoCoThanhPhanSoHoa", "digitised"),
        ("DanhSachGiayToKetQua", "result_attached"),
        ("DanhSachHoSoBoSung", "supplements"),
        ("Trạng Thái (Đang xử lý / Chờ bổ sung / Đã hoàn thành) (*)", "state"),
        ("Ngày Tiếp Nhận (YYYY-MM-DD) (*)", "received_at"),
        ("Hạn Trả Kết Quả (YYYY-MM-DD) (*)", "due_at"),
        ("Phí, lệ phí (đồng)", "fee_amount"),
        ("TRẢ THỰC TẾ", "returned_at"),
        ("SoGiayToChuHoSo", "id_number"),
    ],
)
def test_titles_in_use_are_known(title: str, column: str) -> None:
    assert load().match_header(title)[0].column == column


def test_no_title_says_two_things_for_sure() -> None:
    doubtful = {key: found for key, found in load().titles.items() if len({one.column for one in found}) > 1}

    assert doubtful == {}


def test_of_two_columns_of_one_name_the_fuller_one_is_taken() -> None:
    rows: Rows = [
        ["Số hồ sơ", "Ghi chú", "Ngày tiếp nhận", "Ghi chú"],
        ["H1", None, DATE, "x"],
        ["H2", "y", DATE, "z"],
    ]

    assert header(rows).columns["note"] == 3


def test_three_hundred_columns_are_no_trouble() -> None:
    more = [f"Cột {number}" for number in range(292)]

    found = header([TITLES + more, *[row + ["x"] * 292 for row in rows_of(dossier(1))[1:]]])

    assert (found.columns["state"], len(found.unknown)) == (6, 292)


def test_a_table_without_header_says_what_stands_first() -> None:
    with pytest.raises(NoHeader) as caught:
        header(rows_of(dossier(1), dossier(2))[1:])

    assert caught.value.first_row[1] == "H24.99-260421-0001"
    assert "motcua import --propose tep.xlsx" in str(caught.value)


def test_a_header_of_unknown_words_can_be_guessed() -> None:
    table = raw([["DANH SÁCH"], ["Mã vụ", "Hồi nào", "Ra sao"], ["H24.99-260421-0001", DATE, "Kẹt"]])

    found = guess_header(table, load())

    assert found is not None
    assert (found.row, list(found.titles.values()), found.columns) == (2, ["Mã vụ", "Hồi nào", "Ra sao"], {})
