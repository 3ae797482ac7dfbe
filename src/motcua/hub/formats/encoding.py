"""Which letters the bytes of a text file mean: UTF-8, UTF-16 or Windows-1258, told by the content."""

from __future__ import annotations

import codecs
import re
import unicodedata

import polars as pl

from motcua.hub.errors import BrokenFile, NotWhatItSays, UnknownEncoding

_WIDE_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 4096
_DAMAGED = "có chữ bị hỏng hoặc bị cắt"
_MUCH = 0.3
# Vietnamese letters and the signs that go with them; a text in another code page is full of other ones.
_FOREIGN = re.compile(
    r"[^\x00-\x7fÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u2010-\u2026₫€°²³½§«»…“”‘’\u00a0]"
)
_MANY_FOREIGN = 0.1


def to_utf8(content: bytes, *, file: str = "") -> bytes:
    """`decode` as UTF-8 bytes, for readers that want bytes; UTF-8 goes through without becoming text."""
    plain = content.removeprefix(codecs.BOM_UTF8)
    if b"\x00" not in plain[:_SAMPLE] and _is_utf8(plain):
        return plain
    return decode(content, file=file).encode("utf-8")


def decode(content: bytes, *, file: str = "") -> str:
    """The text in NFC where it was Windows-1258, else as it is; without its byte-order mark.

    Raises `UnknownEncoding` for other code pages, `NotWhatItSays` for what is no text and `BrokenFile` for UTF-8
    with letters that are damaged or cut in two.
    """
    for mark, name in _WIDE_MARKS:
        if content.startswith(mark):
            return _utf16(content[len(mark) :], name, file)
    if wide := _wide(content[:_SAMPLE]):
        return _utf16(content, wide, file)
    if b"\x00" in content[:_SAMPLE]:
        raise NotWhatItSays("dữ liệu nhị phân", file=file)
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(content):
            row = content[: error.start].count(b"\n") + 1
            raise BrokenFile(_DAMAGED, file=file, row=row) from error
        return _windows_1258(content, file)


def _mostly_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    letters = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") < _MUCH * letters


def _is_utf8(content: bytes) -> bool:
    # Polars checks in half the time of decoding, and makes no second copy.
    try:
        pl.Series([content], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in tables of this country every other byte is mostly zero."""
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > _MUCH * half > sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > _MUCH * half > sample[1::2].count(0):
        return "utf-16-be"
    return None


def _utf16(content: bytes, name: str, file: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        row = content[: error.start].decode(name, "ignore").count("\n") + 1
        raise BrokenFile(_DAMAGED, file=file, row=row) from error


def _windows_1258(content: bytes, file: str) -> str:
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError as error:
        raise UnknownEncoding(file=file) from error
    letters = sum(not char.isascii() for char in text[: 50 * _SAMPLE])
    foreign = len(_FOREIGN.findall(text[: 50 * _SAMPLE]))
    if foreign > _MANY_FOREIGN * letters:
        raise UnknownEncoding(file=file)
    return text
