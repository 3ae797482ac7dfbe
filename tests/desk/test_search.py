"""The search: by code, name, numbers and procedure, with and without diacritics, within one's rights, page by page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.casework import acts
from motcua.casework.reception import FeeIn, Reception, Who, receive
from motcua.casework.search import PAGE, place_of, search
from motcua.casework.search_index import enter_all, enter_some, note, procedure_text, waits
from motcua.catalogue.models import Procedure
from motcua.dossiers.models import Person, SearchKey, SearchPending
from motcua.people.models import Role
from motcua.people.policies import RIGHTS
from motcua.rules.instants import local_day
from tests.casework.conftest import HOUR, MONDAY, Office
from tests.desk.test_elsewhere import ROWS, TODAY, bring, line

ALL, NO_PERSON = RIGHTS[Role.COUNTER], RIGHTS[Role.ADMIN]


def taken_in(office: Office, name: str, number: str = "", at: int = 0, **more: object) -> int:
    reception = Reception(office.procedure, Who(name, number), **more)  # type: ignore[arg-type]
    return receive(reception, office.who(Role.COUNTER), MONDAY + at).dossier


def found(office: Office, words: str, rights: frozenset[str] = ALL, where: str = "here") -> list[int]:
    enter_all()
    unit = office.cast.here if where == "here" else office.cast.there
    return list(search(unit, words, rights, local_day(MONDAY)).dossiers)


@pytest.mark.parametrize(
    "words",
    ["Nguyễn Thị Đào", "nguyen thi dao", "NGUYEN THI", "thị đào", "đào", "dao", "Đà", "nguyễn đào", "đào nguyễn",
     "079301000123", "0793", "079 301 000 123"],
)  # fmt: skip
def test_a_person_is_found_by_name_and_number(office: Office, words: str) -> None:
    wanted = taken_in(office, "Nguyễn Thị Đào", "079301000123")
    taken_in(office, "Trần Văn Bình", "001099012345")
    assert found(office, words) == [wanted]
    # Whoever may not see persons does not find them by what is personal either.
    assert found(office, words, NO_PERSON) == []


@pytest.mark.parametrize("part", [slice(0, None), slice(0, 9), slice(-4, None), slice(-11, None)])
def test_a_dossier_is_found_by_parts_of_its_code(office: Office, part: slice) -> None:
    done = office.receive()
    for written in (done.code[part], done.code[part].lower(), f" {done.code[part]} "):
        assert found(office, written, NO_PERSON) == [done.dossier]


def test_the_numbers_of_receipt_and_decision_find_it(office: Office) -> None:
    first = taken_in(office, "Vũ Văn An", fees=[FeeIn("Lệ phí", 8_000, "cash", "BL-000123")])
    office.act(Role.HEAD, first, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    office.act(Role.SPECIALIST, first, acts.Propose("Đủ điều kiện"), 2 * HOUR)
    office.act(Role.HEAD, first, acts.Approve(), 3 * HOUR)
    office.act(Role.LEADER, first, acts.Approve(number="218/UBND-TP"), 4 * HOUR)
    assert found(office, "bl-000123", NO_PERSON) == [first]
    assert found(office, "218/UBND", NO_PERSON) == [first]
    assert found(office, "217/UBND") == []


def test_a_procedure_finds_its_dossiers_the_latest_first(office: Office) -> None:
    keys = [taken_in(office, f"Người {n}", at=n * HOUR) for n in range(3)]
    assert found(office, "khai sinh", NO_PERSON) == keys[::-1]
    assert found(office, "1.001193") == keys[::-1]


@pytest.mark.parametrize("words", ["", " ", "a", "-", "%", "_%", "'; --", "\x00\x00\x00", "ñ" * 300])
def test_nothing_is_found_by_what_is_no_word(office: Office, words: str) -> None:
    office.receive()
    assert found(office, words) == []


def test_what_was_corrected_is_not_found_by_what_it_was(office: Office) -> None:
    wanted = taken_in(office, "Nguyễn Thị Đào")
    enter_all()
    Person.objects.filter(pk=wanted).update(name="Lê Thị Mận", folded="le thi man")
    note(office.cast.here.pk, wanted)
    assert found(office, "mận") == [wanted]
    assert found(office, "đào") == []
    other = Procedure.objects.get(code="1.000656")
    left = procedure_text(other.pk, MONDAY)
    SearchKey.objects.create(
        unit=office.cast.here.pk, kind=SearchKey.Kind.PROCEDURE, text=left, dossier=wanted
    )
    assert found(office, "1.000656", NO_PERSON) == []
    assert found(office, "1.001193", NO_PERSON) == [wanted]


def test_another_unit_finds_it_once_it_has_taken_it(office: Office) -> None:
    dossier = taken_in(office, "Đoàn Thị Điểm")
    assert found(office, "điểm", where="there") == []
    office.act(Role.COUNTER, dossier, acts.AskTransfer(office.cast.there.pk, "Thẩm quyền xã bên"), HOUR)
    office.act(Role.HEAD, dossier, acts.ConfirmTransfer(), 2 * HOUR, where="there")
    assert found(office, "điểm", where="there") == [dossier]
    # Who received it goes on finding it.
    assert found(office, "điểm") == [dossier]


def test_pages_follow_one_another_and_nothing_is_counted(office: Office) -> None:
    keys = {taken_in(office, f"Lê Thị Hà {chr(97 + n % 26)}{n}") for n in range(PAGE + 7)}
    enter_all()
    first = search(office.cast.here, "lê thị hà", ALL, local_day(MONDAY))
    assert first.after is not None
    assert place_of(first.after.written()) == first.after
    with CaptureQueriesContext(
        connection,
    ) as asked:
        second = search(office.cast.here, "lê thị hà", ALL, local_day(MONDAY), first.after)
    assert (len(first.dossiers), len(second.dossiers)) == (PAGE, 7)
    assert {*first.dossiers, *second.dossiers} == keys
    assert second.after is None
    assert not [one["sql"] for one in asked if "COUNT(" in one["sql"].upper()]


@pytest.mark.parametrize(
    "written", ["", "1", "1.zz.3", "a.00.1", "1.00.", "0." + "00" * 400 + ".1", "1.00.1.5"]
)
def test_what_is_no_place_is_the_beginning(written: str) -> None:
    assert place_of(written) is None


def test_what_waits_is_entered_in_portions_and_once(office: Office) -> None:
    keys = [taken_in(office, f"Hồ Thị Kỷ {n}") for n in range(5)]
    SearchPending.objects.all().delete()
    unit = office.cast.here.pk
    SearchPending.objects.create(unit=unit, first=min(keys), last=max(keys))
    assert [enter_some(unit, 2) for _turn in range(4)] == [2, 2, 1, 0]
    assert not waits(unit)
    entered = SearchKey.objects.count()
    SearchPending.objects.create(unit=unit, first=min(keys), last=max(keys))
    enter_all()
    assert SearchKey.objects.count() == entered


def test_the_ranges_are_read_from_the_key(office: Office) -> None:
    office.receive()
    enter_all()
    sql = (
        "SELECT text, dossier FROM dossiers_searchkey WHERE unit = %s AND kind = %s AND text >= %s AND text < %s "
        "AND (text, dossier) > (%s, %s) ORDER BY text, dossier LIMIT 51"
    )
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads so small a table whole")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", [1, 1, b"a", b"b", b"a", 1])
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "SEARCH" in plan
    assert "TEMP B-TREE" not in plan


def test_the_page_shows_names_to_whom_it_may(office: Office, sign_in: Callable[..., Client]) -> None:
    for n in range(2):
        taken_in(office, f"Nguyễn Thị Đào {n}")
    address = reverse("dossiers-search", args=[office.cast.here.pk])
    seen = sign_in(office.cast.of_here[Role.COUNTER]).post(address, {"q": "khai sinh"}).content.decode()
    assert "Nguyễn Thị Đào 1" in seen
    covered = sign_in(office.cast.of_here[Role.AUDITOR]).post(address, {"q": "khai sinh"}).content.decode()
    assert "Đăng ký khai sinh".lower() in covered.lower()
    assert "Nguyễn Thị Đào" not in covered
    below = sign_in(office.cast.of_here[Role.COUNTER]).post(
        address, {"q": "đào"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in below.content.decode()


def test_a_name_that_another_system_tells_later_finds_its_dossier(office: Office, tmp_path: Path) -> None:
    bring(office, tmp_path, [ROWS[0].replace("Người 1;", ";")])
    assert found(office, "người") == []
    # A report is news by what it says beside the person.
    bring(office, tmp_path, [line(1, "Đang xử lý", "Người khác", TODAY)], day="31/05/2026", at=HOUR)
    assert len(found(office, "người 1")) == 1
