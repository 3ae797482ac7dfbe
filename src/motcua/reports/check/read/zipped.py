"""Parts of a zip file, never more than was allowed: what an archive says of its sizes is not believed."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from motcua.reports.check.read.base import Reading
from motcua.reports.check.read.errors import Broken, Locked, NotAReport, TooMuch

_CHUNK = 1 << 20
_DOCUMENT = "word/document.xml"
_OTHERS = (
    ("xl/workbook", "bảng tính Excel"), ("ppt/presentation", "bài trình chiếu"), ("content.xml", "văn bản OpenDocument (ODT)"),
    ("META-INF/container.xml", "sách điện tử EPUB"),
)  # fmt: skip


class Archive:
    """A DOCX file: `part` gives the bytes of one part; all parts together stay within the limit."""

    def __init__(self, content: bytes, reading: Reading) -> None:
        self._left = reading.limits.unpacked_bytes
        self._limit = reading.limits.unpacked_bytes
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, OSError, ValueError) as error:
            raise Broken("tệp nén DOCX không mở được") from error
        self.names = set(self._zip.namelist())
        if _DOCUMENT not in self.names:
            raise NotAReport(_found(self.names), "Lưu lại báo cáo ở dạng DOCX rồi kiểm tra")

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none; raises TooMuch, Broken or Locked."""
        if name not in self.names:
            return None
        pieces: list[bytes] = []
        try:
            with self._zip.open(name) as opened:
                while piece := opened.read(min(_CHUNK, self._left + 1)):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise TooMuch("dung lượng sau khi giải nén (byte)", self._limit + 1, self._limit)
                    pieces.append(piece)
        except (BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Broken("tệp nén DOCX bị hỏng") from error
        except (RuntimeError, NotImplementedError) as error:
            raise Locked from error
        return b"".join(pieces)


def _found(names: set[str]) -> str:
    for part, kind in _OTHERS:
        if any(name.startswith(part) for name in names):
            return kind
    return "tệp nén ZIP"
