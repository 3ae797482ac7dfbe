"""Which notices an act leaves, to whom, and what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from motcua.casework import acts
from motcua.casework.models import Applicant, Work
from motcua.casework.reception import Reception, Who, receive
from motcua.casework.refusals import Refused
from motcua.dossiers.models import Person
from motcua.notices.models import ChannelSetting, Notice
from motcua.notices.privacy import Fact
from motcua.notices.recipients import contact_of, officers
from motcua.notices.worker import Worker
from motcua.people.models import Role
from motcua.rules.instants import date_of
from tests.casework.conftest import DAY, HOUR, MONDAY, Office


@pytest.fixture(autouse=True)
def folder(office: Office, tmp_path: Path, settings: Any) -> Path:
    """Citizens are told by letters that go to a folder of the test."""
    settings.NOTICES_FOLDER = tmp_path / "notices"
    ChannelSetting.objects.create(unit=office.cast.here, channel="folder", enabled=True, to_applicants=True)
    return settings.NOTICES_FOLDER


def told(channel: str = "folder") -> list[str]:
    return list(Notice.objects.filter(channel=channel).order_by("pk").values_list("event", flat=True))


def on_screens() -> list[tuple[str, str]]:
    notices = Notice.objects.filter(channel="screen").order_by("pk", "user__username")
    return [(one.event, one.user.username) for one in notices if one.user]


def assigned(office: Office) -> int:
    dossier = office.receive().dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    return dossier


def test_from_the_counter_to_the_returned_result(office: Office) -> None:
    dossier = assigned(office)
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ điều kiện"), 2 * HOUR)
    office.act(Role.HEAD, dossier, acts.Approve(), 3 * HOUR)
    office.act(Role.LEADER, dossier, acts.Approve(number="12/2026"), 4 * HOUR)
    office.act(Role.COUNTER, dossier, acts.ReturnResult("Đã ký nhận"), 5 * HOUR)

    assert told() == ["accepted", "result_ready", "handed_over"]
    assert on_screens() == [
        ("assigned", "specialist-here"),
        ("to_approve", "head-here"),
        ("to_approve", "leader-here"),
    ]


def test_a_supplement_is_told_with_its_last_day(office: Office, folder: Path) -> None:
    dossier = assigned(office)
    office.act(
        Role.SPECIALIST, dossier, acts.RequestSupplement(("Giấy chứng sinh",), "Khoản 1 Điều 16"), 2 * HOUR
    )
    office.act(Role.COUNTER, dossier, acts.ReceiveSupplement(), 3 * DAY)
    assert told() == ["accepted", "supplement_requested", "supplement_received"]

    reply_by = Notice.objects.get(event="supplement_requested").parameters["until"]
    # 30 working days after Monday 1/6/2026
    assert date_of(reply_by).isoformat() == "2026-07-13"
    Worker(lambda: MONDAY + 3 * DAY).send_due()
    letters = "".join(one.read_text(encoding="utf-8") for one in folder.rglob("*.txt"))
    assert "Đề nghị ông/bà bổ sung trước hết ngày 13/7/2026." in letters
    # neither what is missing nor who it is stands in a letter
    assert "Giấy chứng sinh" not in letters
    assert "Nguyễn Văn Đức" not in letters


def test_what_happens_before_acceptance(office: Office) -> None:
    dossier = office.receive(accept=False).dossier
    office.act(Role.COUNTER, dossier, acts.AskCompletion(("Giấy chứng sinh",)), HOUR)
    office.act(Role.COUNTER, dossier, acts.ReceiveCompletion(), DAY)
    office.act(Role.COUNTER, dossier, acts.TurnAway("Không đúng thẩm quyền"), DAY + HOUR)
    assert told() == ["completion_asked", "turned_away"]


def test_whoever_takes_his_dossier_back_knows_it(office: Office) -> None:
    dossier = office.receive(accept=False).dossier
    office.act(Role.COUNTER, dossier, acts.TurnAway("Người nộp rút", withdrawn=True), HOUR)
    assert told() == []


def test_an_apology_says_the_new_appointment(office: Office) -> None:
    dossier = assigned(office)
    promised = MONDAY + 20 * DAY
    office.act(Role.SPECIALIST, dossier, acts.Apologise(promised, "Chờ xác minh"), 3 * DAY)
    assert told()[-1] == "apology"
    assert Notice.objects.get(event="apology").parameters["appointment"] == promised


@pytest.mark.parametrize(
    ("role", "act", "event"),
    [
        (Role.HEAD, acts.Extend(3, "Khoản 2 Điều 9"), "due_extended"),
        (Role.LEADER, acts.Refuse("Không đủ điều kiện"), "refused"),
        (Role.COUNTER, acts.Stop("Theo đơn đề nghị"), "stopped"),
    ],
)
def test_other_acts_are_told(office: Office, role: str, act: Any, event: str) -> None:
    dossier = assigned(office)
    office.act(role, dossier, act, 2 * HOUR)
    assert told() == ["accepted", event]


def test_a_transfer_is_told_by_the_unit_that_received(office: Office) -> None:
    dossier = office.receive().dossier
    there = office.cast.there
    office.act(Role.COUNTER, dossier, acts.AskTransfer(there.pk, "Đúng thẩm quyền"), HOUR)
    assert told() == ["accepted"]
    office.act(Role.COUNTER, dossier, acts.ConfirmTransfer(), 2 * HOUR, "there")
    notice = Notice.objects.get(event="transferred")
    assert (notice.unit, notice.parameters["agency"]) == (office.cast.here, there.name)


def test_what_is_sent_back_is_told_to_its_officer_and_nobody_of_his_own_act(office: Office) -> None:
    dossier = assigned(office)
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ điều kiện"), 2 * HOUR)
    office.act(Role.HEAD, dossier, acts.SendBack("Thiếu căn cứ"), 3 * HOUR)
    assert on_screens()[-1] == ("sent_back", "specialist-here")
    assert "Thiếu căn cứ" not in repr(list(Notice.objects.values()))


def test_an_act_that_is_refused_tells_nobody(office: Office) -> None:
    dossier = assigned(office)
    before = Notice.objects.count()
    with pytest.raises(Refused):
        office.act(Role.SPECIALIST, dossier, acts.Apologise(MONDAY, "Sớm quá"), 2 * HOUR)
    assert Notice.objects.count() == before


def test_reminders_know_who_is_responsible(office: Office) -> None:
    dossier = office.receive().dossier
    assert officers("due_soon", [dossier], MONDAY) == {}
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    (found,) = officers("due_soon", [dossier], MONDAY)[dossier]
    assert found.user == office.user(Role.SPECIALIST)
    Work.objects.filter(pk=dossier).update(open=False)
    assert officers("due_soon", [dossier], MONDAY) == {}


def test_the_applicant_s_data_come_from_casework(office: Office) -> None:
    who = Who(
        "Nguyễn Văn Đức",
        "001099012345",
        email="duc@dan.example",
        address="Thôn Đông, xã Mẫu",
        filer_name="Trần Thị Hoa",
        filer_phone="0987654321",
    )
    dossier = receive(Reception(office.procedure, who), office.who(Role.COUNTER), MONDAY).dossier
    contact = contact_of(dossier)
    assert (contact.name, contact.phone, contact.email) == ("Nguyễn Văn Đức", "0987654321", "duc@dan.example")
    facts = {(one.fact, one.value) for one in contact.known()}
    assert {
        (Fact.NUMBER, "001099012345"),
        (Fact.ADDRESS, "Thôn Đông, xã Mẫu"),
        (Fact.NAME, "Trần Thị Hoa"),
    } <= facts
    Person.objects.update(phone="0912345678")
    assert contact_of(dossier).phone == "0912345678"
    Applicant.objects.all().delete()
    assert contact_of(dossier).email == ""
