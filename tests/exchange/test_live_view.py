"""A view of another system's database: read in pages by key, from where the last look ended, and never written to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.exchange.live.base import BadSource
from motcua.exchange.live.registry import built
from motcua.exchange.live.setting_up import Rhythm, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.live.view import plugin
from motcua.exchange.models import TakenFile, WatchedSource
from tests.exchange.conftest import Clock
from tests.exchange.listed import rows
from tests.pages.conftest import LEARNED

MINUTE = 60_000
Say = Callable[..., None]
Look = Callable[..., WatchedSource]
COLUMNS = ("MaHoSo", "MaTTHC", "LinhVuc", "NgayTiepNhan", "NgayHenTra", "TrangThai", "NgayCapNhat")
VIEW = {"database": "KHO", "view": "v_ho_so", "marker": "NgayCapNhat", "key": "MaHoSo"}


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Says something to a database of another system that has a view of dossiers."""
    path = tmp_path / "nguon khac.db"
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_KHO", f"sqlite:///{path}")

    def said(sql: str, *values: tuple[str, ...]) -> None:
        with closing(sqlite3.connect(path)) as there, there:
            there.executemany(sql, values) if values else there.execute(sql)

    said(f"CREATE TABLE ho_so ({', '.join(COLUMNS)})")
    said("CREATE VIEW v_ho_so AS SELECT * FROM ho_so")
    said(f"INSERT INTO ho_so VALUES ({', '.join('?' * len(COLUMNS))})", *(tuple(r.values()) for r in rows(7)))
    return said


@pytest.fixture
def look(sample: Unit) -> Look:
    """Sets the view up and looks, ten minutes after the last time."""
    clock = Clock(LEARNED)

    def looked(**more: str) -> WatchedSource:
        clock.pass_by(10 * MINUTE)
        source = watch(sample, "view", VIEW | more, Rhythm(10), clock.now)
        take_due(clock)
        source.refresh_from_db()
        return source

    return looked


def test_rows_are_read_in_pages_and_only_what_has_changed_at_the_next_look(
    say: Say, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin, "PAGE", 3)
    source = look(overlap_minutes="0")
    assert source.error == ""
    assert [one.rows for one in TakenFile.objects.order_by("pk")] == [3, 3, 1]
    assert source.marker == {"marker": "2026-05-04 08:07:00", "key": "H24.99-260504-0007"}
    taken = source.taken_at
    assert look(overlap_minutes="0").taken_at == taken
    say("UPDATE ho_so SET TrangThai = '9', NgayCapNhat = '2026-05-04 08:07:00' WHERE MaHoSo LIKE '%0008'")
    say("UPDATE ho_so SET TrangThai = '5', NgayCapNhat = '2026-05-04 09:00:00' WHERE MaHoSo LIKE '%0002'")
    look(overlap_minutes="0")
    last = TakenFile.objects.latest("pk")
    assert (last.rows, last.new, last.changed) == (1, 0, 1)


def test_rows_of_one_instant_are_all_read(say: Say, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin, "PAGE", 2)
    say("UPDATE ho_so SET NgayCapNhat = '2026-05-04 08:00:00'")
    look(overlap_minutes="0")
    assert Dossier.objects.count() == 7


def test_rows_that_became_visible_late_are_met_by_the_overlap(say: Say, look: Look) -> None:
    look()
    say("UPDATE ho_so SET TrangThai = '5', NgayCapNhat = '2026-05-04 08:06:30' WHERE MaHoSo LIKE '%0003'")
    look()
    last = TakenFile.objects.latest("pk")
    assert (last.new, last.changed) == (0, 1)
    count = TakenFile.objects.count()
    look()
    assert TakenFile.objects.count() == count, "the same rows once more are nothing to speak of"


