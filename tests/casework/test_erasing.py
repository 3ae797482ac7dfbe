"""How an applicant can be reached is erased once a dossier is closed and its time is over, and not before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.casework import acts
from motcua.casework.acts import EraseContact
from motcua.casework.case import look_at
from motcua.casework.erasing_all import erase_ripe
from motcua.casework.models import Applicant, Work
from motcua.casework.offered import offered
from motcua.casework.reception import Reception, Who, receive
from motcua.casework.refusals import NotPermitted, Refused, Wanting
from motcua.dossiers.models import Act, Dossier, Person
from motcua.dossiers.own import journal
from motcua.findings.explaining import FactTold, facts_on, tell
from motcua.hub.rebuild import differences
from motcua.hub.run import import_files
from motcua.ledger.verify import verify_unit
from motcua.notices.models import Notice, NoticeAddress
from motcua.notices.recipients import contact_of
from motcua.people.audit import Acting
from motcua.people.models import AuditEntry, Role
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.cli.running import Runner

YEAR = 365 * DAY
GROUND = "Hết thời hạn lưu"
WHO = Who("Nguyễn Văn Đức", "001099012345", phone="0912345678", email="duc@dan.example", address="Thôn Đông")


def received(office: Office, at: int = 0) -> int:
    """A dossier whose applicant said how he can be reached."""
    who = office.who(Role.COUNTER)
    return receive(Reception(office.procedure, WHO), who, MONDAY + at).dossier


@pytest.fixture
def ended(office: Office) -> int:
    """One that was stopped an hour later, with an address kept for a notice."""
    dossier = received(office)
    office.act(Role.COUNTER, dossier, acts.Stop("Dân rút"), HOUR)
    notice = Notice.objects.create(
        identity="x", unit=office.cast.here, dossier_id=dossier, event="accepted", channel="email", to="address",
        role="agency", next_at=0, created_at=0,
    )  # fmt: skip
    NoticeAddress.objects.create(notice=notice, address="so@tinh.example")
    return dossier


def test_a_fact_of_an_explanation_is_kept_as_written(office: Office, ended: int) -> None:
    """What docs/casework.md says: typed text is not searched, and facts are not changed."""
    dossier, said = Dossier.objects.get(pk=ended), f"Đã gọi {WHO.phone}, dân xin lùi hẹn"
    tell(office.cast.here, dossier, FactTold(said), Acting(office.user(Role.DIRECTOR), MONDAY + HOUR))
    office.act(Role.DIRECTOR, ended, EraseContact(GROUND), HOUR + YEAR)

    assert contact_of(ended).phone == ""
    assert [fact.text for fact in facts_on(ended)] == [said]


def test_contact_goes_and_the_dossier_stays(office: Office, ended: int) -> None:
    before = AuditEntry.objects.count()
    office.act(Role.DIRECTOR, ended, EraseContact(GROUND), HOUR + YEAR)

    found = contact_of(ended)
    assert (found.name, found.phone, found.email) == ("Nguyễn Văn Đức", "", "")
    kept = Applicant.objects.get(pk=ended)
    assert (kept.id_number, kept.address, kept.email, kept.filer_phone) == ("001099012345", "", "", "")
    assert not NoticeAddress.objects.exists() and Notice.objects.count() == 1
    told = journal(ended)[-1]
    assert (told.kind, told.body) == ("contact_erased", {"reason": GROUND})
    lines = AuditEntry.objects.order_by("pk")[before:]
    assert [(line.kind, line.subject, line.actor) for line in lines] == [
        ("act.erase-contact", ended, office.user(Role.DIRECTOR))
    ]
    assert "0912345678" not in "".join(Act.objects.values_list("body", flat=True))
    assert [*verify_unit(office.cast.here.pk), *differences(office.cast.here.pk)] == []


@pytest.mark.parametrize(
    ("role", "at", "reason", "refused"),
    [
        (Role.DIRECTOR, HOUR + YEAR - 1, GROUND, "kept"),
        (Role.DIRECTOR, HOUR + YEAR, "  ", "wanting"),
        (Role.COUNTER, HOUR + YEAR, GROUND, "not-permitted"),
        (Role.SPECIALIST, HOUR + YEAR, GROUND, "not-permitted"),
        (Role.ADMIN, HOUR + YEAR, GROUND, "not-permitted"),
    ],
)
def test_not_before_its_time_nor_by_anybody_nor_without_a_reason(
    office: Office, ended: int, role: str, at: int, reason: str, refused: str
) -> None:
    with pytest.raises(Refused) as error:
        office.act(role, ended, EraseContact(reason), at)
    assert error.value.code == refused
    assert contact_of(ended).phone == "0912345678" and NoticeAddress.objects.exists()


def test_not_while_anything_is_open(office: Office) -> None:
    dossier = received(office)
    with pytest.raises(Refused) as error:
        office.act(Role.DIRECTOR, dossier, EraseContact(GROUND), 2 * YEAR)
    assert error.value.code == "not-lawful"


def test_once_is_enough_and_later_work_starts_the_time_again(office: Office, ended: int) -> None:
    office.act(Role.COUNTER, ended, acts.Note("Đã gọi điện"), 2 * HOUR)
    with pytest.raises(Refused, match="kept"):
        office.act(Role.DIRECTOR, ended, EraseContact(GROUND), HOUR + YEAR)
    office.act(Role.DIRECTOR, ended, EraseContact(GROUND), 2 * HOUR + YEAR)
    with pytest.raises(Refused, match="nothing-kept"):
        office.act(Role.DIRECTOR, ended, EraseContact(GROUND), 3 * HOUR + 2 * YEAR)


def test_it_is_offered_when_it_can_be_done(office: Office, ended: int) -> None:
    def seen(role: str, at: int) -> bool:
        return EraseContact in offered(look_at(ended, office.who(role), MONDAY + at))

    assert not seen(Role.DIRECTOR, HOUR + YEAR - 1) and seen(Role.DIRECTOR, HOUR + YEAR)
    assert not seen(Role.COUNTER, HOUR + YEAR)


HEADER = (
    "Mã hồ sơ,Mã TTHC,Lĩnh vực,Ngày tiếp nhận,Trạng thái,Ngày kết thúc xử lý,Tên người nộp,Số điện thoại\n"
)
ROWS = (
    "H24.99-260525-0001,1.004873,Hộ tịch,25/05/2026 09:00:00,Đã xử lý xong,27/05/2026 09:00:00,Trần Thị Ngọc,0987654321\n"
    "H24.99-260525-0002,1.004873,Hộ tịch,25/05/2026 09:00:00,Đang xử lý,,Trần Thị Ngọc,0987654321\n"
)


@pytest.fixture
def export(office: Office, tmp_path: Path) -> Callable[[int], None]:
    """Reads an export with one dossier that is over and one that is not."""
    path = tmp_path / "so.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return lambda at: (import_files(office.cast.here, [path], MONDAY + at), None)[1]


def test_all_of_a_unit_at_once(office: Office, ended: int, export: Callable[[int], None]) -> None:
    export(0)
    still, unit = received(office, 2 * HOUR), office.cast.here.pk
    over = Dossier.objects.get(code="H24.99-260525-0001").pk
    with pytest.raises(Wanting):
        erase_ripe(unit, "", MONDAY + 2 * YEAR)

    assert erase_ripe(unit, GROUND, MONDAY + 2 * YEAR) == 2
    assert erase_ripe(unit, GROUND, MONDAY + 2 * YEAR) == 0

    assert sorted(Act.objects.filter(kind="contact_erased").values_list("dossier", flat=True)) == sorted(
        [ended, over]
    )
    left = Person.objects.exclude(phone="").values_list("dossier__code", flat=True)
    assert sorted(left) == ["H24.99-260525-0002", Work.objects.get(pk=still).dossier.code]
    assert AuditEntry.objects.filter(kind="act.erase-contact", actor=None).count() == 2
    # Reading the export again does not bring the number back.
    export(3 * YEAR)
    assert Person.objects.get(pk=over).phone == ""
    assert [*verify_unit(unit), *differences(unit)] == []


def test_the_command_counts_first_and_asks_for_a_reason(
    office: Office,
    export: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    export(0)
    monkeypatch.setattr("motcua.cli.erase_contacts.now", lambda: MONDAY + 2 * YEAR)
    monkeypatch.setattr("motcua.cli.erase_contacts.prepare", lambda: None)
    run = Runner(monkeypatch, capsys)
    unit = ("erase-contacts", "--unit", "H24.99")
    assert "sẽ xóa liên hệ của 1 hồ sơ" in run(*unit, "--dry-run").words
    refused = run(*unit)
    assert refused.code == 1 and "--reason" in refused.words
    assert Person.objects.exclude(phone="").count() == 2
    assert "đã xóa liên hệ của 1 hồ sơ" in run(*unit, "--reason", GROUND).words
    assert Person.objects.exclude(phone="").count() == 1


def test_a_stranger_sees_nothing_to_erase(office: Office, ended: int) -> None:
    with pytest.raises(NotPermitted):
        office.act(Role.DIRECTOR, ended, EraseContact(GROUND), HOUR + YEAR, where="there")
