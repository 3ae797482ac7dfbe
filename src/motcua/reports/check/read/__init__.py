"""A file of unknown kind into a document; the kind is told by the content, an extension proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from motcua.reports.check.read.base import Block, Document, Limits, Paragraph, Reading, Table, Tell
from motcua.reports.check.read.errors import Empty, Locked, NotAReport, TooMuch, Unreadable
from motcua.reports.check.read.joined import joined

__all__ = ["Document", "Limits", "Paragraph", "Table", "Unreadable", "read"]

_FOREIGN = (
    (b"\x89PNG", "ảnh PNG"), (b"\xff\xd8\xff", "ảnh JPEG"), (b"GIF8", "ảnh GIF"), (b"II*\x00", "ảnh TIFF"), (b"MM\x00*", "ảnh TIFF"),
    (b"RIFF", "tệp ảnh hoặc âm thanh"), (b"\x1f\x8b", "tệp nén GZIP"), (b"Rar!", "tệp nén RAR"), (b"7z\xbc\xaf", "tệp nén 7-Zip"),
    (b"SQLite format 3\x00", "cơ sở dữ liệu SQLite"), (b"MZ\x90\x00", "chương trình Windows"),
)  # fmt: skip
_RESAVE = "Mở tệp, chọn Lưu thành (Save as) DOCX rồi kiểm tra lại"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes, name: str = "", limits: Limits | None = None, tell: Tell | None = None) -> Document:
    """The document of a file's bytes; `tell(done, whole)` is called on the way.

    Raises an `Unreadable` that says what is wrong: Empty, OnlyPictures, Locked, NotAReport, Broken, TooMuch, TooLong.
    """
    reading = Reading(limits or Limits()) if tell is None else Reading(limits or Limits(), tell)
    try:
        return _read(content, name, reading)
    except Unreadable as error:
        error.file = name
        raise


def _read(content: bytes, name: str, reading: Reading) -> Document:
    if len(content) > reading.limits.file_bytes:
        raise TooMuch("dung lượng tệp (byte)", len(content), reading.limits.file_bytes)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Empty
    kind = _kind(content)
    blocks, pages = _reader(kind)(content, reading)
    if not any(isinstance(block, Table) or block.text for block in blocks):
        raise Empty
    return Document(tuple(_numbered(joined(blocks))), name, kind, pages)


def _kind(content: bytes) -> str:
    head = content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if content.startswith(b"PK"):
        return "docx"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_OLE):
        raise _ole(content)
    if content.startswith(b"{\\rtf"):
        raise NotAReport("văn bản RTF", _RESAVE)
    for signature, found in _FOREIGN:
        if content.startswith(signature):
            raise NotAReport(found)
    plain = head.replace(b"\x00", b"").lower()
    return (
        "html"
        if plain.startswith(
            (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<div", b"<p", b"<table")
        )
        else "txt"
    )


def _ole(content: bytes) -> Unreadable:
    """Why an old compound file is not read: it is encrypted, or a DOC of before 2007."""
    wide = {name: name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "Workbook")}
    if wide["EncryptedPackage"] in content:
        return Locked()
    if wide["WordDocument"] in content:
        return NotAReport("văn bản Word cũ (.doc)", _RESAVE)
    return NotAReport(
        "bảng tính Excel cũ (.xls)" if wide["Workbook"] in content else "tệp Office cũ", _RESAVE
    )


def _reader(kind: str) -> Callable[[bytes, Reading], tuple[list[Block], int | None]]:
    if kind == "txt":
        text = import_module("motcua.reports.check.read.text")
        return lambda content, reading: (text.read(content, reading), None)
    reader: Callable[[bytes, Reading], tuple[list[Block], int | None]]
    reader = import_module(f"motcua.reports.check.read.{kind}").read
    return reader


def _numbered(blocks: list[Block]) -> list[Block]:
    """The blocks with their numbers as a person counts paragraphs and tables."""
    made: list[Block] = []
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            made.append(replace(block, place=replace(block.place, paragraph=paragraphs)))
        else:
            tables += 1
            made.append(replace(block, place=replace(block.place, paragraph=paragraphs, table=tables)))
    return made
