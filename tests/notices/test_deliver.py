"""From the outbox to the channel: what is said, what becomes of it, and that nothing is sent twice."""

from __future__ import annotations

import logging
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier, Person
from motcua.notices import deliver as delivering
from motcua.notices.claim import LEASE, next_claim
from motcua.notices.compose import message_id
from motcua.notices.configured import usual_where
from motcua.notices.deliver import OFF, UNKNOWN
from motcua.notices.events import event_named
from motcua.notices.models import ChannelSetting, Notice
from motcua.notices.queue import queue
from motcua.notices.recipients import officer as to
from motcua.notices.screens import words_of
from motcua.notices.templates import save
from motcua.notices.texts import Variant
from motcua.notices.worker import REST, Worker
from motcua.people.models import User
from tests.notices.conftest import CODE, MINUTE, NAME, NOW, PHONE, Switch, make_dossier, only, send, send_one
from tests.notices.fakes import DROP, PostOffice, Provider


class Killed(BaseException):
    """The worker is gone, at once."""


@pytest.fixture
def by_sms(switch_on: Switch, fake_provider: Provider) -> ChannelSetting:
    """SMS leads to the fake provider, at every hour."""
    return switch_on("sms", options=fake_provider.options(again="error = -124"), hours="")


@pytest.fixture
def queued(sample: Unit, dossier: Dossier, by_sms: ChannelSetting) -> Notice:
    """One SMS waits."""
    queue("accepted", sample, dossier, {}, NOW)
    return only()


def test_a_message_is_sent_once_and_what_it_said_is_kept_without_a_person(
    queued: Notice, fake_provider: Provider
) -> None:
    assert send() == {"sent": 1}
    assert send() == {}

    assert fake_provider.got == [
        {
            "to": "84912345678",
            "text": f"Don vi mau thu: ho so {CODE} da duoc tiep nhan, "
            "hen tra ket qua 17:00 ngay 19/6/2026. Tra cuu: dichvucong.gov.vn",
            "id": fake_provider.got[0]["id"],
        }
    ]
    sent = only()
    assert (sent.status, sent.sent_at, sent.attempts, sent.error) == ("sent", NOW, 1, "")
    assert words_of(sent)[1].startswith(f"Đơn vị mẫu thử: hồ sơ {CODE} đã được tiếp nhận")
    kept = repr(Notice.objects.values().get())
    assert PHONE not in kept and NAME not in kept


def test_it_is_not_sent_before_its_time(queued: Notice, fake_provider: Provider) -> None:
    Notice.objects.update(next_at=NOW + 1)
    assert send() == {}
    assert send(NOW + 1) == {"sent": 1}


def test_a_refused_one_is_given_up_with_the_reason(queued: Notice, fake_provider: Provider) -> None:
    fake_provider.plan = [(200, {"error": -118})]
    assert send() == {"given_up": 1}
    assert only().error == "Nhà cung cấp từ chối (mã -118)."
    assert send(NOW + 100 * MINUTE) == {}


def test_one_that_was_not_taken_is_tried_again_after_growing_pauses(
    queued: Notice, fake_provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "random", lambda: 0.5)
    fake_provider.plan = [(200, {"error": -124})] * 3
    assert send() == {"failed": 1}
    assert (only().status, only().next_at) == ("failed", NOW + MINUTE)
    assert send(NOW + MINUTE - 1) == {}
    assert send(NOW + MINUTE) == {"failed": 1}
    assert only().next_at == NOW + 3 * MINUTE
    assert send(NOW + 3 * MINUTE) == {"failed": 1}
    assert send(NOW + 7 * MINUTE) == {"sent": 1}
    assert only().attempts == 4
    assert len({one["id"] for one in fake_provider.got}) == 1


