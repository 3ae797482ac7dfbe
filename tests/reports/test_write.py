"""Files are written whole or not at all, and what goes wrong is told."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from motcua.reports.errors import ReportRefused
from motcua.reports.render import render
from motcua.reports.write import CannotWrite, write_all
from tests.reports.report_cases import report_data


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_into_a_folder_that_was_not_there(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    assert write_all({out / "x.pdf": b"1", out / "y.pdf": b"2"}) == [out / "x.pdf", out / "y.pdf"]
    assert names(out) == ["x.pdf", "y.pdf"] and (out / "y.pdf").read_bytes() == b"2"


def test_a_file_that_was_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"old")
    write_all({tmp_path / "x.pdf": b"new"})
    assert (tmp_path / "x.pdf").read_bytes() == b"new" and names(tmp_path) == ["x.pdf"]


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "ổ đĩa đã đầy"), (errno.EACCES, "không có quyền ghi"), (errno.EROFS, "chỉ cho phép đọc"), (errno.EIO, "hệ thống báo")],
)  # fmt: skip
def test_a_disk_that_fails_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    (tmp_path / "x.pdf").write_bytes(b"old")
    synced = 0

    def fail_the_second_time(handle: int) -> None:
        nonlocal synced
        synced += 1
        if synced == 2:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail_the_second_time)
    with pytest.raises(CannotWrite) as caught:
        write_all({tmp_path / "x.pdf": b"new", tmp_path / "y.pdf": b"new"})
    assert told in str(caught.value) and caught.value.path == tmp_path / "y.pdf"
    assert names(tmp_path) == ["x.pdf"] and (tmp_path / "x.pdf").read_bytes() == b"old"
    assert isinstance(caught.value, ReportRefused)


def test_a_full_disk_in_earnest() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(OSError) as caught, full.open("wb", buffering=0) as file:
        file.write(b"x")
    assert "ổ đĩa đã đầy" in CannotWrite(full, caught.value).reason


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(CannotWrite, match="không phải là thư mục"):
        write_all({tmp_path / "taken" / "x.pdf": b"1"})


def test_only_the_kinds_asked_for_are_made() -> None:
    made = render(report_data("an-truong"), ("xlsx", "pdf"))
    assert {kind: content[:4] for kind, content in made.items()} == {"xlsx": b"PK\x03\x04", "pdf": b"%PDF"}
