"""Small export files made in code, of every kind that offices have."""

from __future__ import annotations

import datetime as dt
import io
import struct
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl
import xlsxwriter

from motcua.hub.formats import RawTable

Cell = str | int | float | dt.datetime | None
Rows = Sequence[Sequence[Cell]]

CASES = Path(__file__).parents[1] / "cases"
SHARED = Path(__file__).parents[3] / "shared" / "exports"

TITLES = [
    "STT",
    "Số hồ sơ",
    "Mã TTHC",
    "Lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Trạng thái hồ sơ",
    "Lý do",
]

DATE, DUE = "21/04/2026 11:08:16", "22/04/2026 17:00:00"

LAYOUTS: dict[str, tuple[dict[str, str], dict[str, str | int]]] = {
    "the one-stop system of many provinces": (
        {
            "Số hồ sơ": "H57.132-260804-0583", "Tên thủ tục hành chính": "Đăng ký khai sinh", "Tên lĩnh vực": "Hộ tịch",
            "Phòng ban": "Văn phòng", "Ngày tiếp nhận": DATE, "Ngày hẹn trả": DUE, "Ngày kết thúc xử lý": DATE,
            "Cơ quan/đơn vị": "UBND xã", "Chủ hồ sơ": "A", "Số điện thoại": "912345678",
            "Cán bộ xử lý hiện tại": "B", "Trạng thái hồ sơ": "Đã xử lý xong", "Trạng thái": "Đúng hạn",
        },
        {"field_name": "Hộ tịch", "finished_at": DATE, "phone": "0912345678", "state": "ready", "officer": "B"},
    ),
    "the land registry's list": (
        {
            "STT": "1", "Mã hồ sơ": "H57.132-260804-0583", "Tên lĩnh vực": "Đất đai", "Ngày tiếp nhận": DATE,
            "Ngày trả kết quả": DUE, "Ngày hoàn thành thực tế": DATE, "Chủ sử dụng": "A", "CCCD": "31090001234",
            "Trạng thái hồ sơ": "Đã phát hành thông báo thuế", "GHI CHÚ": "x",
        },
        {"due_at": DUE, "finished_at": DATE, "id_number": "031090001234", "state": "awaiting_payment", "note": "x"},
    ),
    "the commune's own watch list": (
        {
            "Mã Hồ Sơ (*)": "H57.132-260804-0583", "Tên Thủ Tục (*)": "1.001193-Đăng ký khai sinh",
            "Họ Tên Công Dân (*)": "A", "Ngày Tiếp Nhận (YYYY-MM-DD) (*)": "2026-04-21",
            "Hạn Trả Kết Quả (YYYY-MM-DD) (*)": "2026-04-22",
            "Trạng Thái (Đang xử lý / Chờ bổ sung / Đã hoàn thành) (*)": "Chờ bổ sung",
        },
        {"procedure_code": "1.001193", "procedure_name": "Đăng ký khai sinh", "state": "awaiting_supplement"},
    ),
    "the national exchange": (
        {
            "MaHoSo": "000.00.19.H47-260105-0001", "MaTTHC": "2.002492", "TenLinhVuc": "Hộ tịch", "KenhThucHien": "2",
            "NgayTiepNhan": "20260421110816", "NgayHenTra": "20260422170000", "TrangThaiHoSo": "10", "HinhThuc": "0",
            "DuocThanhToanTrucTuyen": "3", "HoSoCoThanhPhanSoHoa": "1", "DanhSachGiayToKetQua": '[{"GiayToId": "1"}]',
            "DanhSachHoSoBoSung": "[]",
        },
        {
            "channel": "online", "state": "handed_over", "payment": "offline", "digitised": "yes",
            "result_attached": "yes", "supplements": "[]",
        },
    ),
    "a list without states": (
        {"Mã HS": "H57.132-260804-0583", "Lĩnh vực": "Đất đai", "Ngày nhận": DATE, "Hạn trả": DUE, "Trả thực tế": DATE},
        {"received_at": DATE, "due_at": DUE, "returned_at": DATE},
    ),
}  # fmt: skip
"""Layouts in use: a row by title, and what has to come of it."""


def dossier(number: int, **other: Cell) -> list[Cell]:
    """A row under `TITLES`; `other` replaces cells by the words code, procedure, field, received, due, state, reason."""
    cells: dict[str, Cell] = {
        "stt": number,
        "code": f"H24.99-260421-{number:04d}",
        "procedure": "2.000815",
        "field": "Chứng thực",
        "received": DATE,
        "due": DUE,
        "state": "Đang xử lý",
        "reason": None,
    }
    return list((cells | other).values())