def test_killed_between_two_pages_it_goes_on_where_the_last_was_recorded(
    say: Say, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin, "PAGE", 3)
    with monkeypatch.context() as broken:
        broken.setattr(plugin, "_earlier", lambda marker, minutes: None)
        real, pages = plugin._write, list[int]()

        def write(path: Path, names: list[str], found: list[tuple[object, ...]]) -> None:
            pages.append(len(found))
            if len(pages) == 2:
                raise KeyboardInterrupt
            real(path, names, found)

        broken.setattr(plugin, "_write", write)
        with pytest.raises(KeyboardInterrupt):
            look()
    assert Dossier.objects.count() == 3
    assert WatchedSource.objects.get().marker["key"] == "H24.99-260504-0003"
    look()
    assert Dossier.objects.count() == 7


def test_a_view_that_is_gone_or_an_address_that_is_none(
    say: Say, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Không đọc được cơ sở dữ liệu nguồn" in look(view="khong_co").error
    for value, said in (
        ("mysql://a:mat-khau@b/c", "postgresql://"),
        ("sqlite:////khong/co", "Không đọc được"),
    ):
        monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_KHO", value)
        error = look().error
        assert said in error and "mat-khau" not in error
    monkeypatch.delenv("MOTCUA_EXCHANGE_SECRET_KHO")
    assert "MOTCUA_EXCHANGE_SECRET_KHO" in look().error


def test_names_go_into_a_question_only_as_names() -> None:
    for name, value in (("view", 'a"; DROP TABLE x'), ("view", "a.b.c"), ("marker", "a b"), ("key", "1")):
        with pytest.raises(BadSource, match=name):
            built("view", VIEW | {name: value})


@pytest.fixture
def postgresql(monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    """Says something to a schema of its own on the server of the tests."""
    url = os.environ.get("MOTCUA_DATABASE", "")
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        pytest.skip("only where the tests run on PostgreSQL")
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_KHO", url)
    with psycopg.connect(url, autocommit=True) as there:
        there.execute("DROP SCHEMA IF EXISTS nguon CASCADE")
        there.execute("CREATE SCHEMA nguon")

        def said(sql: str) -> None:
            there.execute(sql.encode())

        yield said
        there.execute("DROP SCHEMA nguon CASCADE")


def test_a_view_of_postgresql_with_times_of_its_own(postgresql: Say, look: Look) -> None:
    made = ", ".join(f"('{one['MaHoSo']}', '{one['NgayCapNhat']}+07'::timestamptz)" for one in rows(7))
    postgresql(f"CREATE TABLE nguon.ho_so AS SELECT * FROM (VALUES {made}) AS x (ma_ho_so, ngay_cap_nhat)")
    postgresql(
        "CREATE VIEW nguon.v AS SELECT ma_ho_so, '2.000815' AS ma_tthc, ngay_cap_nhat AS ngay_tiep_nhan, "
        "'4' AS trang_thai, 'Chứng thực' AS linh_vuc, ngay_cap_nhat FROM nguon.ho_so"
    )
    options = {"view": "nguon.v", "marker": "ngay_cap_nhat", "key": "ma_ho_so"}
    assert look(**options).error == ""
    assert Dossier.objects.count() == 7
    first = Dossier.objects.order_by("code")[0]
    assert first.received_at == 1_777_856_460_000, "08:01 on 4/5/2026 local time"
    postgresql("UPDATE nguon.ho_so SET ngay_cap_nhat = '2026-05-04 09:00+07' WHERE ma_ho_so LIKE '%0007'")
    assert look(**options).error == ""
    assert TakenFile.objects.latest("pk").changed == 1
    postgresql("CREATE FUNCTION nguon.f() RETURNS int LANGUAGE sql AS 'DELETE FROM nguon.ho_so; SELECT 1'")
    postgresql("CREATE VIEW nguon.w AS SELECT nguon.f() AS ngay_cap_nhat, 'x' AS ma_ho_so")
    assert "ReadOnlySqlTransaction" in look(**options | {"view": "nguon.w"}).error
