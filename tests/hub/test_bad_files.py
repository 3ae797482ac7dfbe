"""A file that cannot be read is refused with what it is, where it is wrong and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from motcua.hub import errors
from motcua.hub.formats import Limits, read_tables
from motcua.hub.headers import find_header
from motcua.hub.mapping import apply
from motcua.hub.vocabulary import load
from tests.hub.builders import (
    CASES,
    TITLES,
    Cell,
    archive,
    compound_file,
    csv_text,
    dossier,
    html,
    picture,
    windows_1258,
    xls,
    xlsx,
)


def refused(
    path: Path, content: bytes | str, kind: type[errors.ExportError], *words: str
) -> errors.ExportError:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(kind) as caught:
        read_tables(path)
    message = str(caught.value)
    assert path.name in message
    assert [word for word in words if word not in message] == []
    return caught.value


@pytest.mark.parametrize("content", [b"", b" \r\n\r\n", b"\xef\xbb\xbf", b"[]", b'{"data": []}'])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    refused(tmp_path / "a.csv", content, errors.EmptyFile, "trống")


def test_an_empty_workbook(tmp_path: Path) -> None:
    refused(tmp_path / "a.xlsx", xlsx(tmp_path / "b", {"S": []}).read_bytes(), errors.EmptyFile)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "tệp PDF"),
        (picture(), "ảnh PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "ảnh JPEG"),
        (b"BM\x36\x00\x0c\x00\x00\x00", "ảnh BMP"),
        (b"\x1f\x8b\x08\x00", "GZIP"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (bytes(range(256)) * 8, "nhị phân"),
        (b'{"code": 401, "message": "het phien"}', "không có danh sách"),
        (b"<html><body><form>Dang nhap</form></body></html>", "phiên đăng nhập"),
        (compound_file({"WordDocument": b"x"}), "Word"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    refused(tmp_path / "bao-cao.xlsx", content, errors.NotWhatItSays, words)


def test_archives_are_told_apart(tmp_path: Path) -> None:
    word = archive(tmp_path / "w", {"word/document.xml": "x"}).read_bytes()
    other = archive(tmp_path / "z", {"a.xlsx": "x"}).read_bytes()

    refused(tmp_path / "a.xlsx", word, errors.NotWhatItSays, "văn bản Word")
    refused(tmp_path / "a.xlsx", other, errors.NotWhatItSays, "giải nén")


def test_a_text_that_begins_like_a_picture_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("BM;b\n1;2\n", encoding="utf-8")

    assert read_tables(tmp_path / "a.csv")[0].frame.rows() == [("BM", "b"), ("1", "2")]


def test_passwords(tmp_path: Path) -> None:
    new = compound_file({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 5000})
    manifest = "<manifest:encryption-data/>"
    open_document = archive(
        tmp_path / "o", {"content.xml": "x", "META-INF/manifest.xml": manifest}
    ).read_bytes()

    for content in (new, xls("S", [["a"]], password=True), open_document):
        refused(tmp_path / "a.xlsx", content, errors.PasswordProtected, "mật khẩu")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.9])
def test_half_a_workbook(tmp_path: Path, share: float) -> None:
    new = (CASES / "mau-thu" / "he-thong-mot-cua-thanh-pho.xlsx").read_bytes()
    old = xls("S", [TITLES, *([[None, "x" * 200]] * 40)])

    refused(tmp_path / "a.xlsx", new[: int(len(new) * share)], errors.BrokenFile, "hỏng")
    refused(tmp_path / "a.xls", old[: int(len(old) * share)], errors.BrokenFile, "hỏng")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_half_a_json_says_where_it_ends(tmp_path: Path, share: float) -> None:
    content = (CASES / "mau-thu" / "dang-ky-ho-kinh-doanh.json").read_text(encoding="utf-8")
    part = content[: int(len(content) * share)]

    error = refused(tmp_path / "a.json", part, errors.BrokenFile, "JSON")

    assert error.row is not None
    assert part.count("\n") - 1 <= error.row <= part.count("\n") + 1


def test_half_a_json_of_lines_says_which_line(tmp_path: Path) -> None:
    lines = json.dumps({"MaHoSo": "H1"}) + "\n" + json.dumps({"MaHoSo": "H2"})

    assert refused(tmp_path / "a.json", lines[:-3], errors.BrokenFile).row == 2


def test_half_a_page(tmp_path: Path) -> None:
    refused(
        tmp_path / "a.xls", html([["a", "b"], ["c", "d"]]).partition("d</td>")[0], errors.BrokenFile, "HTML"
    )


def test_text_cut_in_a_letter(tmp_path: Path) -> None:
    text = "Mã hồ sơ;Trạng thái\nH1;Đã".encode()

    assert refused(tmp_path / "a.csv", text[:-1], errors.BrokenFile).row == 2
    assert refused(tmp_path / "a.csv", b"\xef\xbb\xbf" + text[:-1], errors.BrokenFile).row == 2
    utf16 = "a\tb\n1\tĐã".encode("utf-16")
    assert refused(tmp_path / "a.csv", utf16[:-1], errors.BrokenFile).row == 2


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    text = 'a;b;c\n1;"x;2\n3;4;5\n6;7;8\n'

    assert refused(tmp_path / "a.csv", text, errors.BrokenFile, "nháy kép").row == 2


@pytest.mark.parametrize("text", ["Tr¹ng th¸i hå s¬;M· hå s¬;§Êt ®ai", "Traïng thaùi hoà sô;Maõ hoà sô ñaát"])
def test_the_fonts_of_the_last_century(tmp_path: Path, text: str) -> None:
    refused(tmp_path / "a.csv", text.encode("cp1252"), errors.UnknownEncoding, "TCVN3")


def test_columns_beyond_the_limit(tmp_path: Path) -> None:
    wide = [f"x{number}" for number in range(1001)]

    for content in (
        xlsx(tmp_path / "b", {"S": [wide]}).read_bytes(),
        csv_text([wide]),
        json.dumps([dict.fromkeys(wide, "1")]),
    ):
        error = refused(tmp_path / "a", content, errors.TooManyColumns, "1.001", "1.000")
        assert isinstance(error, errors.TooManyColumns)
        assert (error.size, error.limit) == (1001, 1000)


def test_three_hundred_columns_are_read(tmp_path: Path) -> None:
    wide = [f"x{number}" for number in range(300)]
    path = xlsx(tmp_path / "a.xlsx", {"S": [TITLES + wide, [*dossier(1), *wide[::-1]]]})

    assert apply(load(), read_tables(path))[0].frame.height == 1


def test_sizes_beyond_the_limits(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [["a"]] * 20})
    for limits in (Limits(file_bytes=100), Limits(unpacked_bytes=100), Limits(rows=19)):
        with pytest.raises(errors.TooLarge, match="quá giới hạn"):
            read_tables(path, limits)


def test_a_file_without_header(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [dossier(1), dossier(2)]})

    with pytest.raises(errors.NoHeader) as caught:
        apply(load(), read_tables(path))
    assert "Tệp a.xlsx, trang tính “S”: không tìm thấy dòng tiêu đề" in str(caught.value)


def test_merged_cells_numbers_as_text_and_text_as_numbers(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["DANH SÁCH HỒ SƠ", None, None],
        ["Số hồ sơ", "Mã TTHC", "Ngày tiếp nhận", "Trạng thái hồ sơ", "Số điện thoại", "Phí, lệ phí"],
        ["H24.99-\u200b260421-0001\u00a0", 2.00089, "20260421110816", 4, 912345678, "50000"],
        ["h24.99–260421–0002", "2.000815", 20260421110816, "4.0", "0912345678", 50000.0],
    ]
    path = xlsx(tmp_path / "a.xlsx", {"S": rows}, merge=["A1:C1"])

    frame = apply(load(), read_tables(path))[0].frame

    assert frame.rows(named=True) == [
        {
            "code": f"H24.99-260421-000{number}",
            "procedure_code": procedure,
            "received_at": "20260421110816",
            "state": "in_progress",
            "fee_amount": "50000",
            "phone": "0912345678",
            "_row": number + 2,
        }
        for number, procedure in ((1, "2.000890"), (2, "2.000815"))
    ]


def test_windows_1258_comes_out_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(windows_1258(csv_text([TITLES, dossier(1, state="Đã trả kết quả")])))

    table = read_tables(path)[0]

    assert table.frame["c6"].to_list() == ["Trạng thái hồ sơ", "Đã trả kết quả"]
    assert find_header(table, load()).columns["state"] == 6


def test_every_error_says_where_and_what_to_do() -> None:
    error = errors.ExportError(
        "sai ngày", "Hãy sửa ô này.", file="a.xlsx", sheet="S", row=7, column="Ngày nộp"
    )

    assert str(error) == "Tệp a.xlsx, trang tính “S”, dòng 7, cột “Ngày nộp”: sai ngày. Hãy sửa ô này."
    assert (error.file, error.sheet, error.row, error.column) == ("a.xlsx", "S", 7, "Ngày nộp")


def test_no_cell_is_lost_between_the_file_and_the_table(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [TITLES, *(dossier(number) for number in range(1, 50))]})

    frame = read_tables(path)[0].frame

    assert frame.select(pl.all().count()).row(0) == (50, 50, 50, 50, 50, 50, 50, 1)