def test_after_twenty_attempts_it_is_given_up(queued: Notice, fake_provider: Provider) -> None:
    Notice.objects.update(attempts=19)
    fake_provider.plan = [(200, {"error": -124})]
    assert send() == {"given_up": 1}
    assert only().error.endswith("Đã thử 20 lần.")


def test_a_channel_that_cannot_be_reached_rests_and_holds_up_no_other(
    sample: Unit, dossier: Dossier, queued: Notice, fake_provider: Provider, switch_on: Switch
) -> None:
    switch_on("folder")
    other = make_dossier(sample, "H24.99-260612-0008")
    queue("accepted", sample, other, {}, NOW)
    fake_provider.usual = (503, "")
    times = [NOW]
    worker = Worker(lambda: times[0])

    assert dict(worker.send_due()) == {"failed": 1, "sent": 1}
    # the second SMS was not even tried
    assert len(fake_provider.got) == 1
    fake_provider.usual = (200, {"error": 0})
    assert dict(worker.send_due()) == {}
    times[0] = NOW + REST + 15_000
    assert dict(worker.send_due()) == {"sent": 2}


def test_a_lost_answer_is_not_followed_by_a_second_message(queued: Notice, fake_provider: Provider) -> None:
    fake_provider.plan = [(DROP, "")]
    assert send() == {"given_up": 1}
    assert only().error == UNKNOWN
    assert send(NOW + 1_000 * MINUTE) == {}
    assert len(fake_provider.got) == 1


def test_a_unit_may_risk_a_second_one(
    queued: Notice, fake_provider: Provider, by_sms: ChannelSetting
) -> None:
    ChannelSetting.objects.update(doubt=ChannelSetting.Doubt.SEND_AGAIN)
    fake_provider.plan = [(DROP, "")]
    assert send() == {"failed": 1}
    assert send(NOW + 2 * MINUTE) == {"sent": 1}
    assert len(fake_provider.got) == 2


@pytest.mark.parametrize("there", [True, False])
def test_a_provider_that_can_be_asked_is_asked(
    queued: Notice, fake_provider: Provider, by_sms: ChannelSetting, there: bool
) -> None:
    by_sms.options |= {"asking": f"{fake_provider.origin}/s/{{id}}", "arrived": "status = delivered"}
    by_sms.save()
    fake_provider.plan = [(DROP, "")]
    if there:
        claim = next_claim(NOW)
        assert claim is not None
        fake_provider.known.add(message_id(claim.notices[0]))
        assert dict(delivering.deliver(claim, lambda: NOW).counts) == {"sent": 1}
    else:
        assert send() == {"failed": 1}
        assert send(NOW + 2 * MINUTE) == {"sent": 1}
    assert len(fake_provider.asked) == 1


def killed_before_sending() -> None:
    assert next_claim(NOW) is not None


def killed_before_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any) -> None:
        raise Killed

    monkeypatch.setattr(delivering, "record", gone)
    with pytest.raises(Killed):
        send()
    monkeypatch.undo()


def test_killed_before_sending_it_is_not_sent_blindly(queued: Notice, fake_provider: Provider) -> None:
    killed_before_sending()
    assert send(NOW + LEASE - 1) == {}
    assert send(NOW + LEASE) == {"given_up": 1}
    assert (only().error, fake_provider.got) == (UNKNOWN, [])


