"""Workbooks: xlsx, xlsb, ods and the old xls, read with calamine."""

from __future__ import annotations

import io
import zipfile
import zlib

import fastexcel
import olefile
import polars as pl

from motcua.hub.errors import BrokenFile, NotWhatItSays, PasswordProtected, TooLarge
from motcua.hub.formats.base import Format, Limits, RawTable, Source, register, table

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_FILEPASS = 0x002F
_BOF = 0x0809
# What a spreadsheet's date looks like when calamine writes it with parts of a second or as ODF does.
_ODD_INSTANT = r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)\.\d+$|^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)$"


def _recognises(source: Source) -> bool:
    return source.head.startswith((*_ZIP, _OLE))


def _read(source: Source, limits: Limits) -> list[RawTable]:
    """One table for each sheet that has cells; dates come as `YYYY-MM-DD HH:MM:SS`, numbers without exponent."""
    if source.head.startswith(_OLE):
        _check_compound(source)
    else:
        _check_archive(source, limits)
    try:
        book = fastexcel.read_excel(source.content)
        return [found for name in book.sheet_names if (found := _sheet(book, name, source, limits))]
    except BaseException as error:
        # A damaged file can make the Rust library panic, and a panic is no Exception.
        if not isinstance(error, fastexcel.FastExcelError) and type(error).__name__ != "PanicException":
            raise
        raise BrokenFile("không đọc được bảng tính", file=source.name) from error


def _sheet(book: fastexcel.ExcelReader, name: str, source: Source, limits: Limits) -> RawTable | None:
    try:
        sheet = book.load_sheet(
            name, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True, eager=False
        )
    except fastexcel.CalamineError as error:
        if "chart" in str(error).lower():
            return None
        raise
    frame = sheet.to_polars()
    if frame.is_empty():
        return None
    return table(_plain_instants(frame), limits, file=source.name, name=name)


def _plain_instants(frame: pl.DataFrame) -> pl.DataFrame:
    odd = [column.name for column in frame if column.str.contains(_ODD_INSTANT).any()]
    return frame.with_columns(pl.col(odd).str.replace(_ODD_INSTANT, "$1$3 $2$4")) if odd else frame


def _check_archive(source: Source, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries) or _is_encrypted_document(archive):
                raise PasswordProtected(file=source.name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise BrokenFile("phần cuối của tệp bị thiếu", file=source.name) from error
    _check_kind({entry.filename for entry in entries}, source)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise TooLarge(
            "dung lượng sau khi giải nén (byte)", unpacked, limits.unpacked_bytes, file=source.name
        )


def _is_encrypted_document(archive: zipfile.ZipFile) -> bool:
    """Whether the list of parts of an OpenDocument file says that they are encrypted (ODF 1.2 part 3, 3.4)."""
    name = "META-INF/manifest.xml"
    if name not in archive.namelist():
        return False
    with archive.open(name) as part:
        return b"encryption-data" in part.read(2**20)


def _check_kind(names: set[str], source: Source) -> None:
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return
    if any(name.startswith("word/") for name in names):
        raise NotWhatItSays("văn bản Word", file=source.name)
    if any(name.startswith("ppt/") for name in names):
        raise NotWhatItSays("bản trình chiếu PowerPoint", file=source.name)
    remedy = "Hãy giải nén rồi nhập từng tệp bên trong."
    raise NotWhatItSays("tệp nén ZIP", file=source.name, remedy=remedy)


def _check_compound(source: Source) -> None:
    """Raises for encrypted or foreign OLE files ([MS-CFB], [MS-OFFCRYPTO] 2.3.4, [MS-XLS] 2.4.117)."""
    try:
        with olefile.OleFileIO(io.BytesIO(source.content)) as compound:
            if compound.exists("EncryptedPackage") or compound.exists("EncryptionInfo"):
                raise PasswordProtected(file=source.name)
            book = next((name for name in ("Workbook", "Book") if compound.exists(name)), None)
            if book is None:
                found = "văn bản Word" if compound.exists("WordDocument") else "tệp Office khác"
                raise NotWhatItSays(found, file=source.name)
            if _has_password(compound.openstream(book).read(4096)):
                raise PasswordProtected(file=source.name)
    except (OSError, ValueError, IndexError) as error:
        raise BrokenFile("phần cuối của tệp bị thiếu", file=source.name) from error


def _has_password(stream: bytes) -> bool:
    """Whether a FILEPASS record stands among the globals, before any other record of length."""
    at = 0
    while at + 4 <= len(stream):
        kind = int.from_bytes(stream[at : at + 2], "little")
        if kind == _FILEPASS:
            return True
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
    return False


WORKBOOK = register(Format("workbook", _recognises, _read))
