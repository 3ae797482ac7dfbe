"""What is no DOCX or XLSX, is locked, is a bomb or declares entities is refused, with the reason."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from motcua.reports.superior import package, spans
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.filling import TheirFile
from motcua.reports.superior.meaning import Meaning
from motcua.reports.superior.package import Package
from tests.reports.superior.builders import BODY, part, report


def packed(**parts: bytes) -> bytes:
    """A file of these parts; «_» of their names stands for «/»."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


BOMB = packed(**{"[Content_Types].xml": b"", "word/document.xml": b"0" * 2**20})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "trống"), (b"%PDF-1.7", "không phải"), (b"PK\x03\x04 cut", "hỏng"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office cũ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (packed(a=b"1"), "tệp nén"), (packed(ppt__presentation=b"1"), "PowerPoint"), (BOMB, "giải nén"),
        (packed(**{"[Content_Types].xml": b"macroEnabled", "xl/workbook.xml": b""}), "macro"),
        (b"x" * (package.MOST_BYTES + 1), "lớn hơn"),
    ],
)  # fmt: skip
def test_what_is_not_taken(content: bytes, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 2**20 - 1)
    with pytest.raises(FileRefused, match=why):
        TheirFile(content)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "thực thể"), (b"<a><b></a>", "hỏng"), (b"\xff\xfe<\x00", "mã ký tự"),
        (b"<a>" + b"<b/>" * 5_000 + b"</a>", "quá nhiều"), (b"<a>" + b" " * 2**20 + b"</a>", "1 MB"),
        (b"<a>" * 300 + b"</a>" * 300, "lồng nhau"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_read_is_refused(raw: bytes, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_READ", 2**20)
    monkeypatch.setattr(spans, "MOST_NODES", 5_000)
    content = report()
    with pytest.raises(FileRefused, match=why):
        TheirFile(Package(content).with_parts({BODY: raw}))


def test_a_mark_of_the_byte_order_does_not_shift_anything() -> None:
    content = Package(report()).with_parts({BODY: b"\xef\xbb\xbf" + part(report(), BODY)})
    file = TheirFile(content)
    (key,) = [key for key, spot in file.shown.spots.items() if spot.text == "07"]
    made = file.filled({key: file.put(file.shown.spots[key], Meaning("received"), 8, False)})
    assert "Trước hạn: 08 hồ sơ".encode() in part(made, BODY)
