"""Files out of an SFTP folder: taken when they have come to rest, left where they lie, from a server whose key is known."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.exchange.live.base import BadSource
from motcua.exchange.live.registry import built
from motcua.exchange.live.setting_up import Rhythm, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import TakenFile, WatchedSource
from tests.exchange.conftest import Clock
from tests.exchange.listed import as_csv, rows
from tests.exchange.servers import HERE, Files, files
from tests.pages.conftest import LEARNED

MINUTE = 60_000
Look = Callable[..., WatchedSource]


@pytest.fixture
def there(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Files]:
    """A server with a folder that may be called."""
    folder = tmp_path / "kho"
    folder.mkdir()
    with files(folder) as served:
        monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_KHO", ":".join(served.account))
        settings.EXCHANGE_ORIGINS = [f"sftp://{HERE}:{served.port}"]
        yield served


@pytest.fixture
def look(sample: Unit, there: Files) -> Look:
    """Sets the folder up and looks into it, ten minutes after the last time."""
    clock = Clock(LEARNED)

    def looked(**more: str) -> WatchedSource:
        clock.pass_by(10 * MINUTE)
        options = {"host": HERE, "port": there.port, "host_key": there.fingerprint, "secret": "KHO"}
        source = watch(sample, "sftp", options | more, Rhythm(10), clock.now)
        take_due(clock)
        source.refresh_from_db()
        return source

    return looked


def put(there: Files, name: str, content: bytes, at: int = 1_779_000_000) -> Path:
    """A file as it lies in the folder, written at an instant (seconds)."""
    path = there.folder / name
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def test_a_file_is_taken_when_it_is_the_same_at_two_looks_and_stays_there(look: Look, there: Files) -> None:
    content = as_csv(rows(8))
    put(there, "ho-so.csv", content[:200])
    put(there, ".an.csv", content)
    put(there, "ho-so.csv.part", content)
    assert look().error == ""
    put(there, "ho-so.csv", content, 1_779_000_060)
    look()
    assert TakenFile.objects.count() == 0, "it has grown since the last look"
    look()
    assert Dossier.objects.count() == 8
    look()
    assert TakenFile.objects.count() == 1, "and is known from then on"
    assert sorted(path.name for path in there.folder.iterdir()) == [".an.csv", "ho-so.csv", "ho-so.csv.part"]


def test_a_file_written_again_is_another_one(look: Look, there: Files) -> None:
    put(there, "ho-so.csv", as_csv(rows(3)))
    put(there, "khac.txt", as_csv(rows(30)))
    for _time in range(2):
        look(pattern="*.csv")
    put(there, "ho-so.csv", as_csv(rows(5)), 1_779_000_900)
    for _time in range(2):
        look(pattern="*.csv")
    assert [one.rows for one in TakenFile.objects.order_by("pk")] == [3, 5]
    assert Dossier.objects.count() == 5


def test_a_server_with_another_key_learns_no_password(look: Look, there: Files, settings: Any) -> None:
    put(there, "ho-so.csv", as_csv(rows(3)))
    strange = "SHA256:" + "A" * 43
    source = look(host_key=strange)
    assert f"là {there.fingerprint}, không phải khóa đã khai" in source.error
    assert look(host_key=f"{strange}\n{there.fingerprint}").error == "", (
        "a server that changes its key has two for a while"
    )
    settings.EXCHANGE_ORIGINS = []
    assert "sftp://" in look().error


def test_signing_in_with_a_private_key_or_not_at_all(
    look: Look, there: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_KHO", "kho:sai")
    assert "không cho đăng nhập" in look().error
    (tmp_path / "khoa").write_text(there.private, encoding="utf-8")
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_KHO", f"file:{tmp_path / 'khoa'}")
    assert look(user="kho").error == ""
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_KHO", "khong phai khoa")
    assert "Khóa riêng không đọc được" in look(user="kho").error
    monkeypatch.delenv("MOTCUA_EXCHANGE_SECRET_KHO")
    assert "MOTCUA_EXCHANGE_SECRET_KHO" in look(user="kho").error


def test_a_folder_or_a_server_that_is_gone(look: Look, there: Files, settings: Any) -> None:
    assert "không cho đọc /khong-co" in look(folder="/khong-co").error
    settings.EXCHANGE_ORIGINS = [f"sftp://{HERE}:9"]
    assert "Không kết nối được" in look(port="9").error


def test_what_cannot_be_an_sftp_folder() -> None:
    good = {"host": HERE, "host_key": "SHA256:" + "A" * 43, "secret": "KHO"}
    for name, value in (("host_key", ""), ("host_key", "md5:aa"), ("secret", "mat:khau"), ("port", "99999")):
        with pytest.raises(BadSource, match=name):
            built("sftp", good | {name: value})
