"""The pages of live sources: health for whom, what waits and what is decided of it, settings and how far they reach."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from motcua.boards.exchange import source_form, sources
from motcua.dossiers.models import Dossier
from motcua.exchange.live.setting_up import Rhythm, watch
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import HeldFile, TakenFile, WatchedSource
from motcua.people.models import AuditEntry, Role, User
from tests.exchange.conftest import Clock
from tests.exchange.listed import Row, as_csv, renamed, rows
from tests.pages.cast import Cast
from tests.pages.conftest import LEARNED
from tests.pages.conftest import at_once as at_once
from tests.pages.conftest import cast as cast
from tests.pages.conftest import folder as folder
from tests.pages.conftest import sign_in as sign_in

MINUTE = 60_000
SignIn = Callable[[User], Browser]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The present of the pages and of the worker."""
    present = Clock(LEARNED)
    for module in (sources, source_form):
        monkeypatch.setattr(module, "now", present)
    return present


@pytest.fixture
def give(cast: Cast, clock: Clock, tmp_path: Path) -> Callable[..., TakenFile]:
    """Puts a file into the watched folder of the unit; gives the last line of the log."""
    watched = tmp_path / "tep-xuat"
    watched.mkdir()

    def given(found: list[Row], name: str) -> TakenFile:
        clock.pass_by(20 * MINUTE)
        path = watched / name
        path.write_bytes(as_csv(found))
        os.utime(path, ((clock.now - MINUTE) / 1000,) * 2)
        watch(cast.here, "folder", {"folder": str(watched)}, Rhythm(10), clock.now, name="Kho của tỉnh")
        take_due(clock)
        return TakenFile.objects.latest("pk")

    return given


def shown(browser: Browser, name: str, *given: object) -> str:
    return browser.get(reverse(name, args=given)).content.decode()


def test_who_sees_what_of_a_source(
    cast: Cast, clock: Clock, tmp_path: Path, sign_in: SignIn, give: Callable[..., TakenFile]
) -> None:
    control, admin = (sign_in(cast.of_here[role]) for role in (Role.CONTROL, Role.ADMIN))
    empty = shown(control, "exchange-sources", cast.here.pk)
    assert "Chưa có nguồn tự động" in empty
    assert "Thêm nguồn" not in empty
    assert "Hộp thư" in shown(admin, "exchange-sources", cast.here.pk)
    give(rows(3), "a.csv")
    page = shown(control, "exchange-sources", cast.here.pk)
    assert "Kho của tỉnh" in page and "Chạy tốt" in page and str(tmp_path) not in page
    assert str(tmp_path) in shown(admin, "exchange-sources", cast.here.pk)
    source = WatchedSource.objects.get()
    WatchedSource.objects.update(error=f"Không đọc được thư mục {tmp_path}")
    assert "quản trị viên của đơn vị xem được lý do" in shown(
        control, "exchange-source", cast.here.pk, source.pk
    )
    assert f"Không đọc được thư mục {tmp_path}" in shown(admin, "exchange-source", cast.here.pk, source.pk)
    WatchedSource.objects.update(error="")
    clock.pass_by(3 * 60 * MINUTE)
    assert "máy gửi có đang chạy không" in shown(control, "exchange-sources", cast.here.pk)


def test_a_file_that_waits_is_let_through_thrown_away_or_taken_by_hand(
    cast: Cast, sign_in: SignIn, give: Callable[..., TakenFile]
) -> None:
    give(rows(5), "a.csv")
    renamed_file = give(renamed(rows(6), {"NgayHenTra": "Hạn xử lý"}), "b.csv")
    unread = give(renamed(rows(7), {"TrangThai": "Cột lạ"}), "c.csv")
    strange = give(rows(8, "H24.98"), "d.csv")
    control = sign_in(cast.of_here[Role.CONTROL])
    page = shown(control, "exchange-sources", cast.here.pk)
    assert page.count("<article") == 3
    assert "Thiếu: “NgayHenTra”" in page

    def decide(taken: TakenFile, what: str) -> Any:
        return control.post(reverse("exchange-held", args=[cast.here.pk, taken.pk, what]), follow=True)

    assert "01 hồ sơ mới" in (page := decide(renamed_file, "nhap").content.decode()) or "1 hồ sơ mới" in page
    assert "không tìm thấy" not in decide(unread, "nhap").content.decode(), "it still waits"
    assert "Đã bỏ tệp" in decide(strange, "bo").content.decode()
    assert "đã có người quyết định" in decide(strange, "nhap").content.decode()
    by_hand = decide(unread, "nhap-tay")
    assert by_hand.redirect_chain[-1][0].startswith(reverse("import", args=[cast.here.pk]))
    assert "c.csv" in by_hand.content.decode()
    assert decide(strange, "khac").status_code == 404
    assert (Dossier.objects.count(), HeldFile.objects.count()) == (6, 0)
    assert [one.decided_by for one in TakenFile.objects.exclude(decided_by=None)] == [
        cast.of_here[Role.CONTROL]
    ] * 3
    kinds = (
        AuditEntry.objects.filter(kind__startswith="source.").order_by("pk").values_list("kind", flat=True)
    )
    assert [one for one in kinds if one != "source.changed"] == [
        "source.let_through", "source.thrown_away", "source.by_hand",
    ]  # fmt: skip
    other = sign_in(cast.of_there[Role.CONTROL])
    assert other.post(reverse("exchange-held", args=[cast.there.pk, unread.pk, "bo"])).status_code == 404


