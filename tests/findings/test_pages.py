"""The pages of findings, totals, incidents and explanations: what they show, keep, refuse, and to whom."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.catalogue.models import Unit
from motcua.catalogue.systems import system
from motcua.dossiers.models import Dossier
from motcua.findings.keep import reconcile
from motcua.findings.models import Fact, Finding, Incident, Pair, PublishedTotal, SystemRule, Touched
from motcua.people.models import AuditEntry, Role, User
from motcua.rules.instants import local_day
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.counter.test_counter import picture
from tests.findings.saying import CIVIL, ONE_STOP, REGISTER, says
from tests.hub.builders import xlsx

SignIn = Callable[[User], Client]
NOW = MONDAY + 15 * DAY
CODES = [f"H24.99-260601-15000{n}" for n in range(3)]


@pytest.fixture
def unit(office: Office, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unit:
    """The commune, with findings of four kinds."""
    settings.DOSSIER_FILES = tmp_path / "files"
    for module in ("page", "one", "totals", "incidents", "facts", "files", "explain", "rules"):
        monkeypatch.setattr(f"motcua.boards.findings.{module}.now", lambda: NOW)
    found = office.cast.here
    says(found, CIVIL, *({"code": code} for code in CODES), as_of=NOW)
    says(found, ONE_STOP, {"code": CODES[0], "field": "Hộ tịch", "due": MONDAY + 9 * DAY},
         {"code": CODES[1], "field": "Hộ tịch", "state": "ready", "finished": MONDAY + HOUR}, as_of=NOW)  # fmt: skip
    says(
        found,
        REGISTER,
        {"code": "HKD-1", "department": "Phòng Kinh tế", "state": "ready", "finished": NOW},
        as_of=NOW,
    )
    reconcile(found.pk, NOW)
    return found


@pytest.fixture
def control(office: Office, sign_in: SignIn) -> Client:
    """The officer who settles findings."""
    return sign_in(office.cast.of_here[Role.CONTROL])


def _html(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def _post(client: Client, name: str, *args: object, **values: Any) -> str:
    answer = client.post(reverse(name, args=args), values, follow=True)
    return answer.content.decode()


def test_the_list_is_narrowed_and_taken_as_a_file(unit: Unit, control: Client) -> None:
    page = _html(control, "findings", unit.pk)
    # 4 dossiers, on two of which systems differ.
    assert "50,0%" in page and "2 trong 4 hồ sơ" in page
    assert all(text in page for text in (CODES[0], CODES[1], "HKD-1", "Không qua Trung tâm", "máy đoán"))
    narrowed = _html(control, "findings", unit.pk, kind="due")
    assert CODES[0] in narrowed and CODES[1] not in narrowed
    pair = f"{system(CIVIL).pk}-{system(ONE_STOP).pk}"
    assert "HKD-1" not in _html(control, "findings", unit.pk, pair=pair)
    assert "Không điểm lệch nào khớp" in _html(control, "findings", unit.pk, age="7")
    assert CODES[0] not in _html(control, "findings", unit.pk, period="2026-05-01..2026-05-31")
    # What cannot be read is as if it were not there.
    assert CODES[0] in _html(
        control, "findings", unit.pk, kind="x", pair="a-b", owner="?", age="8", period="13", after="x"
    )
    content = control.get(reverse("findings-file", args=[unit.pk]), {"kind": "due"}).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values)
    assert (len(rows), rows[4][0]) == (5, CODES[0])
    assert AuditEntry.objects.filter(kind="file.exported").count() == 1


def test_many_are_settled_at_once_by_those_who_may(
    unit: Unit, control: Client, office: Office, sign_in: SignIn
) -> None:
    keys = list(Finding.objects.filter(kind__in=("due", "state")).values_list("pk", flat=True))
    specialist = office.cast.of_here[Role.SPECIALIST]
    given = {"finding": keys, "owner": specialist.pk, "cause": "incident", "text": "Đã báo hệ thống kia"}
    assert "Đã xử lý 2 điểm lệch" in _post(control, "findings-settle", unit.pk, **given)
    assert set(Finding.objects.filter(pk__in=keys).values_list("state", "owner", "cause")) == {
        ("explained", specialist.pk, "incident")
    }
    assert AuditEntry.objects.get(kind="finding.settled").details == {"findings": 2}
    mine = sign_in(specialist)
    assert CODES[0] in _html(mine, "findings", unit.pk, state="explained", owner="me")
    assert "data-tick-all" not in _html(mine, "findings", unit.pk, state="explained")
    history = _html(mine, "findings-one", unit.pk, keys[0])
    assert all(
        text in history
        for text in ("Sửa nguyên nhân", "Sự cố hệ thống", "Đã báo hệ thống kia", specialist.full_name)
    )
    hidden = _html(sign_in(office.cast.of_here[Role.AUDITOR]), "findings-one", unit.pk, keys[0])
    assert "Đã báo hệ thống kia" not in hidden and "không hiển thị" in hidden
    assert "Mở lại" in _post(control, "findings-settle", unit.pk, finding=keys[:1], reopen="1", owner="none")
    first = Finding.objects.get(pk=keys[0])
    assert (first.state, first.owner_id, first.cause) == ("open", None, "incident")
    assert "ít nhất một điểm lệch" in _post(control, "findings-settle", unit.pk)
    assert "Hãy chọn một nguyên nhân" in _post(
        control, "findings-settle", unit.pk, finding=keys, cause="vì sao"
    )
    stranger = sign_in(office.cast.of_there[Role.CONTROL])
    assert stranger.get(reverse("findings-one", args=[office.cast.there.pk, keys[0]])).status_code == 404


def test_systems_are_compared_again_at_once_and_pairs_are_kept(unit: Unit, control: Client) -> None:
    says(unit, ONE_STOP, {"code": CODES[0], "field": "Hộ tịch", "due": MONDAY + 2 * DAY}, as_of=NOW + 1)
    assert "1 tự khép" in _post(control, "findings-compare", unit.pk)
    pair = {
        "left": system(CIVIL).pk,
        "right": system(ONE_STOP).pk,
        "first": "2026-06-01",
        "last": "2026-06-30",
    }
    assert "được đối chiếu từ nay" in _post(control, "findings-rules", unit.pk, **pair)
    kept = Pair.objects.get()
    assert (kept.first, kept.last) == (local_day(MONDAY), local_day(MONDAY) + 29)
    assert Finding.objects.filter(kind="not_there", state="open").count() == 1
    assert "Thôi đối chiếu" in _html(control, "findings-rules", unit.pk)
    _post(control, "findings-part", unit.pk, kept.pk)
    assert not Finding.objects.filter(kind="not_there", state="open").exists()
    settled = {"system": system(REGISTER).pk, "rhythm": "10", "centre": "never"}
    assert "Đã lưu" in _post(control, "findings-rules", unit.pk, **settled)
    assert SystemRule.objects.values_list("rhythm_days", "centre").get() == (10, "never")
    for wrong, told in (
        (pair | {"right": pair["left"]}, "hai hệ thống khác nhau"),
        (pair | {"first": ""}, "ngày tiếp nhận đầu tiên"),
        (pair | {"first": "hôm qua"}, "không phải là một ngày"),
        (pair | {"left": "x"}, "một hệ thống trong danh sách"),
        (settled | {"rhythm": "lâu"}, "số ngày từ 1 đến 365"),
    ):
        assert told in _post(control, "findings-rules", unit.pk, **wrong)


def test_totals_are_entered_read_and_opened(unit: Unit, control: Client, tmp_path: Path) -> None:
    assert "Chưa có số liệu" in _html(control, "findings-totals", unit.pk)
    told = {
        "period": "2026-06-01..2026-06-30",
        "source": "Bộ Tư pháp",
        "system": system(ONE_STOP).pk,
        "measure": "open",
        "value": "1.002",
    }
    assert "1.002" in _post(control, "findings-totals-enter", unit.pk, **told)
    total = PublishedTotal.objects.get()
    assert (total.value, total.measure, total.source) == (1002, "open", "Bộ Tư pháp")
    page = _html(control, "findings-total", unit.pk, total.pk)
    # Ours by the one-stop system: none. By its words one is open, of those led by the ministry's.
    assert CODES[0] in page and "Theo dữ liệu của hệ thống kia thì tính" in page and "−1.002" in page
    for wrong in (
        {"period": "?"},
        {"source": " "},
        {"system": "x"},
        {"measure": "x"},
        {"value": "nhiều"},
        {"field": "x"},
    ):
        assert control.post(reverse("findings-totals-enter", args=[unit.pk]), told | wrong).status_code == 422
    form = xlsx(
        tmp_path / "bieu.xlsx", {"A": [[f"({n})" for n in range(1, 14)], ["", "Tổng cộng", *range(11)]]}
    )
    file = SimpleUploadedFile("biểu.xlsx", form.read_bytes())
    _post(control, "findings-totals-read", unit.pk, file=file, period="2026-Q2", source="Hệ thống một cửa")
    assert PublishedTotal.objects.filter(file="biểu.xlsx").count() == 11
    bad = SimpleUploadedFile("x.xlsx", b"not a workbook")
    for sent in ({"file": bad}, {}):
        answer = control.post(
            reverse("findings-totals-read", args=[unit.pk]), {**sent, "period": "2026-Q2", "source": "A"}
        )
        assert answer.status_code == 422


def test_an_incident_with_a_picture_and_the_dossiers_that_it_touched(
    unit: Unit, office: Office, sign_in: SignIn
) -> None:
    officer = sign_in(office.cast.of_here[Role.SPECIALIST])
    assert "Chưa ghi sự cố nào" in _html(officer, "findings-incidents", unit.pk)
    assert "Biểu hiện" in _html(officer, "findings-incident-record", unit.pk)
    told = {
        "system": system(CIVIL).pk,
        "begin": "2026-06-03T07:00",
        "end": "2026-06-03T09:00",
        "symptom": "Quá tải",
    }
    sent = {**told, "file": SimpleUploadedFile("anh.png", picture())}
    assert "3 hồ sơ chờ xác nhận" in _post(officer, "findings-incident-record", unit.pk, **sent)
    incident = Incident.objects.get()
    image = officer.get(reverse("findings-screenshot", args=[unit.pk, incident.pk]))
    assert image["Content-Type"] == "image/png" and "sandbox" in image["Content-Security-Policy"]
    key = Dossier.objects.get(code=CODES[0]).pk
    assert "Đã ghi nhận 2 hồ sơ" in _post(
        officer, "findings-touched", unit.pk, incident.pk, dossier=[key], code="HKD-1"
    )
    assert "không có hồ sơ mang mã này" in _post(officer, "findings-touched", unit.pk, incident.pk, code="X")
    beside = _html(officer, "dossiers-one", unit.pk, key)
    assert "Sự cố 3/6/2026 07:00" in beside and "Quá tải" in beside
    for wrong in (
        {"system": "x"},
        {"begin": ""},
        {"begin": "sáng"},
        {"end": "2026-06-01T00:00"},
        {"symptom": ""},
    ):
        assert (
            officer.post(reverse("findings-incident-record", args=[unit.pk]), told | wrong).status_code == 422
        )
    text = SimpleUploadedFile("a.png", b"<html>")
    assert (
        officer.post(reverse("findings-incident-record", args=[unit.pk]), told | {"file": text}).status_code
        == 422
    )
    _post(
        officer, "findings-incident-record", unit.pk, **told | {"symptom": "Ngừng hẳn"}, replaces=incident.pk
    )
    later = Incident.objects.get(replaces=incident)
    assert later.file == incident.file and Touched.objects.filter(incident=later, confirmed=True).count() == 2
    assert officer.get(reverse("findings-incident", args=[unit.pk, incident.pk])).status_code == 404
    _post(officer, "findings-incident-record", unit.pk, replaces=later.pk, withdraw="1")
    assert "Chưa ghi sự cố nào" in _html(officer, "findings-incidents", unit.pk)
    assert AuditEntry.objects.filter(kind="explained.incident").count() == 3


def test_a_fact_with_evidence_and_the_documents(
    unit: Unit, office: Office, control: Client, sign_in: SignIn
) -> None:
    dossier = Dossier.objects.get(code=CODES[2])
    assert "Sự việc" in _html(control, "findings-fact", unit.pk, dossier.pk)
    sent = {
        "text": "Công dân xin lùi hẹn",
        "happened_at": "2026-06-02T08:00",
        "file": SimpleUploadedFile("don.png", picture()),
    }
    assert "Công dân xin lùi hẹn" in _post(control, "findings-fact", unit.pk, dossier.pk, **sent)
    fact = Fact.objects.get()
    assert control.get(reverse("findings-evidence", args=[unit.pk, fact.pk]))["Content-Type"] == "image/png"
    auditor = sign_in(office.cast.of_here[Role.AUDITOR])
    shown = _html(auditor, "dossiers-one", unit.pk, dossier.pk)
    assert "Công dân xin lùi hẹn" not in shown and "Đã ghi sự việc" in shown
    for wrong in ({"text": ""}, {"happened_at": "x"}, {"happened_at": "2027-01-01T00:00"}):
        answer = control.post(reverse("findings-fact", args=[unit.pk, dossier.pk]), {"text": "A"} | wrong)
        assert answer.status_code == 422
    period = {"first": "2026-06-01", "last": "2026-06-15"}
    page = _html(control, "findings-explain", unit.pk, **period)
    assert "Công dân xin lùi hẹn" in page and CODES[0] in page
    assert CODES[2] not in _html(control, "findings-explain", unit.pk, only="unexplained", **period)
    assert "Công dân xin lùi hẹn" not in _html(auditor, "findings-explain", unit.pk, **period)
    for kind, head in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        assert control.get(reverse("findings-explain-file", args=[unit.pk, kind]), period).content.startswith(
            head
        )
    for address in (("findings-explain-file", "odt"), ("findings-letter", system(CIVIL).pk, "pdf")):
        assert control.get(reverse(address[0], args=[unit.pk, *address[1:]]), period).status_code == 404
    Incident.objects.create(unit=unit, system=system(CIVIL), begin=MONDAY, end=NOW, symptom="Chậm", at=NOW)
    letter = control.get(reverse("findings-letter", args=[unit.pk, system(CIVIL).pk, "docx"]), period)
    assert letter.content.startswith(b"PK")
    _post(control, "findings-fact", unit.pk, dossier.pk, replaces=fact.pk, withdraw="1")
    assert "Công dân xin lùi hẹn" not in _html(control, "dossiers-one", unit.pk, dossier.pk)


def test_the_board_shows_on_how_many_dossiers_all_systems_agree(
    unit: Unit, control: Client, office: Office, sign_in: SignIn
) -> None:
    board = _html(control, "board", unit.pk)
    assert (
        "Các hệ thống thống nhất" in board
        and "50,0%" in board
        and reverse("findings", args=[unit.pk]) in board
    )
    other = sign_in(office.cast.of_there[Role.CONTROL])
    assert "Các hệ thống thống nhất" not in _html(other, "board", office.cast.there.pk)
    assert "tự đối chiếu mỗi ngày" in _html(other, "findings", office.cast.there.pk)
