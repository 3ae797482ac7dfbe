"""Sổ theo dõi and Biểu mẫu: entries typed, changed, read from files; forms filled from them, each number with its way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.boards import clock
from motcua.boards.asked import written
from motcua.people.models import AuditEntry, Role, User
from motcua.registers.models import Entry, Revision
from tests.looks import LOOKS
from tests.pages.cast import Cast
from tests.pages.test_browser import SIZES, _open, _problems

SignIn = Callable[[User], Client]
PERIOD = "period=2026-04-15..2026-05-14"
GIVEN = {
    "number": "PA-01", "received": "2026-05-04", "channel": "portal", "kind": "conduct", "field": "Đất đai",
    "summary": "Chậm trả kết quả", "person": "Lê Thị Riêng", "contact": "0900 000 000", "due": "2026-05-18",
}  # fmt: skip


def at(name: str, cast: Cast, *more: object) -> str:
    return reverse(name, args=[cast.here.pk, *more])


@pytest.fixture
def control(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.of_here[Role.CONTROL])


def added(client: Client, cast: Cast, **changes: str) -> Entry:
    answer = client.post(at("registers-new", cast, "phan-anh"), GIVEN | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Entry.objects.order_by("-pk")[0]


def test_an_entry_stands_in_the_list_in_the_form_and_in_the_log(control: Client, cast: Cast) -> None:
    added(control, cast)
    page = control.get(f"{at('registers-one', cast, 'phan-anh')}?{PERIOD}").content.decode()
    assert "PA-01" in page and "Cổng Dịch vụ công quốc gia" in page and "Lê Thị Riêng" in page
    form = control.get(f"{at('reports-form', cast, 'II.05a')}?{PERIOD}").content.decode()
    row = re.search(r'<tr><td class="order">1</td>.*?</tr>', form, re.DOTALL)
    assert row and "Đất đai" in row[0]
    # (3) 1 = (4) conduct 1 = (8) new 1; (15) open 1 = (16) conduct 1
    assert "".join(re.findall(r">(\d+)<", row[0])) == "1" + "110001" + "000000" + "1100" + "0"
    assert f"{at('registers-one', cast, 'phan-anh')}?{PERIOD}" in row[0]
    told = AuditEntry.objects.filter(kind="register.written").values_list("details", flat=True)
    assert list(told) == [{"register": "phan-anh", "entries": 1}]


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(control: Client, cast: Cast) -> None:
    answer = control.post(
        at("registers-new", cast, "phan-anh"), GIVEN | {"answered": "2026-05-01", "field": ""}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and not Entry.objects.exists()
    assert 'id="answered-error"' in page and 'id="field-error"' in page and "Lê Thị Riêng" in page


def test_a_change_that_comes_too_late_is_noticed(control: Client, cast: Cast) -> None:
    entry = added(control, cast)
    address = at("registers-entry", cast, "phan-anh", entry.pk)
    assert control.post(address, GIVEN | {"due": "2026-05-20", "version": "1"}).status_code == 302
    late = control.post(address, GIVEN | {"due": "2026-05-21", "version": "1"})
    assert (late.status_code, "Người khác vừa sửa" in late.content.decode()) == (409, True)
    history = control.get(address).content.decode()
    assert "Hạn trả lời" in history.split("Lịch sử")[1]


def test_persons_are_for_those_who_may_see_them(control: Client, cast: Cast, sign_in: SignIn) -> None:
    entry = added(control, cast)
    clerk = sign_in(cast.of_here[Role.CLERK])
    for address in (
        f"{at('registers-one', cast, 'phan-anh')}?{PERIOD}",
        at("registers-entry", cast, "phan-anh", entry.pk),
    ):
        page = clerk.get(address).content.decode()
        assert "PA-01" in page and "Lê Thị Riêng" not in page and "0900" not in page
    assert clerk.post(at("registers-entry", cast, "phan-anh", entry.pk), GIVEN).status_code == 403
    address = f"{at('registers-one', cast, 'phan-anh')}?{PERIOD}"
    assert "PA-01" not in clerk.post(address, {"q": "rieng"}).content.decode()
    assert "PA-01" in control.post(address, {"q": "rieng le"}).content.decode()


def test_an_entry_is_taken_out_and_put_back(control: Client, cast: Cast) -> None:
    entry = added(control, cast)
    address = at("registers-one", cast, "phan-anh")
    control.post(at("registers-void", cast, "phan-anh", entry.pk))
    assert "PA-01" not in control.get(f"{address}?{PERIOD}").content.decode()
    assert "PA-01" in control.get(f"{address}?{PERIOD}&voided=1").content.decode()
    control.post(at("registers-void", cast, "phan-anh", entry.pk))
    assert "PA-01" in control.get(f"{address}?{PERIOD}").content.decode()


def test_a_file_is_shown_before_it_is_recorded(control: Client, cast: Cast) -> None:
    added(control, cast)
    body = control.get(f"{at('registers-file', cast, 'phan-anh')}?{PERIOD}").content
    assert body.startswith(b"PK")
    text = (
        "Mã hoặc số phản ánh;Ngày tiếp nhận;Kênh tiếp nhận;Nội dung phản ánh;Ngành, lĩnh vực;Tóm tắt nội dung\n"
        "PA-01;4/5/2026;Trực tiếp;Hành vi hành chính;Đất đai;Chậm trả kết quả\n"
        "PA-02;5/5/2026;Điện thoại;Quy định hành chính;Hộ tịch;Thử\nPA-03;hôm qua;Điện thoại;Khác;Hộ tịch;Thử\n"
    )
    upload = {"files": SimpleUploadedFile("so.csv", text.encode("utf-8-sig"))}
    shown = control.post(at("registers-import", cast, "phan-anh"), upload)
    page = control.get(shown["Location"]).content.decode()
    assert "Kênh tiếp nhận" in page and "hôm qua" in page and Entry.objects.count() == 1
    assert control.post(shown["Location"]).status_code == 302
    assert set(Entry.objects.values_list("code", flat=True)) == {"PA-01", "PA-02"}
    assert Entry.objects.get(code="PA-01").persons["person"] == "Lê Thị Riêng"


def test_an_entry_of_another_unit_is_not_even_there(control: Client, cast: Cast, sign_in: SignIn) -> None:
    entry = added(control, cast)
    stranger = sign_in(cast.of_there[Role.CONTROL])
    address = reverse("registers-entry", args=[cast.there.pk, "phan-anh", entry.pk])
    assert stranger.get(address).status_code == 404


def test_every_number_of_every_form_opens_what_is_behind_it(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    listed = client.get(f"{at('reports-forms', filled)}?{PERIOD}").content.decode()
    forms = dict.fromkeys(re.findall(r"/bao-cao/bieu-mau/([\w.-]+)\?", listed))
    assert {"II.05a", "II.06b-official", "II.07b", "II.08", "dieu-hanh", "cham-da-giai-quyet"} <= forms.keys()
    links: set[tuple[str, str]] = set()
    for form in forms:
        page = client.get(f"{at('reports-form', filled, form)}?{PERIOD}").content.decode()
        links |= set(
            re.findall(
                r'<a href="([^"]*/ho-so\?[^"]*measure=(?:received_online_|taken|stopped)[^"]*)">([\d.]+)</a>',
                page,
            )
        )
    assert len(links) > 5
    for address, number in links:
        assert f"{number} hồ sơ" in client.get(address.replace("&amp;", "&")).content.decode(), address


def entries_of(client: Client, address: str) -> int:
    """How many entries a list of a register says it has."""
    found = re.search(
        r'class="list-count">(\d+) dòng', client.get(address.replace("&amp;", "&")).content.decode()
    )
    return int(found[1]) if found else 0


def test_every_figure_of_a_register_opens_the_entries_it_counts(control: Client, cast: Cast) -> None:
    for number, changes in enumerate(
        ({}, {"field": "Hộ tịch", "kind": "both"}, {"kind": "regulation", "answered": "2026-05-12"}), 1
    ):
        added(control, cast, number=f"PA-{number}", **changes)
    form = control.get(f"{at('reports-form', cast, 'II.05a')}?{PERIOD}").content.decode()
    page = control.get(f"{at('registers-one', cast, 'phan-anh')}?{PERIOD}").content.decode()
    kinds = control.get(f"{at('registers', cast)}?{PERIOD}").content.decode()
    links = set(
        re.findall(
            r'<a href="([^"]*so-theo-doi/phan-anh\?[^"]*measure=[^"]*)"[^>]*>(?:<b>)?(\d+)<', form + kinds
        )
    )
    links |= {
        (at("registers-one", cast, "phan-anh") + query, n)
        for query, n in re.findall(r'<dd><a href="(\?[^"]*measure=[^"]*)"[^>]*>(\d+)<', page)
    }
    assert len(links) > 20 and sum("row=" in address for address, _number in links) > 6
    for address, number in links:
        assert entries_of(control, address) == int(number), address


def test_a_register_as_it_was_known(control: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = added(control, cast)
    known_at = Revision.objects.get(entry=first).at
    then = f"{PERIOD}&known_at={written(known_at)}"
    monkeypatch.setattr(clock.time, "time_ns", lambda: (known_at + 60_000) * 1_000_000)
    control.post(
        at("registers-entry", cast, "phan-anh", first.pk), GIVEN | {"summary": "Viết lại", "version": "1"}
    )
    added(control, cast, number="PA-02")
    control.post(at("registers-void", cast, "phan-anh", first.pk))
    address = at("registers-one", cast, "phan-anh")
    now, past = (control.get(f"{address}?{query}").content.decode() for query in (PERIOD, then))
    assert "PA-02" in now and "PA-01" not in now
    assert "PA-01" in past and "Chậm trả kết quả" in past and "PA-02" not in past
    assert "Lê Thị Riêng" not in past and "Cột dữ liệu cá nhân" in past
    assert entries_of(control, f"{address}?{then}") == 1
    assert (
        entries_of(control, f"{address}?{then}&voided=1")
        == 0
        < entries_of(control, f"{address}?{PERIOD}&voided=1")
    )
    book = control.get(f"{at('registers-file', cast, 'phan-anh')}?{then}").content
    rows = list(openpyxl.load_workbook(BytesIO(book)).worksheets[0].iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == ["PA-01"] and "Lê Thị Riêng" not in str(rows)


def test_lists_of_dossiers_are_for_those_who_may_see_dossiers(filled: Cast, sign_in: SignIn) -> None:
    clerk, control = sign_in(filled.of_here[Role.CLERK]), sign_in(filled.of_here[Role.CONTROL])
    address = f"{at('reports-form', filled, 'cham-da-giai-quyet')}?{PERIOD}"
    assert clerk.get(address).status_code == 404
    page = control.get(address).content.decode()
    assert "Chưa có văn bản xin lỗi" in page and "/ho-so/" in page
    everything = control.get(f"{at('reports-form-file', filled, 'tat-ca', 'xlsx')}?{PERIOD}")
    assert everything.content.startswith(b"PK")
    assert clerk.get(f"{at('reports-form-file', filled, 'tat-ca', 'xlsx')}?{PERIOD}").status_code == 200


def test_a_province_sees_all_its_units_in_one_form(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_above[Role.CONTROL])
    address = reverse("reports-form", args=[filled.above.pk, "II.06d-units"])
    page = client.get(f"{address}?{PERIOD}").content.decode()
    assert filled.here.name in page
    assert f"/u/{filled.here.pk}/ho-so?" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_are_accessible_and_fit(
    browser: object,
    live_server: LiveServer,
    reference_data: None,
    filled: Cast,
    sign_in: SignIn,
    size: str,
    scheme: str,
) -> None:
    entry = added(sign_in(filled.of_here[Role.CONTROL]), filled)
    page = _open(browser, live_server, filled.of_here[Role.CONTROL], size, scheme)  # type: ignore[arg-type]
    addresses = [
        f"{at('registers-one', filled, 'phan-anh')}?{PERIOD}",
        at("registers-entry", filled, "phan-anh", entry.pk),
        f"{at('reports-form', filled, 'dieu-hanh')}?{PERIOD}",
        f"{at('registers', filled)}?{PERIOD}",
        f"{at('reports-forms', filled)}?{PERIOD}",
        f"{at('reports-form', filled, 'cham-da-giai-quyet')}?{PERIOD}",
    ]
    wrong: dict[str, list[str]] = {}
    for address in addresses if size == "desk" else addresses[:2]:
        page.goto(live_server.url + address, wait_until="networkidle")
        told = list(_problems(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            told.append("wider than the screen")
        if told:
            wrong[address] = told
    assert SIZES[size][0] == page.evaluate("innerWidth")
    page.context.close()
    assert wrong == {}
