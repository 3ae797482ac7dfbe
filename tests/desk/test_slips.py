"""The printed forms of a dossier: those that its journal calls for, with what stands in it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdf
from django.test import Client
from django.urls import reverse

from motcua.boards.slips.fill import forms_of
from motcua.casework import acts
from motcua.casework.case import look_at
from motcua.casework.reception import PaperIn
from motcua.catalogue.models import Unit
from motcua.people.models import AuditEntry, Role, SigningAuthority, User
from motcua.rules.instants import Instant
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.pages.cast import SINCE


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
    for form, reason in (("04", "Chờ xác minh"), ("05", "Dân xin rút")):
        text = printed(client, office, dossier, form)
        assert reason in text
        # The head of the agency signs; whoever recorded the act never does.
        assert "specialist-here" not in text and "counter-here" not in text
    for form in forms_of(seen):
        printed(client, office, dossier, form, "docx")
    assert AuditEntry.objects.filter(kind="dossier.printed", subject=dossier).count() == 9


def test_the_head_signs_letters_and_the_sheet_names_who_got_it(
    office: Office, sign_in: Callable[[User], Client], at: Callable[[int], Instant]
) -> None:
    dossier, specialist = office.receive().dossier, office.user(Role.SPECIALIST)
    office.act(Role.HEAD, dossier, acts.Assign(specialist), HOUR)
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ"), 2 * HOUR)
    office.act(Role.SPECIALIST, dossier, acts.Apologise(MONDAY + 30 * DAY, "Chờ xác minh"), DAY)
    at(2 * DAY)
    client = sign_in(office.cast.of_here[Role.COUNTER])
    sheet = printed(client, office, dossier, "06")
    names = re.findall(r"Người (\w+)-here", sheet)
    # Counter to head, head to specialist, specialist to whoever reviews it: not known yet.
    assert names == ["counter", "head", "head", "specialist", "specialist"]
    office_head = office.cast.of_here[Role.LEADER]
    SigningAuthority.objects.filter(unit=office.cast.here).delete()
    assert "leader-here" not in printed(client, office, dossier, "04")
    SigningAuthority.objects.create(user=office_head, unit=office.cast.here, form="CHỦ TỊCH", since=SINCE)
    Unit.objects.filter(pk=office.cast.here.pk).update(name="Xã Mẫu Thử")
    signed = printed(client, office, dossier, "04")
    assert "leader-here" in signed
    # A commune is called «Xã …» here; on paper its committee signs.
    assert "TM. ỦY BAN NHÂN DÂN" in signed


def test_who_may_not_print_gets_nothing(office: Office, sign_in: Callable[[User], Client]) -> None:
    dossier = office.receive().dossier
    address = reverse("slip", args=[office.cast.here.pk, dossier, "01", "pdf"])
    assert sign_in(office.cast.of_here[Role.AUDITOR]).get(address).status_code == 403
    assert sign_in(office.cast.of_there[Role.COUNTER]).get(address).status_code == 403
    there = reverse("slip", args=[office.cast.there.pk, dossier, "01", "pdf"])
    assert sign_in(office.cast.of_there[Role.COUNTER]).get(there).status_code == 404
