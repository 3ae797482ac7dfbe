"""Channels and texts: set by administrators, checked field by field, tried and previewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.notices.models import ChannelSetting, NoticeTemplate
from motcua.people.models import AuditEntry, Role, User
from tests.notices.fakes import Provider, provider
from tests.pages.cast import Cast

SignIn = Callable[[User], Client]

SMS = {
    "enabled": "on",
    "to_applicants": "on",
    "hours": "07:00 - 20:00",
    "gather_minutes": "0",
    "place": "2",
    "naming": "not_private",
    "doubt": "give_up",
    "where": "mot-cua.xa.example",
    "option-url": "https://sms.example.vn/send",
    "option-method": "POST",
    "option-headers": "Authorization: Bearer {secret:SMS}",
    "option-encoding": "json",
    "option-body": '{"to": "{to}", "text": "{text}"}',
    "option-phone": "national",
    "option-accepted_status": "200",
    "option-seconds": "10",
    "option-without_marks": "on",
}


@pytest.fixture
def admin(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.of_here[Role.ADMIN])


@pytest.fixture
def fake(settings: Any) -> Iterator[Provider]:
    with provider() as listening:
        settings.NOTICES_ORIGINS = [listening.origin]
        yield listening


def at(cast: Cast, channel: str, name: str = "notices-channel") -> str:
    return reverse(name, args=[cast.here.pk, channel])


def test_channels_say_who_is_told_and_what_is_missing(cast: Cast, admin: Client) -> None:
    ChannelSetting.objects.create(
        unit=cast.above, channel="sms", enabled=True, to_applicants=True, options={"url": "https://a.vn/x"}
    )
    page = admin.get(reverse("notices-channels", args=[cast.here.pk])).content.decode()
    assert "Trong hệ thống" in page
    assert "Máy chủ chưa cho phép gọi https://a.vn" in page
    assert cast.above.name in page


def test_a_channel_is_set_up_and_used_at_once(cast: Cast, admin: Client) -> None:
    answer = admin.post(at(cast, "sms"), SMS)
    assert answer.status_code == 302
    kept = ChannelSetting.objects.get()
    assert (kept.unit, kept.enabled, kept.to_officers, kept.hours) == (cast.here, True, False, "07:00-20:00")
    assert (kept.place, kept.naming, kept.changed_by) == (2, "not_private", cast.of_here[Role.ADMIN])
    assert kept.options["url"] == "https://sms.example.vn/send"
    assert (kept.options["seconds"], kept.options["without_marks"]) == (10, True)
    line = AuditEntry.objects.get(kind="channel.changed")
    assert (line.actor, line.details) == (cast.of_here[Role.ADMIN].pk, {"channel": "sms"})
    page = admin.get(at(cast, "sms")).content.decode()
    assert "MOTCUA_NOTICES_SECRET_SMS" in page
    assert "Người admin-here sửa lần cuối" in page


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("hours", "20:00-07:00", "Không hiểu giờ gửi"),
        ("gather_minutes", "1441", "Viết một số từ 0 đến 1440."),
        ("place", "-1", "Viết một số từ 0 đến 99."),
        ("option-url", "", "Không được để trống."),
        ("option-body", '{"to": "{nobody}"}', "Không có chỗ điền {nobody}"),
        ("option-seconds", "x", "Phải là số từ 1 đến 30."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    cast: Cast, admin: Client, name: str, value: str, problem: str
) -> None:
    answer = admin.post(at(cast, "sms"), SMS | {name: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#{name}">' in page
    assert problem in page
    # what was typed elsewhere is not lost
    assert "mot-cua.xa.example" in page
    assert not ChannelSetting.objects.exists()


def test_a_channel_for_officers_is_never_switched_on_for_citizens(cast: Cast, admin: Client) -> None:
    admin.post(at(cast, "screen"), {"enabled": "on", "to_applicants": "on", "to_officers": "on"})
    kept = ChannelSetting.objects.get()
    assert (kept.to_applicants, kept.to_officers) == (False, True)


def test_saving_what_comes_from_above_makes_a_setting_of_one_s_own(cast: Cast, admin: Client) -> None:
    above = ChannelSetting.objects.create(unit=cast.above, channel="folder", enabled=True, to_officers=True)
    assert "đã đặt kênh này cho các đơn vị bên dưới" in admin.get(at(cast, "folder")).content.decode()
    admin.post(at(cast, "folder"), {"to_applicants": "on"})
    own = ChannelSetting.objects.get(unit=cast.here)
    assert (own.enabled, own.to_applicants) == (False, True)
    above.refresh_from_db()
    assert (above.enabled, above.to_officers) == (True, True)
    admin.post(at(cast, "folder", "notices-channel-drop"))
    assert list(ChannelSetting.objects.all()) == [above]
    # nothing of the unit above is ever dropped from below
    admin.post(at(cast, "folder", "notices-channel-drop"))
    assert list(ChannelSetting.objects.all()) == [above]


def test_a_trial_is_sent_and_its_address_is_kept_nowhere(cast: Cast, admin: Client, fake: Provider) -> None:
    options = {"url": f"{fake.origin}/send", "accepted": "error = 0", "seconds": 2}
    ChannelSetting.objects.create(unit=cast.here, channel="sms", enabled=True, options=options)
    address = at(cast, "sms", "notices-channel-try")

    page = admin.post(address, {"address": "0912 345 678"}, follow=True).content.decode()
    assert "Đã gửi tin thử" in page
    assert fake.got[0]["to"] == "84912345678"
    assert fake.got[0]["text"].startswith("[Gui thu] Don vi mau thu: ho so H24.99-260615-0008")
    fake.plan = [(200, {"error": -1})]
    assert "từ chối (mã -1)" in admin.post(address, {"address": "0912345678"}, follow=True).content.decode()
    page = admin.post(address, {"address": "12"}, follow=True).content.decode()
    assert "Số điện thoại di động không đúng" in page
    assert "912345678" not in repr(list(AuditEntry.objects.values())) + repr(
        list(ChannelSetting.objects.values())
    )


def test_a_trial_into_the_folder(cast: Cast, admin: Client, tmp_path: Path, settings: Any) -> None:
    settings.NOTICES_FOLDER = tmp_path
    ChannelSetting.objects.create(unit=cast.here, channel="folder", enabled=True)
    admin.post(at(cast, "folder", "notices-channel-try"))
    (file,) = (tmp_path / str(cast.here.pk)).iterdir()
    assert file.read_text(encoding="utf-8").startswith("[Gửi thử] Hồ sơ")


@pytest.mark.parametrize("name", ["notices-channel", "notices-channel-drop", "notices-channel-try"])
def test_there_is_no_other_channel(cast: Cast, admin: Client, name: str) -> None:
    assert admin.post(at(cast, "fax", name)).status_code == 404


def text_at(cast: Cast, event: str = "accepted", variant: str = "short", name: str = "notices-text") -> str:
    return reverse(name, args=[cast.here.pk, event, variant])


def test_a_text_is_saved_as_a_version_and_given_up_again(cast: Cast, admin: Client) -> None:
    typed = {"text": "Xã ta: hồ sơ {code} đã nhận.", "after": "0"}
    assert admin.post(text_at(cast), typed).status_code == 302
    page = admin.get(text_at(cast)).content.decode()
    assert "Mẫu riêng của đơn vị, bản 1." in page
    assert "Xã ta: hồ sơ {code} đã nhận." in page
    assert "riêng, bản 1" in admin.get(reverse("notices-texts", args=[cast.here.pk])).content.decode()

    admin.post(text_at(cast), {"withdraw": "1", "text": "", "after": "1"})
    assert "Mẫu chung." in admin.get(text_at(cast)).content.decode()
    assert "riêng, bản" not in admin.get(reverse("notices-texts", args=[cast.here.pk])).content.decode()
    rows = NoticeTemplate.objects.filter(unit=cast.here).order_by("number")
    assert [(one.number, one.withdrawn) for one in rows] == [(1, False), (2, True)]
    told = AuditEntry.objects.filter(kind="template.saved").order_by("pk")
    assert [one.details["number"] for one in told] == [1, 2]


def test_a_wrong_text_is_refused_with_its_place_and_stays_typed(cast: Cast, admin: Client) -> None:
    answer = admin.post(text_at(cast), {"text": "Hồ sơ\n{kode} đã nhận", "after": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nội dung: Dòng 2, ký tự 1: không có tham số “kode”" in page
    assert "{kode} đã nhận</textarea>" in page
    assert not NoticeTemplate.objects.filter(unit=cast.here).exists()


def test_two_people_do_not_overwrite_each_other(cast: Cast, admin: Client) -> None:
    admin.post(text_at(cast), {"text": "Một {code}", "after": "0"})
    answer = admin.post(text_at(cast), {"text": "Hai {code}", "after": "0"})
    assert answer.status_code == 422
    assert "vừa được người khác sửa" in answer.content.decode()
    assert "Hai {code}</textarea>" in answer.content.decode()


def test_a_preview_fills_in_made_up_values(cast: Cast, admin: Client) -> None:
    address = text_at(cast, name="notices-preview")
    page = admin.post(address, {"text": "{unit_short}: {code}[, hạn {due}]"}).content.decode()
    assert "Đơn vị mẫu thử: H24.99-260615-0008, hạn 14:00 ngày 19/6/2026</p>" in page
    assert "Đơn vị mẫu thử: H24.99-260615-0008</p>" in page
    # 14 + 2 + 18 signs, then 6 of «, hạn » and 20 of «14:00 ngày 19/6/2026»
    assert "60 ký tự: 1 tin SMS không dấu" in page
    assert "Dòng 1, ký tự 1" in admin.post(address, {"text": "{x}"}).content.decode()


@pytest.mark.parametrize(
    ("event", "variant"), [("nothing", "letter"), ("accepted", "line"), ("accepted", "song")]
)
def test_there_is_no_other_text(cast: Cast, admin: Client, event: str, variant: str) -> None:
    for name in ("notices-text", "notices-preview"):
        assert admin.post(text_at(cast, event, variant, name)).status_code == 404
