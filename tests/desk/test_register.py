"""Sổ theo dõi hồ sơ: what stands in it, in what order, page by page, and as a file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from motcua.boards.register import book, views
from motcua.boards.register.book import lines
from motcua.casework import acts
from motcua.casework.reception import Reception, Who, receive
from motcua.people.models import AuditEntry, Role, User
from motcua.rules.instants import Instant
from motcua.rules.periods import Period, between
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.desk.test_elsewhere import bring

SignIn = Callable[[User], Client]
At = Callable[[int], Instant]
JUNE = between(date(2026, 6, 1), date(2026, 6, 30))


def codes(office: Office, where: str = "here", first: int = 1, last: int = 30) -> list[str]:
    unit = getattr(office.cast, where)
    return [
        line.entry.code for line in lines(unit, between(date(2026, 6, first), date(2026, 6, last)), None, 99)
    ]


def finished(office: Office, dossier: int) -> None:
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ điều kiện"), 2 * HOUR)
    office.act(Role.HEAD, dossier, acts.Approve(), 3 * HOUR)
    office.act(Role.LEADER, dossier, acts.Approve(number="1/UBND"), 4 * HOUR)
    office.act(Role.COUNTER, dossier, acts.ReturnResult("Đã ký nhận"), 5 * HOUR)


def test_a_line_says_what_the_form_asks_for(office: Office) -> None:
    who = Who("Nguyễn Thị Đào", phone="0912 345 678", address="Thôn Một")
    done = receive(Reception(office.procedure, who), office.who(Role.COUNTER), MONDAY)
    finished(office, done.dossier)
    (line,) = lines(office.cast.here, JUNE, None, 9)
    entry = line.entry
    assert (entry.code, entry.applicant, entry.address, entry.phone) == (
        done.code,
        who.name,
        who.address,
        who.phone,
    )
    assert (entry.received_at, entry.returned_at, entry.sets) == (MONDAY, MONDAY + 5 * HOUR, 1)
    assert (str(entry.way), entry.lead, entry.note) == ("Tại quầy", office.cast.here.name, "")
    assert entry.due_at is not None


def test_what_was_received_stands_in_order_of_reception_and_nothing_else(office: Office) -> None:
    office.receive(accept=False)
    second, first = office.receive(3 * HOUR), office.receive(HOUR)
    office.receive(45 * DAY)
    assert codes(office) == [first.code, second.code]
    assert codes(office, first=2) == []


def test_what_was_received_for_another_unit_stands_in_the_book_of_who_received_it(office: Office) -> None:
    done = office.receive(resolved_by=office.cast.there.pk)
    (line,) = lines(office.cast.here, JUNE, None, 9)
    assert (line.entry.code, line.entry.lead) == (done.code, office.cast.there.name)
    assert codes(office, "there") == []


def test_what_was_transferred_stays_where_it_was_received(office: Office) -> None:
    done = office.receive()
    office.act(Role.COUNTER, done.dossier, acts.AskTransfer(office.cast.there.pk, "Thẩm quyền xã bên"), HOUR)
    office.act(Role.HEAD, done.dossier, acts.ConfirmTransfer(), 2 * HOUR, where="there")
    assert (codes(office), codes(office, "there")) == ([done.code], [])


def test_other_systems_stand_in_it_with_their_name(office: Office, tmp_path: Path) -> None:
    bring(office, tmp_path)
    found = {line.entry.code[-4:]: line.entry for line in lines(office.cast.here, _may(), None, 99)}
    # The one that waits for acceptance is not received.
    assert sorted(found) == ["0001", "0002", "0003", "0004", "0006", "0007", "0008", "0009"]
    assert "Hệ thống một cửa" in found["0009"].note
    assert found["0009"].returned_at is not None
    assert found["0004"].returned_at is None


def _may() -> Period:
    return between(date(2026, 5, 1), date(2026, 5, 31))


def test_pages_follow_one_another(
    office: Office, sign_in: SignIn, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [office.receive(n * HOUR // 4).code for n in range(5)]
    monkeypatch.setattr(views, "PAGE", 2)
    at(9 * HOUR)
    client, address = (
        sign_in(office.cast.of_here[Role.COUNTER]),
        reverse("dossiers-register", args=[office.cast.here.pk]),
    )
    seen, query = list[str](), "?first=2026-06-01&last=2026-06-30"
    while query:
        page = client.get(address + query).content.decode()
        seen += re.findall(r'<td class="code"><a[^>]*>([^<]+)', page)
        following = re.search(r'<a href="(\?[^"]+)" rel="next"', page)
        query = following[1].replace("&amp;", "&") if following else ""
    assert seen == wanted
    assert book.PAGE == 50


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_the_file_holds_the_same(office: Office, sign_in: SignIn, at: At, kind: str) -> None:
    code = office.receive().code
    at(HOUR)
    client = sign_in(office.cast.of_here[Role.COUNTER])
    address = reverse("dossiers-register-file", args=[office.cast.here.pk, kind])
    answer = client.get(address, {"first": "2026-06-01", "last": "2026-06-30", "book": "01/2026"})
    assert answer.status_code == 200
    content = b"".join(answer) if answer.streaming else answer.content
    assert content[:4] == (b"%PDF" if kind == "pdf" else b"PK\x03\x04")
    if kind != "pdf":
        with zipfile.ZipFile(io.BytesIO(content)) as whole:
            inside = b"".join(whole.read(name) for name in whole.namelist()).decode("utf-8", "ignore")
        assert code in inside
        assert "01/2026" in inside
    told = AuditEntry.objects.filter(kind="file.exported").get()
    assert (told.details["form"], told.details["file"]) == ("so-theo-doi", kind)


def test_too_long_a_book_is_told_and_not_begun(
    office: Office, sign_in: SignIn, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        office.receive(n * HOUR // 4)
    monkeypatch.setitem(views.MOST, "pdf", 2)
    at(2 * HOUR)
    address = reverse("dossiers-register-file", args=[office.cast.here.pk, "pdf"])
    answer = sign_in(office.cast.of_here[Role.COUNTER]).get(
        address, {"first": "2026-06-01", "last": "2026-06-30"}
    )
    assert answer.status_code == 422
    assert "Chọn ít ngày hơn" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "first=2026-06-30&last=2026-06-01",
        "first=x&last=y",
        "after=a.b",
        "after=" + "9" * 19 + ".1",
        "after=1." + "9" * 30,
        "period=0000-13",
    ],
)
def test_what_cannot_be_read_breaks_nothing(office: Office, sign_in: SignIn, at: At, query: str) -> None:
    at(HOUR)
    client = sign_in(office.cast.of_here[Role.COUNTER])
    answer = client.get(f"{reverse('dossiers-register', args=[office.cast.here.pk])}?{query}")
    assert answer.status_code == 200
    assert ("Không đọc được kỳ" in answer.content.decode()) == (not query.startswith("after"))
