"""A DOCX file as its parts, with what is wrong with it in the checker's words."""

from __future__ import annotations

from motcua.reports import archive
from motcua.reports.archive import BadArchive, Fault
from motcua.reports.check.read.base import Reading
from motcua.reports.check.read.errors import Broken, Locked, NotAReport, TooMuch, Unreadable

_DOCUMENT = "word/document.xml"
_OTHERS = (
    ("xl/workbook", "bảng tính Excel"), ("ppt/presentation", "bài trình chiếu"), ("content.xml", "văn bản OpenDocument (ODT)"),
    ("META-INF/container.xml", "sách điện tử EPUB"),
)  # fmt: skip


class Archive:
    """A DOCX file: `part` gives the bytes of one part; all parts together stay within the limit."""

    def __init__(self, content: bytes, reading: Reading) -> None:
        self._limit = reading.limits.unpacked_bytes
        try:
            self._archive = archive.Archive(content, self._limit)
        except BadArchive as error:
            raise Broken("tệp nén DOCX không mở được") from error
        self.names = self._archive.names
        if _DOCUMENT not in self.names:
            raise NotAReport(_found(self.names), "Lưu lại báo cáo ở dạng DOCX rồi kiểm tra")

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none; raises TooMuch, Broken or Locked."""
        try:
            return self._archive.part(name)
        except BadArchive as error:
            raise self._in_words(error.fault) from error

    def _in_words(self, fault: Fault) -> Unreadable:
        if fault is Fault.TOO_MUCH:
            return TooMuch("dung lượng sau khi giải nén (byte)", self._limit + 1, self._limit)
        return Locked() if fault is Fault.LOCKED else Broken("tệp nén DOCX bị hỏng")


def _found(names: frozenset[str]) -> str:
    for part, kind in _OTHERS:
        if any(name.startswith(part) for name in names):
            return kind
    return "tệp nén ZIP"
