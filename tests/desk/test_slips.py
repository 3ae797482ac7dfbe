"""The printed forms of a dossier: those that its journal calls for, with what stands in it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
from django.test import Client
from django.urls import reverse

from motcua.boards.slips.fill import forms_of
from motcua.casework import acts
from motcua.casework.case import look_at
from motcua.casework.reception import PaperIn
from motcua.people.models import AuditEntry, Role, User
from motcua.rules.instants import Instant
from tests.casework.conftest import DAY, HOUR, MONDAY, Office


def printed(client: Client, office: Office, dossier: int, form: str, kind: str = "pdf") -> str:
    answer = client.get(reverse("slip", args=[office.cast.here.pk, dossier, form, kind]))
    assert answer.status_code == 200, form
    if kind == "docx":
        assert answer.content.startswith(b"PK")
        return ""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


def test_each_form_as_its_time_comes(
    office: Office, sign_in: Callable[[User], Client], at: Callable[[int], Instant]
) -> None:
    done = office.receive(papers=[PaperIn("Tờ khai đăng ký", originals=1)])
    dossier, client = done.dossier, sign_in(office.cast.of_here[Role.COUNTER])
    at(HOUR)
    receipt = printed(client, office, dossier, "01")
    assert done.code in receipt
    assert "Nguyễn Văn Đức" in receipt
    assert "Tờ khai đăng ký" in receipt
    assert client.get(reverse("slip", args=[office.cast.here.pk, dossier, "02", "pdf"])).status_code == 404

    office.act(
        Role.SPECIALIST, dossier, acts.RequestSupplement(("Giấy chứng sinh",), "Khoản 1 Điều 16"), HOUR
    )
    office.act(Role.COUNTER, dossier, acts.ReceiveSupplement(), DAY)
    office.act(Role.SPECIALIST, dossier, acts.Apologise(MONDAY + 30 * DAY, "Chờ xác minh"), 2 * DAY)
    office.act(Role.COUNTER, dossier, acts.Stop("Dân xin rút"), 3 * DAY)
    at(4 * DAY)
    seen = look_at(dossier, office.who(Role.COUNTER), MONDAY + 4 * DAY)
    assert forms_of(seen) == ["01", "02", "04", "05", "06"]
    assert "Giấy chứng sinh" in printed(client, office, dossier, "02")
    assert "Chờ xác minh" in printed(client, office, dossier, "04")
    assert "Dân xin rút" in printed(client, office, dossier, "05")
    for form in forms_of(seen):
        printed(client, office, dossier, form, "docx")
    assert AuditEntry.objects.filter(kind="dossier.printed", subject=dossier).count() == 9


def test_who_may_not_print_gets_nothing(office: Office, sign_in: Callable[[User], Client]) -> None:
    dossier = office.receive().dossier
    address = reverse("slip", args=[office.cast.here.pk, dossier, "01", "pdf"])
    assert sign_in(office.cast.of_here[Role.AUDITOR]).get(address).status_code == 403
    assert sign_in(office.cast.of_there[Role.COUNTER]).get(address).status_code == 403
    there = reverse("slip", args=[office.cast.there.pk, dossier, "01", "pdf"])
    assert sign_in(office.cast.of_there[Role.COUNTER]).get(there).status_code == 404
