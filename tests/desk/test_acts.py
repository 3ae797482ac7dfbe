"""Acts on a dossier's page: offered where they are possible, carried out once, refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from motcua.casework import acts
from motcua.casework.models import AgencyTask, Work
from motcua.dossiers.models import Dossier
from motcua.people.models import Role, User
from motcua.rules.instants import Instant
from tests.casework.conftest import DAY, HOUR, Office

SignIn = Callable[[User], Client]
At = Callable[[int], Instant]


def address(office: Office, dossier: int, act: str) -> str:
    return reverse("desk-act", args=[office.cast.here.pk, dossier, act])


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(seq|key)" value="([^"]+)"', page))


def test_a_specialist_works_through_the_pages(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    at(HOUR)
    head, officer = sign_in(office.cast.of_here[Role.HEAD]), sign_in(office.cast.of_here[Role.SPECIALIST])
    page = head.get(reverse("dossiers-one", args=[office.cast.here.pk, dossier])).content.decode()
    assert "Phân công" in page
    form = head.get(address(office, dossier, "assign")).content.decode()
    sent = {**hidden(form), "officer": str(office.user(Role.SPECIALIST))}
    assert head.post(address(office, dossier, "assign"), sent).status_code == 302

    at(2 * HOUR)
    form = officer.get(address(office, dossier, "request-supplement")).content.decode()
    empty = officer.post(address(office, dossier, "request-supplement"), hidden(form))
    assert empty.status_code == 422
    assert empty.content.decode().count("Cần nhập nội dung này.") >= 2
    sent = {**hidden(form), "items": "Giấy chứng sinh\n\nTờ khai", "reason": "Khoản 1 Điều 16", "days": "10"}
    assert officer.post(address(office, dossier, "request-supplement"), sent).status_code == 302
    told = Dossier.objects.get(pk=dossier).acts.get(kind="paused")
    assert '"items": ["Giấy chứng sinh", "Tờ khai"]' in told.body


def test_the_first_act_is_the_one_that_the_step_waits_for(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    page = reverse("dossiers-one", args=[office.cast.here.pk, dossier])
    at(3 * HOUR)
    head = sign_in(office.cast.of_here[Role.HEAD])
    first = re.compile(r'class="button primary" href="[^"]*/viec/([a-z-]+)"')
    assert first.findall(head.get(page).content.decode()) == ["assign"]
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ"), 2 * HOUR)
    # It can still be given to another, but it is the approval that it waits for.
    assert first.findall(head.get(page).content.decode()) == ["approve"]


def test_a_double_click_acts_once(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    at(HOUR)
    counter = sign_in(office.cast.of_here[Role.COUNTER])
    form = counter.get(address(office, dossier, "note")).content.decode()
    sent = {**hidden(form), "text": "Gọi lại cho dân"}
    for _time in range(2):
        assert counter.post(address(office, dossier, "note"), sent).status_code == 302
    assert Dossier.objects.get(pk=dossier).acts.filter(kind="noted").count() == 1


def test_a_form_that_is_sent_again_is_no_error_though_its_choice_is_gone(
    office: Office, sign_in: SignIn, at: At
) -> None:
    dossier = office.receive().dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    office.act(Role.SPECIALIST, dossier, acts.AskAgency("Công an xã", "Xác minh"), 2 * HOUR)
    at(3 * HOUR)
    officer, place = sign_in(office.cast.of_here[Role.SPECIALIST]), address(office, dossier, "answer-agency")
    task = AgencyTask.objects.get().pk
    sent = {**hidden(officer.get(place).content.decode()), "task": str(task), "answer": "Đúng"}
    first, again = officer.post(place, sent), officer.post(place, sent, follow=True)
    assert first.status_code == 302
    assert "không ghi lần thứ hai" in again.content.decode()
    # Something else under the same key is told, and stays typed.
    other = officer.post(place, {**sent, "key": "another"})
    assert other.status_code == 422


def test_the_page_tells_in_words_what_was_done_and_what_is_asked(
    office: Office, sign_in: SignIn, at: At
) -> None:
    dossier, specialist = office.receive().dossier, office.user(Role.SPECIALIST)
    office.act(Role.HEAD, dossier, acts.Assign(specialist), HOUR)
    office.act(Role.SPECIALIST, dossier, acts.RequestSupplement(("Tờ khai",), "Điều 5", 5), 2 * HOUR)
    entry = Dossier.objects.get(pk=dossier).acts.get(kind="paused").pk
    office.act(Role.DIRECTOR, dossier, acts.AskCorrection(entry, "Ghi nhầm"), 3 * HOUR)
    at(4 * HOUR)
    head = sign_in(office.cast.of_here[Role.HEAD])
    page = head.get(reverse("dossiers-one", args=[office.cast.here.pk, dossier])).content.decode()
    for words in (
        "Yêu cầu bổ sung",
        "cho Người specialist-here",
        "trả lời trước",
        "(chờ bổ sung)",
        "sửa ghi nhận",
        "bỏ: ",
    ):
        assert words in page, words
    assert "(supplement)" not in page
    # Nobody hands a dossier over to whoever has it.
    form = head.get(address(office, dossier, "hand-over")).content.decode()
    assert f'<option value="{specialist}"' not in form


def test_a_transfer_declined_twice_by_a_double_click(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    office.act(Role.COUNTER, dossier, acts.AskTransfer(office.cast.there.pk, "Thẩm quyền xã bên"), HOUR)
    at(2 * HOUR)
    there = sign_in(office.cast.of_there[Role.HEAD])
    place = reverse("desk-act", args=[office.cast.there.pk, dossier, "decline-transfer"])
    sent = {**hidden(there.get(place).content.decode()), "reason": "Không thuộc thẩm quyền"}
    assert [there.post(place, sent).status_code for _time in range(2)] == [302, 302]
    answered = there.post(place, {**sent, "key": "another"}, follow=True)
    assert "Hồ sơ không còn chờ đơn vị này: Không nhận" in answered.content.decode()


def test_what_was_typed_stays_when_somebody_else_was_faster(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    counter = sign_in(office.cast.of_here[Role.COUNTER])
    at(HOUR)
    form = counter.get(address(office, dossier, "stop")).content.decode()
    office.act(Role.COUNTER, dossier, acts.Note("x"), HOUR)
    at(2 * HOUR)
    answer = counter.post(address(office, dossier, "stop"), {**hidden(form), "reason": "Dân xin rút"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chính anh, chị đã xử lý hồ sơ này lúc" in page
    assert "“Ghi chú”" in page
    assert "Dân xin rút" in page
    assert Work.objects.get(pk=dossier).open


def test_a_second_request_for_a_supplement_is_warned_of(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    office.act(Role.SPECIALIST, dossier, acts.RequestSupplement(("x",), "y"), HOUR)
    office.act(Role.COUNTER, dossier, acts.ReceiveSupplement(), DAY)
    at(DAY + HOUR)
    officer = sign_in(office.cast.of_here[Role.SPECIALIST])
    form = officer.get(address(office, dossier, "request-supplement")).content.decode()
    assert "tính là trễ hạn" in form or "tính là quá hạn" in form


def test_numbers_and_choices_that_cannot_be(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    at(HOUR)
    head = sign_in(office.cast.of_here[Role.HEAD])
    for officer in ("0", "abc", "99999999999999", "<script>", "1\x00"):
        answer = head.post(address(office, dossier, "assign"), {"officer": officer, "seq": "1"})
        assert answer.status_code == 422, officer
        assert "<script>" not in answer.content.decode().replace("<script src", "")
    for amount in ("-1", "1.5", "mười", "9" * 40, "٣"):
        answer = head.post(
            address(office, dossier, "extend"), {"amount": amount, "ground": "Điều 5", "seq": "1"}
        )
        assert answer.status_code == 422, amount


def test_nothing_is_there_for_a_stranger(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    at(HOUR)
    stranger = sign_in(office.cast.of_there[Role.DIRECTOR])
    there = office.cast.there.pk
    assert stranger.get(reverse("desk-act", args=[there, dossier, "note"])).status_code == 404
    assert stranger.get(reverse("dossiers-one", args=[there, dossier])).status_code == 404
    assert stranger.get(address(office, dossier, "note")).status_code == 403
