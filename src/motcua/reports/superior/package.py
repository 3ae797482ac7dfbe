"""A DOCX or XLSX file as its parts: checked before anything is unpacked, and written with only the given parts changed."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from motcua.reports.archive import Archive, BadArchive, Fault
from motcua.reports.superior.errors import FileRefused

DOCX, XLSX = "docx", "xlsx"
MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 120 * 2**20
MOST_READ = 12 * 2**20
"""Of all parts that are read; pictures are only passed on. A cell of 26 bytes takes some 900 in memory."""
_MOST_PARTS = 5_000
_MAIN = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
_OTHERS = (
    ("xl/workbook.bin", "bảng tính nhị phân (XLSB)"),
    ("ppt/", "bản trình chiếu PowerPoint"),
    ("content.xml", "tệp OpenDocument (ODT, ODS)"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Mở tệp, chọn Lưu thành (Save as) DOCX hoặc XLSX rồi tải lên lại."


class Package:
    """The parts of a file; `kind` is DOCX or XLSX by its content, whatever its name says. Raises FileRefused."""

    def __init__(self, content: bytes) -> None:
        _check_head(content)
        try:
            self._archive = Archive(content, MOST_READ)
        except BadArchive as error:
            raise FileRefused("Tệp bị hỏng hoặc chưa tải hết, không mở được. Tải lại tệp gốc.") from error
        self._check_entries(self._archive.entries)
        self.names = self._archive.names
        self.kind = self._kind()
        if b"macroEnabled" in self.part("[Content_Types].xml"):
            raise FileRefused(f"Tệp có macro nên không nhận. {_SAVE_AS}")

    def _check_entries(self, entries: list[ZipInfo]) -> None:
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            limit = MOST_UNPACKED // 2**20
            raise FileRefused(f"Tệp giải nén ra quá {limit} MB nên không nhận. Bỏ bớt ảnh trong tệp.")
        if any(entry.flag_bits & 1 for entry in entries):
            raise FileRefused("Tệp được bảo vệ bằng mật khẩu. Bỏ mật khẩu, lưu lại rồi tải lên.")
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names):
            raise FileRefused(f"Tệp có hai phần trùng tên nên không chắc đọc đúng. {_SAVE_AS}")

    def _kind(self) -> str:
        for kind, main in _MAIN.items():
            if main in self.names and "[Content_Types].xml" in self.names:
                return kind
        found = next((words for start, words in _OTHERS if any(n.startswith(start) for n in self.names)), "")
        raise FileRefused(
            f"Nội dung là {found or 'tệp nén'}, không phải văn bản DOCX hay bảng tính XLSX. {_SAVE_AS}"
        )

    def part(self, name: str) -> bytes:
        """The bytes of a part, empty where there is none; raises FileRefused for damaged and oversized ones."""
        try:
            return self._archive.part(name) or b""
        except BadArchive as error:
            raise _in_words(error.fault) from error

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with these parts in place of its own; every other part as it was, in the same order."""
        out = BytesIO()
        with ZipFile(out, "w") as target:
            for entry in self._archive.entries:
                given = changed.get(entry.filename)
                content = given if given is not None else self._whole(entry)
                target.writestr(_same(entry), content)
        return out.getvalue()

    def _whole(self, entry: ZipInfo) -> bytes:
        try:
            return self._archive.passed_on(entry, MOST_UNPACKED)
        except BadArchive as error:
            raise _in_words(error.fault) from error


def _in_words(fault: Fault) -> FileRefused:
    if fault is Fault.TOO_MUCH:
        limit = MOST_READ // 2**20
        return FileRefused(f"Chữ và số của tệp dài quá {limit} MB. Bỏ bớt trang, hoặc tách thành nhiều tệp.")
    return FileRefused("Tệp bị hỏng, không đọc được hết. Tải lại tệp gốc.")


def _same(entry: ZipInfo) -> ZipInfo:
    """An entry of the same name, day and way of packing."""
    made = ZipInfo(entry.filename, entry.date_time)
    made.compress_type, made.external_attr = entry.compress_type, entry.external_attr
    return made


def _check_head(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise FileRefused(f"Tệp lớn hơn {MOST_BYTES // 2**20} MB nên không nhận. Bỏ bớt ảnh rồi tải lên lại.")
    if not content:
        raise FileRefused("Tệp trống. Chọn lại tệp.")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise FileRefused("Tệp được bảo vệ bằng mật khẩu. Bỏ mật khẩu, lưu lại rồi tải lên.")
        raise FileRefused(f"Đây là tệp Office cũ (.doc, .xls). {_SAVE_AS}")
    if not content.startswith(b"PK\x03\x04"):
        raise FileRefused(f"Nội dung không phải văn bản DOCX hay bảng tính XLSX. {_SAVE_AS}")
