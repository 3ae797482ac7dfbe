"""An archive is read up to the bytes that were allowed, whatever it says of its sizes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from motcua.reports.archive import Archive, BadArchive, Fault


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def test_all_parts_together_stay_within_the_limit() -> None:
    archive = Archive(packed({"a": b"x" * 60, "b": b"y" * 41}), 100)
    assert archive.part("a") == b"x" * 60
    assert archive.part("none") is None
    with pytest.raises(BadArchive) as caught:
        archive.part("b")
    assert caught.value.fault is Fault.TOO_MUCH


def test_what_is_passed_on_counts_against_its_own_limit() -> None:
    archive = Archive(packed({"a": b"x" * 60, "picture": b"y" * 90}), 100)
    picture = archive.entries[1]
    assert archive.passed_on(picture, 90) == b"y" * 90
    assert archive.part("a") == b"x" * 60
    with pytest.raises(BadArchive):
        archive.passed_on(picture, 89)


@pytest.mark.parametrize(
    ("flags", "cut", "fault"), [(1, 0, Fault.LOCKED), (0, 0, None), (0, 1, Fault.DAMAGED)]
)
def test_locked_and_damaged_parts_are_told_apart(flags: int, cut: int, fault: Fault | None) -> None:
    content = bytearray(packed({"a": bytes(range(256))}))
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(head) + at] |= flags
    content[40] ^= 255 * cut
    archive = Archive(bytes(content), 1000)
    if fault is None:
        assert archive.part("a") == bytes(range(256))
        return
    with pytest.raises(BadArchive) as caught:
        archive.part("a")
    assert caught.value.fault is fault


def test_what_is_no_archive() -> None:
    with pytest.raises(BadArchive) as caught:
        Archive(b"PK\x03\x04 and no more", 100)
    assert caught.value.fault is Fault.DAMAGED
