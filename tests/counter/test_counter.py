"""The reception form without a browser: what is taken in, what is refused and in which words, nothing lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from motcua.casework import acts
from motcua.casework.models import Applicant, Draft, Fee, Paper, StoredFile, Work
from motcua.dossiers.models import Dossier
from motcua.people.models import AuditEntry, Role, User
from motcua.rules.accounts import Account
from motcua.rules.instants import Instant
from tests.casework.conftest import HOUR, Office

SignIn = Callable[[User], Client]
At = Callable[[int], Instant]


@pytest.fixture(autouse=True)
def folder(tmp_path: Any, settings: Any) -> None:
    """Files go to a folder of the test."""
    settings.DOSSIER_FILES = tmp_path / "files"


@pytest.fixture
def counter(office: Office, sign_in: SignIn, at: At) -> Client:
    """The counter officer, at nine."""
    at(HOUR)
    return sign_in(office.cast.of_here[Role.COUNTER])


def place(office: Office, name: str = "counter", *more: int) -> str:
    return reverse(name, args=[office.cast.here.pk, *more])


def typed(office: Office, **more: str) -> dict[str, str]:
    usual = {
        "procedure": str(office.procedure), "name": "Nguyễn Văn Đức", "id_number": "001099012345", "channel": "1",
        "lane": "0", "key": "key-of-the-form", "act": "accept",
        "paper-0-name": "Tờ khai", "paper-0-in": "1", "paper-0-originals": "1", "paper-1-name": "Giấy chứng sinh",
        "fee-0-name": "Lệ phí", "fee-0-amount": "8.000", "fee-0-how": "cash",
    }  # fmt: skip
    return usual | more


def test_a_dossier_is_taken_in_with_papers_and_fee(office: Office, counter: Client) -> None:
    answer = counter.post(place(office), typed(office), follow=True)
    work = Work.objects.get()

    assert work.dossier.code in answer.content.decode()
    assert list(Paper.objects.order_by("pk").values_list("name", "handed_in", "originals")) == [
        ("Tờ khai", True, 1), ("Giấy chứng sinh", False, 0),
    ]  # fmt: skip
    assert list(Fee.objects.values_list("amount", "how")) == [(8000, "cash")]
    assert work.dossier.cell.fee_due == 1


def test_a_double_click_and_the_back_button_take_in_one(office: Office, counter: Client) -> None:
    for _time in range(3):
        assert counter.post(place(office), typed(office)).status_code == 302
    assert Work.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("procedure", "", "Chọn thủ tục trong danh sách."),
        ("procedure", "<b>", "Chọn thủ tục trong danh sách."),
        ("name", "  ", "Nhập họ tên người nộp."),
        ("name", "x" * 301, "Nội dung quá dài."),
        ("id_number", "12-34", "Số định danh có 6 đến 20 chữ số"),
        ("phone", "không có", "Số điện thoại có 7 đến 19 chữ số."),
        ("email", "a@", "Địa chỉ thư điện tử không đúng."),
        ("channel", "9", "Chọn một mục trong danh sách."),
        ("lane", "x", "Chọn một mục trong danh sách."),
        ("paper-0-copies", "hai", "Nhập số nguyên."),
        ("fee-0-amount", "-5", "Nhập số nguyên."),
        ("fee-0-how", "vàng", "Chọn một mục trong danh sách."),
        ("behalf", "1", "Nhập họ tên người nộp thay."),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_lost(
    office: Office, counter: Client, field: str, value: str, words: str
) -> None:
    answer = counter.post(place(office), typed(office, summary="Đăng ký cho con đầu", **{field: value}))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert words in page
    assert "Đăng ký cho con đầu" in page
    assert Work.objects.count() == 0


def test_markup_and_control_characters_stay_words(office: Office, counter: Client) -> None:
    answer = counter.post(place(office), typed(office, name="<script>x</script>\x07 An"), follow=True)
    dossier = Dossier.objects.get(issuer__key="own")
    assert dossier.person.name == "<script>x</script> An"
    page = counter.get(reverse("dossiers-one", args=[office.cast.here.pk, dossier.pk])).content.decode()
    assert "<script>x" not in page
    assert answer.status_code == 200


def test_not_complete_and_not_accepted(office: Office, counter: Client) -> None:
    asked = typed(office, act="ask", missing="Giấy chứng sinh", key="key-1")
    assert counter.post(place(office), asked).status_code == 302
    assert Work.objects.get().state == Account.LODGED_SUPPLEMENT
    turned = typed(office, act="turn", reason="Không thuộc thẩm quyền", key="key-2")
    assert counter.post(place(office), turned).status_code == 302
    nothing = counter.post(place(office), typed(office, act="turn", key="key-3"))
    assert nothing.status_code == 422
    assert Work.objects.count() == 2


def test_a_known_number_fills_in_and_only_for_this_unit(
    office: Office, counter: Client, sign_in: SignIn
) -> None:
    counter.post(place(office), typed(office, phone="0912345678", address="Thôn Một"))
    known = counter.post(place(office, "counter-applicant"), {"id_number": "001099012345"}).json()
    assert (known["name"], known["phone"], known["address"]) == ("Nguyễn Văn Đức", "0912345678", "Thôn Một")
    assert counter.post(place(office, "counter-applicant"), {"id_number": "999999999999"}).json() == {}
    assert AuditEntry.objects.filter(kind="applicant.read", unit=office.cast.here.pk).count() == 1
    there = sign_in(office.cast.of_there[Role.COUNTER])
    neighbour = reverse("counter-applicant", args=[office.cast.there.pk])
    assert there.post(neighbour, {"id_number": "001099012345"}).json() == {}
    assert Applicant.objects.count() == 1


def test_a_draft_is_there_again_and_gone_once_taken_in(office: Office, counter: Client) -> None:
    counter.post(place(office, "counter-draft"), {"name": "Lê Thị Nháp", "procedure": str(office.procedure)})
    page = counter.get(place(office)).content.decode()
    assert "Lê Thị Nháp" in page
    assert "Bản nháp của anh/chị đã được mở lại." in page
    counter.post(place(office), typed(office))
    assert not Draft.objects.exists()


def test_procedures_are_found_and_explained(office: Office, counter: Client) -> None:
    found = counter.get(
        place(office, "counter-procedures"), {"procedure-words": "dk khai sinh"}
    ).content.decode()
    assert f'data-procedure="{office.procedure}"' in found
    part = counter.get(place(office, "counter-offer"), {"procedure": office.procedure}).content.decode()
    assert "Hẹn trả kết quả:" in part
    assert counter.get(place(office, "counter-offer"), {"procedure": "0"}).status_code == 404


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("L", (40, 40), 200).save(made, kind)
    return made.getvalue()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 600_000_000)
    return made.getvalue()


def send(counter: Client, office: Office, name: str, content: bytes) -> Any:
    return counter.post(place(office, "counter-upload"), {"file": SimpleUploadedFile(name, content)})


def test_a_scan_is_kept_and_makes_the_dossier_digitised(office: Office, counter: Client) -> None:
    kept = send(counter, office, "..\\..\\giay<b>.png", picture()).json()
    assert kept["name"] == "giay<b>.png"
    counter.post(place(office), typed(office, **{"paper-0-file": str(kept["file"])}))
    dossier = Dossier.objects.get(issuer__key="own")
    assert dossier.cell.digitised == 1
    paper = Paper.objects.get(name="Tờ khai")
    shown = counter.get(reverse("desk-file", args=[office.cast.here.pk, dossier.pk, paper.pk]))
    assert shown["Content-Type"] == "image/png"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert b"".join(shown.streaming_content) == picture()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "Tệp rỗng."),
        ("a.pdf", b"MZ\x90\x00 a program", "Chỉ nhận tệp PDF"),
        ("a.png", b"<html><script>alert(1)</script>", "Chỉ nhận tệp PDF"),
        ("a.docx", b"PK\x03\x04 no archive", "Tệp bị hỏng"),
        ("a.png", picture()[:60], "Chỉ nhận tệp PDF"),
    ],
)
def test_a_file_that_is_not_what_it_says(
    office: Office, counter: Client, name: str, content: bytes, words: str
) -> None:
    answer = send(counter, office, name, content)
    assert answer.status_code == 422
    assert words in answer.json()["problem"]
    assert not StoredFile.objects.exists()


def test_bombs_are_not_unpacked(office: Office, counter: Client) -> None:
    assert "Tệp nén chứa nhiều hơn" in send(counter, office, "a.docx", bomb()).json()["problem"]
    huge = bytearray(picture())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    assert send(counter, office, "a.png", bytes(huge)).status_code == 422


def test_results_are_returned_several_at_once(office: Office, counter: Client) -> None:
    ready = []
    for n in range(2):
        dossier = office.receive(n * HOUR // 10).dossier
        office.act(Role.LEADER, dossier, acts.Refuse("Không đủ điều kiện"), HOUR // 2)
        ready.append(dossier)
    page = counter.post(place(office, "return"), {"q": "duc"}).content.decode()
    assert all(f'value="{key}"' in page for key in ready)
    assert "Không tìm thấy" in counter.post(place(office, "return"), {"q": "khong ai"}).content.decode()
    sent = {"dossier": [*map(str, ready), "x"], "evidence": "Đã ký nhận", "way": "counter"}
    page = counter.post(place(office, "return"), sent, follow=True).content.decode()
    assert "Đã trả 2 kết quả." in page
    assert not Work.objects.filter(open=True).exists()


def test_the_form_shows_what_waits(office: Office, counter: Client, at: At) -> None:
    lodged = office.receive(accept=False).code
    page = counter.get(place(office)).content.decode()
    assert lodged in page
    assert re.search(r"còn \d+ giờ làm việc", page)
    assert "Đã có kết quả, chưa trả" not in page
    decided = office.receive().dossier
    office.act(Role.LEADER, decided, acts.Refuse("Không đủ điều kiện"), HOUR // 2)
    assert (
        reverse("desk-act", args=[office.cast.here.pk, decided, "return-result"])
        in counter.get(place(office)).content.decode()
    )
