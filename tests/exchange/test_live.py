"""A watched folder: whole files are imported once, what cannot be imported says why, and nothing is lost by a crash."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.exchange.live.base import BadSource, Look, Ready, Unavailable
from motcua.exchange.live.folder.plugin import WatchedFolder
from motcua.exchange.live.registry import kind_of
from motcua.exchange.live.setting_up import Rhythm, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.hub.models import QuarantinedRow
from tests.conftest import exports
from tests.exchange.conftest import Clock
from tests.exchange.listed import as_csv, rows
from tests.pages.conftest import LEARNED

MINUTE = 60_000


@pytest.fixture
def clock() -> Clock:
    """The day on which the case is imported."""
    return Clock(LEARNED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that is watched."""
    made = tmp_path / "tep-xuat"
    made.mkdir()
    return made


def put(folder: Path, name: str, clock: Clock, content: bytes | None = None, age: int = MINUTE) -> Path:
    """A file that was last written so many milliseconds ago."""
    path = folder / name
    if content is None:
        shutil.copy(exports("mau-thu")[1], path)
    else:
        path.write_bytes(content)
    seconds = (clock.now - age) / 1000
    os.utime(path, (seconds, seconds))
    return path


def test_a_whole_file_is_imported_once_and_moved_away(sample: Unit, folder: Path, clock: Clock) -> None:
    watch(sample, "folder", {"folder": str(folder)}, Rhythm(10), clock.now)
    put(folder, "ho-tich-dien-tu.csv", clock)
    assert take_due(clock) == 1
    count = Dossier.objects.count()
    assert count > 0
    assert [path.name for path in folder.iterdir()] == ["da-nhap"]
    assert next((folder / "da-nhap").iterdir()).name.endswith("-ho-tich-dien-tu.csv")
    assert take_due(clock) == 0, "not before its time"
    clock.pass_by(10 * MINUTE)
    put(folder, "ho-tich-dien-tu.csv", clock)
    assert take_due(clock) == 0, "it came before"
    assert Dossier.objects.count() == count
    assert [(one.new, one.outcome) for one in TakenFile.objects.order_by("pk")] == [
        (count, "recorded"),
        (0, "same"),
    ]


def test_what_cannot_be_imported_says_why_and_holds_up_nothing(
    sample: Unit, folder: Path, clock: Clock
) -> None:
    watch(sample, "folder", {"folder": str(folder)}, Rhythm(10), clock.now)
    put(folder, "a.csv", clock, b"", age=3 * MINUTE)
    put(folder, "b.csv", clock)
    assert take_due(clock) == 1
    refused = sorted(path.name.split("-", 2)[2] for path in (folder / "khong-nhap-duoc").iterdir())
    assert refused == ["a.csv", "a.csv.ly-do.txt"]
    assert TakenFile.objects.get(name="a.csv").reason


@pytest.mark.parametrize("name", ["b.csv.part", ".b.csv", "~b.csv", "b.tmp"])
def test_a_file_that_is_still_written_is_left_alone(folder: Path, clock: Clock, name: str) -> None:
    put(folder, name, clock, b"x")
    put(folder, "fresh.csv", clock, b"x", age=5000)
    (folder / "inner").mkdir()
    (folder / "link.csv").symlink_to("/etc/hostname")
    assert WatchedFolder({"folder": str(folder)}).ready(Look(clock.now, folder)) == []


def test_a_crash_before_the_file_was_moved_changes_nothing(
    sample: Unit, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(sample, "folder", {"folder": str(folder)}, Rhythm(10), clock.now)
    put(folder, "ho-tich-dien-tu.csv", clock)

    def gone(*_given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(WatchedFolder, "put_away", gone)
        with pytest.raises(KeyboardInterrupt):
            take_due(clock)
    count = Dossier.objects.count()
    clock.pass_by(10 * MINUTE)
    assert take_due(clock) == 0, "it is known, and only moved"
    assert [path.name for path in folder.iterdir()] == ["da-nhap"]
    assert Dossier.objects.count() == count > 0


def test_a_folder_that_is_gone_is_said_and_looked_for_again(sample: Unit, folder: Path, clock: Clock) -> None:
    source = watch(sample, "folder", {"folder": str(folder)}, Rhythm(10), clock.now)
    folder.rmdir()
    assert take_due(clock) == 0
    source.refresh_from_db()
    assert "Không đọc được thư mục" in source.error
    assert source.next_at == clock.now + 10 * MINUTE
    with pytest.raises(Unavailable):
        WatchedFolder({"folder": str(folder)}).ready(Look(clock.now, folder))


def test_what_cannot_be_watched(sample: Unit, clock: Clock) -> None:
    for options, minutes in (({"folder": "day"}, 10), ({}, 10), ({"folder": "/a"}, 0)):
        with pytest.raises(BadSource):
            watch(sample, "folder", options, Rhythm(minutes), clock.now)
    with pytest.raises(BadSource, match="Có: folder, http, mail, sftp, view"):
        kind_of("x")
    assert not WatchedSource.objects.exists()


def test_a_file_of_rows_that_cannot_be_counted_goes_into_quarantine(
    sample: Unit, folder: Path, clock: Clock
) -> None:
    watch(sample, "folder", {"folder": str(folder)}, Rhythm(10), clock.now)
    put(folder, "a.csv", clock, as_csv(rows(3, NgayTiepNhan="32/13/2026", NgayCapNhat="")))
    assert take_due(clock) == 1
    taken = TakenFile.objects.get()
    assert (taken.outcome, taken.rows, taken.new, taken.quarantined) == ("recorded", 3, 0, 3)
    assert QuarantinedRow.objects.count() == 3


def test_a_source_that_breaks_in_a_way_nobody_thought_of_holds_up_no_other(
    sample: Unit, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = watch(sample, "folder", {"folder": str(folder.parent)}, Rhythm(10), clock.now)
    watch(sample, "folder", {"folder": str(folder)}, Rhythm(10), clock.now)
    put(folder, "a.csv", clock)
    real = WatchedFolder.ready

    def ready(plugin: WatchedFolder, look: Look) -> list[Ready]:
        if plugin.folder == folder.parent:
            raise ZeroDivisionError("Nguyễn Văn Đức")
        return real(plugin, look)

    monkeypatch.setattr(WatchedFolder, "ready", ready)
    assert take_due(clock) == 1
    broken.refresh_from_db()
    assert "ZeroDivisionError" in broken.error
    assert "Đức" not in broken.error
