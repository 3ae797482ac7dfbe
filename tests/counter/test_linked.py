"""One request that makes several dossiers, and reception that does not depend on territory, on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework.models import Applicant, LinkedRequest, Work
from motcua.catalogue.models import Procedure
from motcua.dossiers.models import Act, Dossier
from motcua.people.models import Role, User
from motcua.rules.instants import Instant
from tests.casework.conftest import HOUR, Office

MARRIAGE, STATUS = "1.000894", "1.004873"


@pytest.fixture
def counter(office: Office, sign_in: Callable[[User], Client], at: Callable[[int], Instant]) -> Client:
    """The counter officer, at nine."""
    at(HOUR)
    return sign_in(office.cast.of_here[Role.COUNTER])


def place(office: Office, name: str = "counter", *more: int) -> str:
    return reverse(name, args=[office.cast.here.pk, *more])


def procedure(code: str) -> int:
    return Procedure.objects.get(code=code).pk


def typed(office: Office, **more: Any) -> dict[str, str]:
    usual = {
        "procedure": office.procedure, "name": "Nguyễn Văn Đức", "id_number": "001099012345", "channel": 1,
        "key": "key-of-the-form", "act": "accept", "paper-0-name": "Tờ khai", "paper-0-in": 1,
    }  # fmt: skip
    return {name: str(value) for name, value in (usual | more).items()}


def linked(office: Office) -> dict[str, Any]:
    """The fields of two further procedures; the second is resolved by the neighbouring unit."""
    return {
        "linked-0-words": "kết hôn", "linked-0-procedure": procedure(MARRIAGE),
        "linked-2-words": "xác nhận", "linked-2-procedure": procedure(STATUS),
        "linked-2-resolved_by": office.cast.there.pk,
    }  # fmt: skip


def test_one_request_becomes_three_dossiers_each_with_its_own_clock(office: Office, counter: Client) -> None:
    answer = counter.post(place(office), typed(office, **linked(office)), follow=True)
    works = list(Work.objects.order_by("pk").select_related("dossier", "procedure", "unit"))
    assert [work.procedure.code for work in works] == ["1.001193", MARRIAGE, STATUS]
    assert {work.request_id for work in works} == {LinkedRequest.objects.get().pk}
    assert [work.unit for work in works] == [office.cast.here, office.cast.here, office.cast.there]
    assert {work.received_by for work in works} == {office.cast.here}
    assert all(work.dossier.due_at for work in works)
    assert set(Applicant.objects.values_list("dossier__person__name", flat=True)) == {"Nguyễn Văn Đức"}
    page = answer.content.decode()
    assert all(work.dossier.code in page for work in works)


def test_sent_twice_it_is_taken_in_once(office: Office, counter: Client) -> None:
    for _turn in range(2):
        counter.post(place(office), typed(office, **linked(office)))
    assert (Dossier.objects.count(), LinkedRequest.objects.count()) == (3, 1)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"linked-1-words": "gõ dở mà không chọn"}, "Chọn thủ tục trong danh sách."),
        ({"linked-1-procedure": "1", "linked-1-resolved_by": "999999"}, "Chọn một mục trong danh sách."),
        ({"linked-1-procedure": "999999999"}, "Danh mục không có thủ tục này."),
        ({"linked-1-procedure": "abc"}, "Nhập số nguyên."),
        ({"helped_at": "999999"}, "Chọn một mục trong danh sách."),
        ({"resolved_by": "-1"}, "Nhập số nguyên."),
    ],
)
def test_what_cannot_be_read_takes_nothing_in_and_loses_nothing(
    office: Office, counter: Client, more: dict[str, str], says: str
) -> None:
    answer = counter.post(place(office), typed(office, **more))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert 'value="Nguyễn Văn Đức"' in page
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("act", ["ask", "turn"])
def test_a_linked_request_is_accepted_as_a_whole_or_not_at_all(
    office: Office, counter: Client, act: str
) -> None:
    sent = typed(office, **linked(office), act=act, missing="Giấy chứng sinh", reason="Thiếu, khoản 1 Điều 5")
    answer = counter.post(place(office), sent)
    assert answer.status_code == 422
    assert "tiếp nhận trọn" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_helped_received_and_resolved_are_three_facts(office: Office, counter: Client) -> None:
    there, above = office.cast.there, office.cast.above
    counter.post(place(office), typed(office, helped_at=above.pk, resolved_by=there.pk))
    work = Work.objects.get()
    assert (work.helped_at, work.received_by, work.unit) == (above, office.cast.here, there)


def test_only_units_where_somebody_works_may_be_named_to_resolve(office: Office, counter: Client) -> None:
    page = counter.get(place(office)).content.decode()
    lists = page.split('id="resolved_by"')[1].split("</select>")[0]
    assert f'value="{office.cast.there.pk}"' in lists
    empty = page.split('id="helped_at"')[1].split("</select>")[0].count("<option")
    assert lists.count("<option") < empty
    # The unit that receives is no choice of either list.
    assert f'<option value="{office.cast.here.pk}"' not in page


def test_the_due_date_is_that_of_the_unit_that_resolves(office: Office, counter: Client) -> None:
    asked = {"procedure": office.procedure, "channel": 1, "resolved_by": office.cast.there.pk}
    assert "Hẹn trả" in counter.get(place(office, "counter-offer"), asked).content.decode()
    line = counter.get(place(office, "counter-offer"), asked | {"linked": 1}).content.decode()
    assert "<fieldset" not in line
    assert "Hẹn trả" in line


def test_an_officer_types_and_the_citizen_stays_the_applicant(office: Office, counter: Client) -> None:
    counter.post(place(office), typed(office, channel=2))
    dossier = Dossier.objects.get()
    assert dossier.person.name == "Nguyễn Văn Đức"
    assert dossier.applicant.filer_name == ""
    assert Act.objects.get(dossier=dossier).actor == office.user(Role.COUNTER)


def test_somebody_files_for_the_applicant(office: Office, counter: Client) -> None:
    counter.post(place(office), typed(office, behalf=1, filer_name="Trần Thị Hộ", filer_phone="0912 000 000"))
    dossier = Dossier.objects.get()
    assert (dossier.person.name, dossier.applicant.filer_name) == ("Nguyễn Văn Đức", "Trần Thị Hộ")
