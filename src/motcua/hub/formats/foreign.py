"""Files that are no export, told by how they begin, so that a person hears what they really chose."""

from __future__ import annotations

from motcua.hub.errors import NotWhatItSays
from motcua.hub.formats.base import Source

_SIGNATURES = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"RIFF", "tệp ảnh hoặc âm thanh"),
    (b"{\\rtf", "văn bản RTF"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7-Zip"),
    (b"MZ", "chương trình Windows"),
    (b"SQLite format 3\x00", "cơ sở dữ liệu SQLite"),
)
# These letters may also begin a text: a picture or program has other bytes behind them.
_SHORT = {b"BM", b"MZ"}


def refuse_foreign(source: Source) -> None:
    """Raises `NotWhatItSays` for pictures, PDF, archives and the like."""
    for signature, found in _SIGNATURES:
        if source.head.startswith(signature) and (signature not in _SHORT or b"\x00" in source.head):
            raise NotWhatItSays(found, file=source.name)