def raw(rows: Sequence[Sequence[str | None]], *, name: str = "", preamble: str = "") -> RawTable:
    """A raw table as a format would give it."""
    width = max(map(len, rows))
    columns = [[row[index] if index < len(row) else None for row in rows] for index in range(width)]
    frame = pl.DataFrame([pl.Series(f"c{index}", cells, pl.String) for index, cells in enumerate(columns)])
    numbers = pl.int_range(1, len(rows) + 1, eager=True)
    return RawTable(name, frame, numbers, preamble, "tep.xlsx")


def texts(rows: Rows) -> list[list[str | None]]:
    """The rows as text, for `raw`."""
    return [[None if cell is None else str(cell) for cell in row] for row in rows]


def xlsx(path: Path, sheets: dict[str, Rows], *, merge: Sequence[str] = ()) -> Path:
    """A workbook; dates become real dates. Areas of `merge` ("A1:C1") are merged in the first sheet."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy hh:mm:ss"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for area in merge if name == next(iter(sheets)) else ():
                sheet.merge_range(area, "")
            for index, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(index, column, cell)
    return path


def csv_text(rows: Rows, separator: str = ";") -> str:
    """Lines joined by the separator, without quotes."""
    return "".join(separator.join("" if cell is None else str(cell) for cell in row) + "\r\n" for row in rows)


def windows_1258(text: str) -> bytes:
    """Vietnamese in the old code page: letters with their shape, tones as marks behind them."""
    return b"".join(_letter_1258(char) for char in unicodedata.normalize("NFC", text))


def _letter_1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


def html(rows: Rows, *, before: str = "", attributes: str = "") -> str:
    """A page with one table."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<html><head><meta charset='utf-8'></head><body>{before}<table {attributes}>{lines}</table></body></html>"


def ods(path: Path, name: str, rows: Rows) -> Path:
    """An OpenDocument spreadsheet of one sheet."""
    body = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>"
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(name)}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return archive(path, {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, dt.datetime):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'


def archive(path: Path, parts: dict[str, str]) -> Path:
    """A zip file of these parts."""
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def xls(name: str, rows: Rows, *, password: bool = False) -> bytes:
    """A workbook of Excel 97 (BIFF8) with one sheet, or the beginning of one that has a password."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    if password:
        return compound_file({"Workbook": start + _record(0x002F, bytes(54)) + _record(0x000A, b"")})
    formats = b"".join(_record(0x00E0, struct.pack("<HH16x", 0, number)) for number in (0, 22))
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    tail = _record(0x000A, b"")
    offset = len(start) + len(formats) + 4 + 6 + len(title) + len(tail)
    globals_ = start + formats + _record(0x0085, struct.pack("<IBB", offset, 0, 0) + title) + tail
    cells = b"".join(_xls_cell(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row))
    size = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6)) + size + cells + tail
    return compound_file({"Workbook": globals_ + sheet})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _xls_cell(row: int, column: int, cell: Cell) -> bytes:
    if cell is None:
        return b""
    if isinstance(cell, str):
        head = struct.pack("<HHHHB", row, column, 0, len(cell), 1)
        return _record(0x0204, head + cell.encode("utf-16-le"))
    if isinstance(cell, dt.datetime):
        days = (cell - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
        return _record(0x0203, struct.pack("<HHHd", row, column, 1, days))
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))


def compound_file(streams: dict[str, bytes]) -> bytes:
    """An OLE file ([MS-CFB], version 3): allocation table in sector 0, directory in 1, then the streams."""
    padded = {
        name: data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") for name, data in streams.items()
    }
    table = [0xFFFFFFFD, 0xFFFFFFFE]
    names = list(padded)
    entries = [_directory_entry("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0)]
    for index, name in enumerate(names, 1):
        first, count = len(table), len(padded[name]) // 512
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        following = index + 1 if index < len(names) else 0xFFFFFFFF
        entries.append(_directory_entry(name, 2, following, 0xFFFFFFFF, first, len(padded[name])))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    allocation = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    directory = b"".join(entries).ljust(512, b"\0")
    return header + allocation + directory + b"".join(padded.values())


def _directory_entry(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)


def picture() -> bytes:
    """The smallest PNG: its signature and an empty header."""
    return b"\x89PNG\r\n\x1a\n" + io.BytesIO(bytes(64)).read()
