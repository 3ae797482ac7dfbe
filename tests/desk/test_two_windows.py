"""Two windows at once: one wins, the other reads who did what and when, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from motcua.casework import acts
from motcua.casework.models import Transfer, Work
from motcua.dossiers.models import Dossier
from motcua.people.models import Role, User
from motcua.rules.instants import Instant
from tests.casework.conftest import HOUR, Office
from tests.desk.test_acts import address, hidden

SignIn = Callable[[User], Client]
At = Callable[[int], Instant]


def opened(client: Client, office: Office, dossier: int, act: str) -> dict[str, str]:
    """The form of an act as a window has it open."""
    return hidden(client.get(address(office, dossier, act)).content.decode())


def kinds(dossier: int) -> list[str]:
    return list(Dossier.objects.get(pk=dossier).acts.order_by("pk").values_list("kind", flat=True))


def name(office: Office, role: str) -> str:
    return str(office.cast.of_here[role].get_full_name())


def test_the_same_lodged_dossier_accepted_by_two(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive(accept=False).dossier
    at(HOUR)
    one, other = sign_in(office.cast.of_here[Role.COUNTER]), sign_in(office.cast.of_here[Role.DIRECTOR])
    first, second = (opened(client, office, dossier, "accept") for client in (one, other))
    at(2 * HOUR)
    assert one.post(address(office, dossier, "accept"), first).status_code == 302
    late = other.post(address(office, dossier, "accept"), {**second, "note": "Ưu tiên"})
    page = late.content.decode()

    assert late.status_code == 422
    assert f"{name(office, Role.COUNTER)} vừa xử lý hồ sơ này lúc 10:00, 1/6/2026: “Được tiếp nhận”" in page
    assert "Ưu tiên" in page
    assert kinds(dossier) == ["lodged", "accepted"]


def test_a_proposal_approved_and_sent_back(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ"), 2 * HOUR)
    at(3 * HOUR)
    head = sign_in(office.cast.of_here[Role.HEAD])
    approving, sending = (opened(head, office, dossier, act) for act in ("approve", "send-back"))
    assert head.post(address(office, dossier, "approve"), approving).status_code == 302
    late = head.post(address(office, dossier, "send-back"), {**sending, "reason": "Thiếu căn cứ"})
    page = late.content.decode()

    assert late.status_code == 422
    assert "Chính anh, chị đã xử lý hồ sơ này lúc 11:00, 1/6/2026, ở một cửa sổ khác: “Đã phê duyệt”" in page
    assert "Thiếu căn cứ" in page
    assert "sent_back" not in kinds(dossier)


def test_handed_over_while_its_officer_acts(office: Office, sign_in: SignIn, at: At) -> None:
    """The dossier is somebody else's now, so that the right has gone with it: still it is said who took it."""
    dossier = office.receive().dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    at(2 * HOUR)
    officer = sign_in(office.cast.of_here[Role.SPECIALIST])
    form = opened(officer, office, dossier, "request-supplement")
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.HEAD)), 2 * HOUR)
    typed = {"items": "Giấy chứng sinh", "reason": "Khoản 1 Điều 16"}
    late = officer.post(address(office, dossier, "request-supplement"), {**form, **typed})
    page = late.content.decode()

    assert late.status_code == 422
    assert f"{name(office, Role.HEAD)} vừa xử lý hồ sơ này" in page and "“Phân công xử lý”" in page
    assert "Giấy chứng sinh" in page and "Khoản 1 Điều 16" in page
    assert "paused" not in kinds(dossier)


def test_handed_to_the_one_who_has_it_already(office: Office, sign_in: SignIn, at: At) -> None:
    """Whom the window offered is no longer among the choices; the reason is told, not only the field."""
    dossier = office.receive().dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    at(2 * HOUR)
    officer = sign_in(office.cast.of_here[Role.SPECIALIST])
    form = opened(officer, office, dossier, "hand-over")
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.HEAD)), 2 * HOUR)
    sent = {**form, "officer": str(office.user(Role.HEAD)), "reason": "Nghỉ phép"}
    late = officer.post(address(office, dossier, "hand-over"), sent)
    page = late.content.decode()

    assert late.status_code == 422
    assert f"{name(office, Role.HEAD)} vừa xử lý hồ sơ này" in page
    assert "Nghỉ phép" in page


def test_the_same_result_returned_by_two(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    office.act(Role.LEADER, dossier, acts.Finish(), HOUR)
    at(2 * HOUR)
    one, other = sign_in(office.cast.of_here[Role.COUNTER]), sign_in(office.cast.of_here[Role.DIRECTOR])
    place = reverse("return", args=[office.cast.here.pk])
    sent = {"dossier": str(dossier), "way": "counter", "evidence": "Đã ký nhận"}
    assert one.post(place, sent).status_code == 302
    late = other.post(place, sent)
    again = one.post(place, sent).content.decode()

    assert late.status_code == 422
    assert f"{name(office, Role.COUNTER)} đã ghi trả kết quả này lúc 10:00, 1/6/2026" in late.content.decode()
    assert "Chính anh, chị đã ghi trả kết quả này lúc 10:00, 1/6/2026" in again
    assert kinds(dossier).count("returned") == 1


def test_a_transfer_taken_back_while_the_receiver_confirms(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    target = office.cast.there.pk
    office.act(Role.COUNTER, dossier, acts.AskTransfer(target, "Thẩm quyền nơi khác"), HOUR)
    at(2 * HOUR)
    receiver = sign_in(office.cast.of_there[Role.COUNTER])
    place = reverse("desk-act", args=[target, dossier, "confirm-transfer"])
    form = hidden(receiver.get(place).content.decode())
    office.act(Role.COUNTER, dossier, acts.RecallTransfer("Chuyển nhầm nơi"), 2 * HOUR)
    late = receiver.post(place, form, follow=True)

    assert "Hồ sơ không còn chờ đơn vị này: Đã rút lại" in late.content.decode()
    assert Work.objects.get(pk=dossier).unit_id == office.cast.here.pk
    assert Transfer.objects.get().status == Transfer.Status.RECALLED


def test_after_confirming_the_receiver_sees_the_dossier(office: Office, sign_in: SignIn, at: At) -> None:
    dossier = office.receive().dossier
    target = office.cast.there.pk
    office.act(Role.COUNTER, dossier, acts.AskTransfer(target, "Thẩm quyền nơi khác"), HOUR)
    at(2 * HOUR)
    receiver = sign_in(office.cast.of_there[Role.COUNTER])
    place = reverse("desk-act", args=[target, dossier, "confirm-transfer"])
    shown = receiver.get(reverse("dossiers-one", args=[target, dossier])).content.decode()
    done = receiver.post(place, hidden(receiver.get(place).content.decode()))

    assert "đề nghị chuyển hồ sơ này đến đơn vị" in shown and "Thẩm quyền nơi khác" in shown
    assert done["Location"] == reverse("dossiers-one", args=[target, dossier])