GENERAL = {
    "name": "Kho",
    "every_minutes": "15",
    "times": "5:30",
    "expected_days": "2",
    "whole": "whole",
    "enabled": "on",
}
HTTP = {
    "option-url": "https://kho.example/hs", "option-sign_in": "bearer", "option-secret": "H24_99_KHO",
    "option-paging": "none", "option-first_page": "1", "option-overlap_minutes": "60",
}  # fmt: skip


def test_a_source_is_set_up_and_changed_on_a_page(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    admin = sign_in(cast.of_here[Role.ADMIN])
    address = reverse("exchange-source-new", args=[cast.here.pk, "http"])
    assert "H24" not in admin.get(address).content.decode().partition("<form")[2].partition("</form>")[0]
    answer = admin.post(address, GENERAL | HTTP)
    source = WatchedSource.objects.get()
    assert answer["Location"] == reverse("exchange-source", args=[cast.here.pk, source.pk])
    assert (source.name, source.times, source.expected_days, source.whole) == ("Kho", "05:30", 2, True)
    assert source.options["secret"] == "H24_99_KHO"
    WatchedSource.objects.update(marker={"since": "2026-05-01"})
    change = reverse("exchange-source-settings", args=[cast.here.pk, source.pk])
    assert 'value="https://kho.example/hs"' in admin.get(change).content.decode()
    admin.post(change, GENERAL | HTTP | {"times": "", "enabled": ""})
    source.refresh_from_db()
    assert (source.enabled, source.times, source.marker) == (False, "", {"since": "2026-05-01"})
    admin.post(change, GENERAL | HTTP | {"option-url": "https://kho.example/khac"})
    source.refresh_from_db()
    assert source.marker == {}, "another address is read from its beginning"
    assert admin.get(reverse("exchange-source-new", args=[cast.here.pk, "khac"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("every_minutes", "0", "Nhập số từ 1"),
        ("expected_days", "x", "Nhập số từ 0"),
        ("times", "25:00", "không đúng"),
        ("option-url", "kho", "Viết đủ địa chỉ"),
        ("option-url", "https://a/" + "x" * 3000, "Tối đa 2000"),
        ("option-secret", "H24_98_KHO", "H24_99_"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field_and_kept_in_the_form(
    cast: Cast, clock: Clock, sign_in: SignIn, name: str, value: str, said: str
) -> None:
    admin = sign_in(cast.of_here[Role.ADMIN])
    typed = GENERAL | HTTP | {name: value}
    answer = admin.post(reverse("exchange-source-new", args=[cast.here.pk, "http"]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{name}"' in page
    assert value[:40] in page
    assert said in page, page[page.find("field-error") :][:200]
    assert not WatchedSource.objects.exists()


def test_a_page_does_not_reach_what_the_server_keeps_for_others(
    cast: Cast, clock: Clock, sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    admin = sign_in(cast.of_here[Role.ADMIN])
    address = reverse("exchange-source-new", args=[cast.here.pk, "folder"])

    def tried(path: Path | str) -> str:
        return admin.post(address, GENERAL | {"option-folder": str(path)}, follow=True).content.decode()

    assert "MOTCUA_EXCHANGE_FOLDERS" in tried("/etc")
    settings.EXCHANGE_FOLDERS = [str(tmp_path)]
    own = tmp_path / "H24.99"
    for path in ("/etc", tmp_path, tmp_path / "H24.98", own / ".." / "H24.98"):
        assert f"phải nằm trong {own}" in tried(path), path
    own.mkdir()
    (own / "ra-ngoai").symlink_to(tmp_path)
    assert "phải nằm trong" in tried(own / "ra-ngoai")
    assert not WatchedSource.objects.exists()
    assert "phải nằm trong" not in tried(own / "kho")
    assert WatchedSource.objects.get().options == {"folder": str(own / "kho")}
