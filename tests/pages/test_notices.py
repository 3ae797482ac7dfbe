"""Thông báo: the list and what can be done, lists for groups, and the bell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.boards import clock
from motcua.boards.notices import bell, groups, sent
from motcua.dossiers.models import Dossier, Person
from motcua.notices.models import ChannelSetting, Notice, ScreenNotice
from motcua.notices.queue import queue
from motcua.notices.recipients import officer as to_officer
from motcua.notices.worker import Worker
from motcua.people.models import AuditEntry, Role, User
from motcua.rules.accounts import Account
from tests.pages.cast import Cast
from tests.pages.conftest import LEARNED

SignIn = Callable[[User], Client]
NOW = LEARNED


@pytest.fixture(autouse=True)
def notices_folder(tmp_path: Any, settings: Any) -> None:
    """Messages go to a folder of the test."""
    settings.NOTICES_FOLDER = tmp_path / "notices"


@pytest.fixture
def told(filled: Cast) -> Cast:
    """Two dossiers were accepted: one notice is sent, one could not be."""
    ChannelSetting.objects.create(unit=filled.here, channel="folder", enabled=True, to_applicants=True)
    first, second = Dossier.objects.filter(unit=filled.here, person__isnull=False)[:2]
    queue("accepted", filled.here, first, {}, NOW)
    Worker(lambda: NOW).send_due()
    queue("refused", filled.here, second, {}, NOW)
    Notice.objects.filter(event="refused").update(status="given_up", error="Số điện thoại chưa có.")
    return filled


def notice(event: str) -> Notice:
    return Notice.objects.get(event=event)


def open_list(client: Client, cast: Cast, **query: str) -> str:
    return client.get(reverse("notices", args=[cast.here.pk]), query).content.decode()


def body(page: str) -> str:
    return page.partition("<tbody>")[2].partition("</tbody>")[0]


def test_the_list_says_what_became_of_each_notice_and_nothing_of_persons(told: Cast, sign_in: SignIn) -> None:
    page = open_list(sign_in(told.of_here[Role.COUNTER]), told)
    assert all(
        word in page for word in ("Đã tiếp nhận hồ sơ", "Đã gửi", "Số điện thoại chưa có.", "người nộp")
    )
    for person in Person.objects.filter(dossier__notice__isnull=False):
        assert person.name not in page
        assert not person.phone or person.phone not in page


@pytest.mark.parametrize(
    ("query", "events"),
    [
        ({}, ["refused", "accepted"]),
        ({"show": "trouble"}, ["refused"]),
        ({"show": "sent"}, ["accepted"]),
        ({"show": "waiting"}, []),
        ({"show": "nothing"}, ["refused", "accepted"]),
        ({"before": "x"}, ["refused", "accepted"]),
        ({"dossier": "9" * 30}, ["refused", "accepted"]),
    ],
)
def test_the_list_is_narrowed(told: Cast, sign_in: SignIn, query: dict[str, str], events: list[str]) -> None:
    page = body(open_list(sign_in(told.of_here[Role.COUNTER]), told, **query))
    words = {"refused": "Từ chối giải quyết hồ sơ", "accepted": "Đã tiếp nhận hồ sơ"}
    assert [event for event in ("refused", "accepted") if words[event] in page] == events


def test_the_list_of_one_dossier(told: Cast, sign_in: SignIn) -> None:
    found = notice("refused")
    page = open_list(sign_in(told.of_here[Role.COUNTER]), told, dossier=str(found.dossier_id))
    assert found.dossier is not None
    assert f"Chỉ của hồ sơ {found.dossier.code}" in page
    assert "Đã tiếp nhận hồ sơ" not in body(page)


def test_a_long_list_goes_on(told: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent, "PAGE", 1)
    client = sign_in(told.of_here[Role.COUNTER])
    first = open_list(client, told)
    assert f"before={notice('refused').pk}" in first
    second = open_list(client, told, before=str(notice("refused").pk))
    assert "Đã tiếp nhận hồ sơ" in body(second)
    assert "Từ chối" not in body(second)


def test_a_notice_shows_what_it_said(told: Cast, sign_in: SignIn) -> None:
    client = sign_in(told.of_here[Role.COUNTER])
    address = reverse("notices-one", args=[told.here.pk, notice("accepted").pk])
    page = client.get(address).content.decode()
    assert "Kính gửi ông/bà," in page
    assert "Mẫu chung, bản 1." in page
    assert "Gửi lại" not in page

    waiting = client.get(reverse("notices-one", args=[told.here.pk, notice("refused").pk])).content.decode()
    assert "Nội dung nếu gửi lúc này" in waiting
    assert "không đủ điều kiện giải quyết" in waiting


def test_an_administrator_sends_again_and_cancels(told: Cast, sign_in: SignIn) -> None:
    client, found = sign_in(told.of_here[Role.ADMIN]), notice("refused")
    client.post(reverse("notices-resend", args=[told.here.pk, found.pk]))
    assert (notice("refused").status, notice("refused").handled_by) == ("queued", told.of_here[Role.ADMIN])
    client.post(reverse("notices-cancel", args=[told.here.pk, found.pk]))
    assert notice("refused").status == "cancelled"
    page = client.post(reverse("notices-cancel", args=[told.here.pk, found.pk]), follow=True)
    assert "Thông báo vừa đổi trạng thái" in page.content.decode()
    lines = AuditEntry.objects.filter(kind__startswith="notice.").order_by("pk")
    assert [(one.kind, one.subject, one.details) for one in lines] == [
        ("notice.resent", found.pk, {"channel": "folder"}),
        ("notice.cancelled", found.pk, {"channel": "folder"}),
    ]


def test_a_notice_of_another_unit_is_not_even_there(told: Cast, sign_in: SignIn) -> None:
    client, found = sign_in(told.of_there[Role.ADMIN]), notice("refused")
    for name in ("notices-one", "notices-resend", "notices-cancel"):
        address = reverse(name, args=[told.there.pk, found.pk])
        assert (client.get(address) if name == "notices-one" else client.post(address)).status_code == 404
    assert notice("refused").status == "given_up"


def test_what_nobody_has_dealt_with_is_counted_for_administrators(told: Cast, sign_in: SignIn) -> None:
    for role, counted in ((Role.ADMIN, True), (Role.COUNTER, False)):
        page = sign_in(told.of_here[role]).get(reverse("dossiers", args=[told.here.pk])).content.decode()
        assert ('Thông báo <span class="count">1</span>' in page) == counted


def test_lists_for_groups_hold_codes_and_days_only(
    filled: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (groups, clock):
        monkeypatch.setattr(module, "now", lambda: NOW)
    page = sign_in(filled.of_here[Role.SPECIALIST]).get(reverse("notices-groups", args=[filled.here.pk]))
    text = page.content.decode()
    late = Dossier.objects.filter(
        unit=filled.here, state__in=(Account.IN_TERM, Account.OVERDUE), due_at__lt=NOW
    )
    assert late.count() > 1
    assert f"Hồ sơ quá hạn, tính đến 13:00 ngày 19/5/2026: {late.count():02} hồ sơ" in text
    assert all(one.code in text for one in late.order_by("due_at")[:5])
    for person in Person.objects.filter(dossier__unit=filled.here).exclude(name=""):
        assert person.name not in text


def tell(cast: Cast, user: User, event: str = "assigned") -> ScreenNotice:
    dossier = Dossier.objects.filter(unit=cast.here)[0]
    queue(event, cast.here, dossier, {}, NOW, to=[to_officer(user.pk, "assignee")])
    return ScreenNotice.objects.get(user=user, notice__event=event)


def test_the_bell_counts_and_its_page_tells(filled: Cast, sign_in: SignIn) -> None:
    user = filled.of_here[Role.SPECIALIST]
    screen, client = tell(filled, user), sign_in(user)
    assert (
        '<span class="bell-count" aria-hidden="true">1</span>' in client.get(reverse("keys")).content.decode()
    )
    page = client.get(reverse("bell")).content.decode()
    assert screen.notice.dossier is not None
    assert f"Được giao hồ sơ {screen.notice.dossier.code}" in page
    assert "1 thông báo chưa đọc" in page


def test_opening_a_notice_marks_it_as_read_and_leads_to_its_dossier(filled: Cast, sign_in: SignIn) -> None:
    user = filled.of_here[Role.SPECIALIST]
    screen, client = tell(filled, user), sign_in(user)
    answer = client.post(reverse("bell-read"), {"notice": screen.pk})
    assert answer["Location"] == reverse("dossiers-one", args=[filled.here.pk, screen.notice.dossier_id])
    screen.refresh_from_db()
    assert screen.read_at is not None
    assert "bell-count" not in client.get(reverse("bell")).content.decode()


def test_all_are_marked_as_read(filled: Cast, sign_in: SignIn) -> None:
    user = filled.of_here[Role.SPECIALIST]
    tell(filled, user)
    tell(filled, user, "sent_back")
    sign_in(user).post(reverse("bell-read"))
    assert not ScreenNotice.objects.filter(read_at=None).exists()


def test_nobody_reads_another_s_notice(filled: Cast, sign_in: SignIn) -> None:
    screen = tell(filled, filled.of_here[Role.SPECIALIST])
    client = sign_in(filled.of_here[Role.COUNTER])
    answer = client.post(reverse("bell-read"), {"notice": screen.pk})
    assert answer["Location"] == reverse("bell")
    screen.refresh_from_db()
    assert screen.read_at is None
    assert "Chưa có thông báo" in client.get(reverse("bell")).content.decode()


def test_many_notices_are_shown_a_part_at_a_time(
    filled: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bell, "PAGE", 1)
    user = filled.of_here[Role.SPECIALIST]
    tell(filled, user)
    tell(filled, user, "sent_back")
    page = sign_in(user).get(reverse("bell")).content.decode()
    assert page.count("told-new") == 1
    assert "Đọc hết số này" in page