def test_killed_between_sending_and_recording_it_is_not_sent_again(
    queued: Notice, fake_provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_before_recording(monkeypatch)
    assert only().status == "sending"
    assert send(NOW + LEASE) == {"given_up": 1}
    assert send(NOW + 10 * LEASE) == {}
    assert len(fake_provider.got) == 1


def test_killed_with_a_provider_that_drops_repeated_ids_it_is_sent_again(
    queued: Notice, fake_provider: Provider, by_sms: ChannelSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_sms.options |= {"recognises": True}
    by_sms.save()
    killed_before_recording(monkeypatch)
    assert send(NOW + LEASE) == {"sent": 1}
    assert len({one["id"] for one in fake_provider.got}) == 1


def test_killed_and_unable_to_ask_the_doubt_stays(
    queued: Notice, fake_provider: Provider, by_sms: ChannelSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_sms.options |= {"asking": "http://127.0.0.1:1/{id}", "arrived": "status = delivered"}
    by_sms.save()
    killed_before_recording(monkeypatch)
    assert send(NOW + LEASE) == {"failed": 1}
    assert only().in_doubt
    # the provider can be asked again, and knows it
    by_sms.options |= {"asking": f"{fake_provider.origin}/{{id}}"}
    by_sms.save()
    fake_provider.known.add(fake_provider.got[0]["id"])
    assert send(NOW + 2 * LEASE) == {"sent": 1}
    assert len(fake_provider.got) == 1
    assert not only().in_doubt


@pytest.mark.parametrize("when", ["before sending", "before recording"])
def test_the_folder_has_each_message_once_whenever_the_worker_is_killed(
    sample: Unit,
    dossier: Dossier,
    switch_on: Switch,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    when: str,
) -> None:
    switch_on("folder")
    queue("accepted", sample, dossier, {}, NOW)
    if when == "before sending":
        killed_before_sending()
    else:
        killed_before_recording(monkeypatch)
    assert send(NOW + LEASE) == {"sent": 1}
    (file,) = (folder / str(sample.pk)).iterdir()
    assert file.read_text(encoding="utf-8").startswith(f"Hồ sơ {CODE} đã được tiếp nhận\n\nKính gửi ông/bà,")


def test_a_worker_that_comes_back_too_late_changes_nothing(queued: Notice, fake_provider: Provider) -> None:
    slow = next_claim(NOW)
    assert slow is not None
    assert send(NOW + LEASE) == {"given_up": 1}
    assert dict(delivering.deliver(slow, lambda: NOW + LEASE).counts) == {}
    assert (only().status, only().error) == ("given_up", UNKNOWN)


def test_a_busy_database_is_asked_again_until_it_records(
    queued: Notice, fake_provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = delivering.record, [OperationalError("database is locked")] * 2

    def busy(*given: Any) -> Any:
        if failures:
            raise failures.pop()
        return real(*given)

    monkeypatch.setattr(delivering, "record", busy)
    monkeypatch.setattr(delivering, "_RECORD_PAUSE", 0)
    assert send() == {"sent": 1}
    assert len(fake_provider.got) == 1


def test_a_plug_in_that_breaks_leaves_a_doubt_and_no_address_in_the_log(
    queued: Notice,
    by_sms: ChannelSetting,
    fake_provider: Provider,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError(f"cannot send to {PHONE}")

    monkeypatch.setattr("motcua.notices.channels.http.HttpChannel.send", broken)
    caplog.set_level(logging.INFO)
    assert send() == {"given_up": 1}
    assert only().error == UNKNOWN
    assert "RuntimeError" in caplog.text
    assert PHONE not in caplog.text and "tiep nhan" not in caplog.text


def test_without_a_usable_number_it_is_given_up(queued: Notice, fake_provider: Provider) -> None:
    Person.objects.update(phone="02253822822")
    assert send() == {"given_up": 1}
    assert only().error == "Số điện thoại di động không đúng."


def test_of_several_numbers_the_first_mobile_one_is_used(queued: Notice, fake_provider: Provider) -> None:
    Person.objects.update(phone="0225 3822 822; +84 987.654.321")
    assert send() == {"sent": 1}
    assert fake_provider.got[0]["to"] == "84987654321"


def test_a_channel_that_was_switched_off_since_sends_nothing(
    queued: Notice, by_sms: ChannelSetting, fake_provider: Provider
) -> None:
    ChannelSetting.objects.update(enabled=False)
    assert send() == {"cancelled": 1}
    assert (only().error, fake_provider.got) == (OFF, [])


def test_wrong_options_wait_to_be_mended(queued: Notice, by_sms: ChannelSetting) -> None:
    ChannelSetting.objects.update(options={"url": ""})
    assert send() == {"failed": 1}
    assert only().error == "Cấu hình kênh sai: Không được để trống."


def test_an_open_channel_says_nothing_personal_whatever_the_template(
    sample: Unit, dossier: Dossier, queued: Notice, fake_provider: Provider, officer: User
) -> None:
    text = "Bà Nguyễn Thị Bích Ngọc: hồ sơ {code} đã được tiếp nhận"
    save(sample.pk, event_named("accepted"), Variant.SHORT, "", text, 0, officer.pk, NOW)
    assert send() == {"given_up": 1}
    assert only().error == "Văn bản chứa họ tên: không được gửi qua kênh mở."
    assert fake_provider.got == []


@pytest.mark.parametrize(
    ("naming", "field", "named"),
    [("never", "Đất đai", False), ("not_private", "Đất đai", True), ("not_private", "Hộ tịch", False)],
)
def test_the_procedure_is_named_only_where_the_unit_allows_it_and_never_a_private_one(
    sample: Unit, switch_on: Switch, folder: Path, naming: str, field: str, named: bool
) -> None:
    switch_on("folder", naming=naming)
    dossier = make_dossier(sample, field=field)
    queue("accepted", sample, dossier, {}, NOW)
    assert send() == {"sent": 1}
    (file,) = (folder / str(sample.pk)).iterdir()
    assert (f"(Đăng ký về {field})" in file.read_text(encoding="utf-8")) == named
    assert ("procedure" in only().parameters) == named


@pytest.mark.parametrize(
    ("public", "place"),
    [
        ("", "dichvucong.gov.vn"),
        ("https://motcua.xa.example/tra-cuu?ma={code}", "motcua.xa.example/tra-cuu"),
        ("https://motcua.xa.example/{code}", "motcua.xa.example"),
    ],
)
def test_where_to_look_is_the_installation_s_own_page_else_the_national_portal(
    settings: Any, public: str, place: str
) -> None:
    settings.PUBLIC_URL = public
    assert usual_where() == place


@pytest.mark.parametrize(
    ("name", "ending"), [("Đơn vị mẫu thử", "sent"), ("Đơn vị mẫu", "sent"), ("Sở Nội vụ", "given_up")]
)
def test_a_unit_that_files_for_itself_is_told_though_its_name_stands_in_the_text(
    sample: Unit, dossier: Dossier, switch_on: Switch, name: str, ending: str
) -> None:
    switch_on("folder")
    Person.objects.update(name=name)
    queue("transferred", sample, dossier, {"agency": "Sở Nội vụ"}, NOW)
    assert send() == {ending: 1}


def test_the_unit_says_where_to_look(sample: Unit, dossier: Dossier, switch_on: Switch, folder: Path) -> None:
    switch_on("folder", where="mot-cua.xa.example")
    queue("accepted", sample, dossier, {}, NOW)
    send()
    (file,) = (folder / str(sample.pk)).iterdir()
    assert "tại mot-cua.xa.example." in file.read_text(encoding="utf-8")


def test_notices_of_one_officer_go_out_as_one_letter(
    sample: Unit, dossier: Dossier, officer: User, switch_on: Switch, fake_post_office: PostOffice
) -> None:
    switch_on("email", to_applicants=False, to_officers=True, gather_minutes=60)
    other = make_dossier(sample, "H24.99-260612-0008", due_at=None)
    queue("assigned", sample, dossier, {}, NOW, to=[to(officer.pk, "assignee")])
    queue("assigned", sample, other, {}, NOW + 30 * MINUTE, to=[to(officer.pk, "assignee")])
    assert send(NOW + 59 * MINUTE) == {}
    assert send(NOW + 60 * MINUTE) == {"sent": 2}

    (letter,) = (message_from_bytes(one, policy=default) for one in fake_post_office.letters)
    assert letter["Subject"] == "Đơn vị mẫu thử: 02 thông báo"
    assert letter.get_content().splitlines()[:2] == [
        f"– Được giao hồ sơ {CODE}, hạn 17:00 ngày 19/6/2026",
        "– Được giao hồ sơ H24.99-260612-0008",
    ]
    assert len(set(Notice.objects.filter(channel="email").values_list("bundle", flat=True))) == 1
    assert send(NOW + 200 * MINUTE) == {}


def test_a_letter_that_failed_stays_as_it_was_and_later_notices_go_on_their_own(
    sample: Unit, dossier: Dossier, officer: User, switch_on: Switch, fake_post_office: PostOffice
) -> None:
    switch_on("email", to_applicants=False, to_officers=True, gather_minutes=10)
    queue("assigned", sample, dossier, {}, NOW, to=[to(officer.pk, "assignee")])
    fake_post_office.plan = {"RCPT": "450 later"}
    assert send(NOW + 10 * MINUTE) == {"failed": 1}
    queue("sent_back", sample, dossier, {}, NOW + 11 * MINUTE, to=[to(officer.pk, "assignee")])
    fake_post_office.plan = {}
    assert send(NOW + 60 * MINUTE) == {"sent": 2}
    assert len(fake_post_office.letters) == 2


def test_of_a_bundle_what_cannot_be_said_is_left_out(
    sample: Unit, dossier: Dossier, officer: User, switch_on: Switch, fake_post_office: PostOffice
) -> None:
    switch_on("email", to_applicants=False, to_officers=True, gather_minutes=10)
    other = make_dossier(sample, "H24.99-260612-0008")
    for one in (dossier, other):
        queue("assigned", sample, one, {}, NOW, to=[to(officer.pk, "assignee")])
    Notice.objects.filter(channel="email", dossier=other).update(parameters={})
    assert send(NOW + 10 * MINUTE) == {"given_up": 1, "sent": 1}
    # alone again it is a letter of its own
    letter = message_from_bytes(fake_post_office.letters[0], policy=default)
    assert letter["Subject"] == f"Được giao hồ sơ {CODE}"


def test_zalo_first_and_sms_for_whoever_has_none(
    sample: Unit,
    dossier: Dossier,
    switch_on: Switch,
    fake_provider: Provider,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTCUA_NOTICES_SECRET_ZALO", "token")
    zalo = {"url": f"{fake_provider.origin}/zalo"}
    switch_on("zalo", options=zalo, hours="", place=1)
    switch_on("sms", options=fake_provider.options(), hours="", place=2, standby=True)
    fake_provider.plan = [(200, {"error": -118})]
    assert queue("accepted", sample, dossier, {}, NOW) == 1
    assert send() == {"given_up": 1, "sent": 1}
    assert [set(one) for one in fake_provider.got] == [
        {"phone", "template_id", "tracking_id", "template_data"},
        {"to", "text", "id"},
    ]
    assert queue("accepted", sample, dossier, {}, NOW) == 0
    assert Notice.objects.get(channel="sms").identity == f"{dossier.pk}:accepted:{NOW}:sms:applicant"


def test_in_doubt_nobody_else_takes_over(
    sample: Unit, dossier: Dossier, switch_on: Switch, fake_provider: Provider
) -> None:
    switch_on("sms", options=fake_provider.options(), hours="")
    switch_on("folder", place=2, standby=True)
    queue("accepted", sample, dossier, {}, NOW)
    fake_provider.plan = [(DROP, "")]
    assert send() == {"given_up": 1}
    assert Notice.objects.count() == 1


def test_an_event_that_is_no_more_is_given_up(queued: Notice, fake_provider: Provider) -> None:
    Notice.objects.update(event="gone")
    assert send_one() == {"given_up": 1}
    assert only().error.startswith("Không có thông báo nào tên “gone”")
