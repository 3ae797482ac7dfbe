"""Mẫu báo cáo: taken, brought, checked, adopted from a day on; older reports keep their wording."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.people.models import Role, User
from motcua.reports.collect import collect
from motcua.reports.models import NarrativeTemplate, ReportSection
from motcua.reports.template.versions import adopt, go_back, in_use, keep
from motcua.rules.instants import day_of, day_start
from motcua.rules.periods import parse
from tests.pages.cast import Cast

SignIn = Callable[[User], Client]
PERIOD = "2026-04-15..2026-05-14"
MAY = parse(PERIOD)


def a_template(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def brought(client: Client, cast: Cast, text: str) -> str:
    given = {"file": SimpleUploadedFile("mau.docx", a_template(text)), "periods": ""}
    answer = client.post(f"{reverse('template', args=[cast.here.pk])}?period={PERIOD}", given)
    assert answer.status_code == 302
    return f"{answer['Location']}?period={PERIOD}"


def test_a_template_is_brought_looked_at_and_used(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    begin = client.get(f"{reverse('template-start', args=[filled.here.pk, 'kiem-soat'])}?period={PERIOD}")
    assert begin.content.startswith(b"PK")
    page = client.get(f"{reverse('template', args=[filled.here.pk])}?period={PERIOD}").content.decode()
    assert "{{tiep_nhan.tong}}" in page and "Đơn vị chưa có mẫu riêng" in page
    address = brought(client, filled, "Lời văn riêng: {{tiep_nhan.tong|hồ sơ}}.")
    shown = client.get(address).content.decode()
    assert (
        "Lời văn riêng: " in shown and "Nơi nhận" in shown and "{{" not in shown.partition("draft-title")[2]
    )
    answer = client.post(address, {"since": "2026-05-14"}, follow=True).content.decode()
    assert "Đã đưa bản 1 vào dùng" in answer
    draft = client.get(f"{reverse('reports-draft', args=[filled.here.pk])}?period={PERIOD}").content.decode()
    assert "Lời văn riêng: " in draft and "TÌNH HÌNH, KẾT QUẢ" not in draft
    made = client.get(f"{reverse('reports-file', args=[filled.here.pk, 'docx'])}?period={PERIOD}").content
    assert docx.Document(BytesIO(made)).paragraphs[0].text.startswith("Lời văn riêng: ")
    again = client.post(address, {"since": "2026-05-14"})
    assert again.status_code == 422


def test_an_unknown_field_keeps_a_template_from_being_used(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    address = brought(client, filled, "Sai: {{tiep_nhan.tongg}}.")
    shown = client.get(address).content.decode()
    assert "Có phải là {{tiep_nhan.tong}}?" in shown and "Viết báo cáo theo bản này" not in shown
    assert client.post(address, {"since": "2026-05-14"}).status_code == 422
    assert NarrativeTemplate.objects.get().adopted_at is None
    given = {"file": SimpleUploadedFile("mau.doc", b"\xd0\xcf\x11\xe0"), "periods": ""}
    refused = client.post(reverse("template", args=[filled.here.pk]), given)
    assert refused.status_code == 422 and "không phải là DOCX" in refused.content.decode()


def at(day: date) -> int:
    return day_start(day_of(day))


def test_older_reports_keep_their_wording(cast: Cast) -> None:
    unit, by = cast.here, cast.of_here[Role.CONTROL].pk
    first = keep(unit, a_template("một"), "mot.docx", "", by, at(date(2026, 5, 1)))
    adopt(first, date(2026, 5, 14), by, at(date(2026, 5, 2)))
    second = keep(unit, a_template("hai"), "hai.docx", "", by, at(date(2026, 6, 1)))
    adopt(second, date(2026, 5, 14), by, at(date(2026, 6, 2)))
    assert in_use(unit, parse("2026-04")) is None
    assert in_use(unit, MAY) == second
    # The report that bears the date of 20/5 was written from the first version, and is again.
    assert in_use(unit, MAY, date(2026, 5, 20)) == first
    assert in_use(unit, MAY, None, at(date(2026, 5, 20))) == first
    ReportSection.objects.create(unit=unit, period=MAY.name, key="ngay", text="2026-05-20")
    template = collect(unit, MAY).template
    assert template is not None and template.number == first.number
    quarterly = keep(unit, a_template("quý"), "quy.docx", "quarter", by, at(date(2026, 7, 1)))
    adopt(quarterly, date(2026, 6, 14), by, at(date(2026, 7, 1)))
    assert in_use(unit, parse("2026-Q2")) == quarterly and in_use(unit, parse("2026-06")) == second
    go_back(unit, "", date(2026, 7, 14), by, at(date(2026, 7, 2)))
    assert in_use(unit, parse("2026-07")) is None and in_use(unit, parse("2026-06")) == second
    assert in_use(unit, parse("2026-Q3")) == quarterly
