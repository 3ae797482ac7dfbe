"""Queueing: with the act or not at all, once for each recipient and channel, nothing personal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.notices import recipients
from motcua.notices.events import UnknownEvent
from motcua.notices.models import Notice, NoticeAddress, ScreenNotice
from motcua.notices.parameters import BadContext
from motcua.notices.queue import queue
from motcua.notices.recipients import To, at_address, forget, officer_source
from motcua.notices.recipients import officer as to_officer
from motcua.people.models import User
from motcua.rules.instants import Instant
from tests.notices.conftest import CODE, DAY, HOUR, MINUTE, NOW, Switch, only, send
from tests.pages.cast import person


class RolledBack(Exception):
    """The act failed."""


@contextmanager
def responsible(*found: To) -> Iterator[None]:
    """For a while a source names these officers."""

    def source(event: str, dossiers: Collection[int], now: Instant) -> dict[int, list[To]]:
        return {dossier: list(found) for dossier in dossiers}

    officer_source(source)
    try:
        yield
    finally:
        recipients._officers.remove(source)


def test_a_notice_is_queued_with_what_the_dossier_knows(
    sample: Unit, dossier: Dossier, switch_on: Switch
) -> None:
    switch_on("folder")
    assert queue("accepted", sample, dossier, {}, NOW, occurrence="act-5") == 1

    notice = only()
    assert notice.identity == f"{dossier.pk}:accepted:act-5:folder:applicant"
    assert (notice.status, notice.next_at, notice.created_at) == ("queued", NOW, NOW)
    assert notice.parameters == {
        "code": CODE,
        "received": dossier.received_at,
        "due": dossier.due_at,
        "procedure": "Đăng ký về Đất đai",
    }


def test_nothing_is_queued_twice(sample: Unit, dossier: Dossier, switch_on: Switch) -> None:
    switch_on("folder")
    counts = [queue("accepted", sample, dossier, {}, NOW) for _ in range(2)]
    assert counts == [1, 0]
    # another occurrence is another notice
    assert queue("accepted", sample, dossier, {}, NOW + 1) == 1


def test_what_is_rolled_back_was_never_told(sample: Unit, dossier: Dossier, switch_on: Switch) -> None:
    switch_on("folder")
    with pytest.raises(RolledBack), transaction.atomic():
        queue("accepted", sample, dossier, {}, NOW)
        raise RolledBack
    assert not Notice.objects.exists()


def test_without_a_channel_nobody_is_told(sample: Unit, dossier: Dossier, switch_on: Switch) -> None:
    assert queue("accepted", sample, dossier, {}, NOW) == 0
    switch_on("folder", enabled=False)
    switch_on("email", to_applicants=False, to_officers=True)
    assert queue("accepted", sample, dossier, {}, NOW) == 0


def test_a_setting_of_the_province_holds_in_its_communes(
    sample: Unit, dossier: Dossier, switch_on: Switch
) -> None:
    above = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=sample.province)
    setting = switch_on("folder")
    setting.unit = above
    setting.save()
    assert queue("accepted", sample, dossier, {}, NOW) == 1


@pytest.mark.parametrize(
    ("event", "context", "problem"),
    [
        ("accepted", {"name": "Ngọc"}, "“name”: không được khai báo"),
        ("apology", {}, "“appointment”: bắt buộc"),
        ("apology", {"appointment": "mai"}, "phải là số nguyên"),
        ("apology", {"appointment": True}, "phải là số nguyên"),
        ("transferred", {"agency": "Sở\nA"}, "một dòng chữ"),
        ("transferred", {"agency": "x" * 301}, "không quá 300"),
        ("transferred", {"agency": "ông A, 0987 654 321"}, "chứa số điện thoại"),
        ("transferred", {"agency": "079185006789"}, "chứa số giấy tờ"),
        ("day_summary", {"day": 1}, "không có hồ sơ"),
    ],
)
def test_values_that_are_not_declared_or_personal_are_refused(
    sample: Unit, dossier: Dossier, event: str, context: dict[str, str | int], problem: str
) -> None:
    with pytest.raises(BadContext, match=problem):
        queue(event, sample, dossier, context, NOW)


def test_an_event_has_to_be_known_and_an_occurrence_one_word(sample: Unit, dossier: Dossier) -> None:
    with pytest.raises(UnknownEvent):
        queue("gone", sample, dossier, {}, NOW)
    with pytest.raises(BadContext, match="occurrence"):
        queue("accepted", sample, dossier, {}, NOW, occurrence="a:b")
    with pytest.raises(BadContext, match="phải có hồ sơ"):
        queue("accepted", sample, None, {}, NOW)


def test_officers_find_it_on_the_screen_at_once(sample: Unit, dossier: Dossier, officer: User) -> None:
    assert queue("assigned", sample, dossier, {}, NOW, to=[to_officer(officer.pk, "assignee")]) == 1

    notice = only()
    assert (notice.status, notice.sent_at, notice.channel) == ("sent", NOW, "screen")
    assert notice.identity.endswith(f":screen:assignee-{officer.pk}")
    assert notice.parameters["unit_short"] == "Đơn vị mẫu thử"
    assert ScreenNotice.objects.get().user == officer
    assert queue("assigned", sample, dossier, {}, NOW, to=[to_officer(officer.pk, "assignee")]) == 0


def test_the_responsible_officer_is_told_else_the_holders_of_the_role(sample: Unit, dossier: Dossier) -> None:
    counter, director = person("quay", sample, "counter"), person("giam-doc", sample, "director")
    gone = person("cu", sample, "counter", until=None)
    gone.is_active = False
    gone.save()
    someone = person("khac", sample, "specialist")

    queue("answer_due", sample, dossier, {"until": NOW}, NOW, occurrence=1)
    assert set(ScreenNotice.objects.values_list("user", flat=True)) == {counter.pk, director.pk}

    with responsible(to_officer(someone.pk, "assignee"), to_officer(someone.pk, "assignee")):
        assert queue("answer_due", sample, dossier, {"until": NOW}, NOW, occurrence=2) == 1
    assert Notice.objects.get(identity__contains=":2:").user == someone


def test_an_address_of_its_own_is_kept_apart_and_can_be_erased(
    sample: Unit, dossier: Dossier, switch_on: Switch
) -> None:
    switch_on("email")
    switch_on("folder")
    queue("accepted", sample, dossier, {}, NOW, to=[at_address("email", "so@tinh.example", "agency")])

    notice = only()
    assert (notice.to, notice.user, notice.gathered) == ("address", None, "")
    assert "tinh.example" not in repr(Notice.objects.values().get())
    assert NoticeAddress.objects.get().address == "so@tinh.example"
    assert forget(dossier.pk) == 1
    assert send() == {"given_up": 1}
    assert only().error == "Địa chỉ thư điện tử chưa có."


def test_it_waits_for_the_window_and_for_the_hours_of_sending(
    sample: Unit, dossier: Dossier, switch_on: Switch
) -> None:
    switch_on("folder", gather_minutes=30, hours="07:00-20:00")
    queue("accepted", sample, dossier, {}, NOW)
    queue("refused", sample, dossier, {}, NOW + 11 * HOUR + 45 * MINUTE)

    first, second = Notice.objects.order_by("pk")
    assert first.next_at == NOW + 30 * MINUTE
    # 19:45 and half an hour is 20:15: not before 07:00 of the next day
    assert second.next_at == NOW + DAY - HOUR


def test_an_officer_is_told_outside_the_system_only_if_he_wants(
    sample: Unit, dossier: Dossier, officer: User, switch_on: Switch
) -> None:
    other = person("khac", sample, "specialist")
    for channel in ("email", "sms"):
        switch_on(channel, to_applicants=False, to_officers=True)
    queue(
        "assigned", sample, dossier, {}, NOW, to=[to_officer(one.pk, "assignee") for one in (officer, other)]
    )
    told = set(Notice.objects.values_list("channel", "user"))
    assert told == {("screen", officer.pk), ("screen", other.pk), ("email", officer.pk)}
