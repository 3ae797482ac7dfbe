"""What leaves a line in the access log, and the page on which it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.boards import audit_log
from motcua.boards.audit_log import Wanted, entries
from motcua.catalogue.models import Unit, UnitParent
from motcua.dossiers.models import Dossier, Person
from motcua.hub.models import QuarantinedRow
from motcua.people import audit
from motcua.people.audit import Subject, record
from motcua.people.models import AuditEntry, Role, User
from motcua.rules.instants import date_of, local_day
from tests.conftest import exports
from tests.pages.cast import PASSWORD, SINCE, Cast
from tests.pages.conftest import LEARNED

SignIn = Callable[[User], Client]


def _lines(kind: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(kind=kind).order_by("pk"))


def _log(client: Client, unit: Unit, **query: object) -> str:
    address = reverse("audit", args=[unit.pk])
    return client.get(address, query).content.decode()  # type: ignore[arg-type]


def test_opening_a_dossier_leaves_a_line(filled: Cast, sign_in: SignIn) -> None:
    dossier = Dossier.objects.filter(unit=filled.here)[0]
    for role, person in ((Role.COUNTER, True), (Role.ADMIN, False)):
        sign_in(filled.of_here[role]).get(reverse("dossiers-one", args=[filled.here.pk, dossier.pk]))
        line = _lines("dossier.read")[-1]
        assert (line.unit, line.actor) == (filled.here.pk, filled.of_here[role].pk)
        assert (line.subject_kind, line.subject, line.details) == ("dossier", dossier.pk, {"person": person})
        assert len(line.request) == 16


def test_who_is_refused_reads_nothing_and_leaves_no_line(filled: Cast, sign_in: SignIn) -> None:
    dossier = Dossier.objects.filter(unit=filled.here)[0]
    sign_in(filled.of_there[Role.COUNTER]).get(reverse("dossiers-one", args=[filled.here.pk, dossier.pk]))
    sign_in(filled.of_there[Role.COUNTER]).get(reverse("dossiers-one", args=[filled.there.pk, dossier.pk]))
    assert _lines("dossier.read") == []


def test_a_search_leaves_how_much_was_found_and_not_what_was_typed(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.COUNTER])
    client.post(reverse("dossiers-search", args=[filled.here.pk]), {"q": "Nguyễn Văn A"})
    client.post(reverse("dossiers-search", args=[filled.here.pk]), {"q": "a"})
    assert [line.details for line in _lines("dossier.searched")] == [{"found": 0}]


def test_files_leave_a_line(filled: Cast, sign_in: SignIn) -> None:
    client, period = sign_in(filled.of_here[Role.CONTROL]), {"period": "2026-04-15..2026-05-14"}
    client.get(reverse("statement-file", args=[filled.here.pk, "csv"]), period)
    client.get(reverse("statement-file", args=[filled.here.pk, "exe"]), period)
    client.get(reverse("reports-file", args=[filled.here.pk, "xlsx"]), period)
    told = [(line.details["form"], line.details["file"]) for line in _lines("file.exported")]
    assert told == [("so-lieu", "csv"), ("bao-cao", "xlsx")]


def test_rows_in_quarantine_and_files_before_importing_leave_lines(filled: Cast, sign_in: SignIn) -> None:
    client, row = sign_in(filled.of_here[Role.ADMIN]), QuarantinedRow.objects.filter(unit=filled.here)[0]
    client.get(reverse("quarantine-row", args=[filled.here.pk, row.pk]))
    client.post(reverse("quarantine-aside", args=[filled.here.pk, row.pk]), {"note": "trùng"})
    with exports("mau-thu")[1].open("rb") as file:
        job = client.post(reverse("import", args=[filled.here.pk]), {"files": file})["Location"]
    client.get(job)
    client.post(f"{job}/ghi")
    told = AuditEntry.objects.filter(actor=filled.of_here[Role.ADMIN].pk, request__gt="").order_by("pk")
    assert [(line.kind, line.details) for line in told] == [
        ("quarantine.read", {"row": row.pk, "person": False}),
        ("quarantine.left_out", {"row": row.pk}),
        ("import.seen", {"files": 1}),
        ("import.begun", {"files": 1}),
    ]


def test_signing_in_and_out_leave_lines_in_the_own_unit(cast: Cast, client: Client) -> None:
    user = cast.of_here[Role.CLERK]
    client.post(reverse("sign-in"), {"username": user.username, "password": PASSWORD})
    client.post(reverse("sign-out"))
    told = AuditEntry.objects.order_by("pk").values_list("kind", "unit", "actor")
    assert list(told) == [(kind, cast.here.pk, user.pk) for kind in ("sign.in", "sign.out")]


def test_a_failed_sign_in_accuses_nobody_and_keeps_no_strange_name(cast: Cast, client: Client) -> None:
    user = cast.of_here[Role.CLERK]
    for name in (user.username, "mat khau go nham"):
        client.post(reverse("sign-in"), {"username": name, "password": "sai"})
    first, second = _lines("sign.failed")
    assert (first.unit, first.actor, first.subject_kind, first.subject) == (
        cast.here.pk,
        None,
        "user",
        user.pk,
    )
    assert (second.unit, second.actor, second.subject, second.details) == (audit.WHOLE, None, None, {})


def test_changing_the_own_password_leaves_a_line(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CLERK])
    new = {"new_password1": "mot cau khac dai hon", "new_password2": "mot cau khac dai hon"}
    client.post(reverse("password"), {"old_password": "sai", **new})
    client.post(reverse("password"), {"old_password": PASSWORD, **new})
    assert [line.actor for line in _lines("account.password_changed")] == [cast.of_here[Role.CLERK].pk]


def test_the_page_names_persons_and_dossiers_and_no_applicant(filled: Cast, sign_in: SignIn) -> None:
    dossier = Dossier.objects.filter(unit=filled.here, pk__in=Person.objects.values("pk"))[0]
    sign_in(filled.of_here[Role.COUNTER]).get(reverse("dossiers-one", args=[filled.here.pk, dossier.pk]))
    page = _log(sign_in(filled.of_here[Role.AUDITOR]), filled.here)
    assert all(
        word in page for word in (dossier.code, "Người counter-here", "Mở hồ sơ", "có thông tin người")
    )
    assert Person.objects.get(pk=dossier.pk).name not in page


def test_reading_the_log_leaves_a_line(cast: Cast, sign_in: SignIn) -> None:
    _log(sign_in(cast.of_here[Role.AUDITOR]), cast.here)
    assert [line.actor for line in _lines("audit.read")] == [cast.of_here[Role.AUDITOR].pk]


def test_lines_of_another_unit_are_not_shown_those_of_departments_are(cast: Cast, sign_in: SignIn) -> None:
    office = Unit.objects.create(
        kind=Unit.Kind.DEPARTMENT, name="Phòng Kinh tế", folded="phong kinh te", province=cast.here.province
    )
    UnitParent.objects.create(unit=office, parent=cast.here, since=SINCE)
    for unit, role in ((office, Role.HEAD), (cast.there, Role.LEADER)):
        record(unit.pk, cast.of_there[role].pk, audit.SIGNED_OUT, None, LEARNED)
    table = _log(sign_in(cast.of_here[Role.AUDITOR]), cast.here).partition("<tbody>")[2]
    assert "Người head-there" in table
    assert "Phòng Kinh tế" in table
    assert "Người leader-there" not in table
    above = _log(sign_in(cast.of_above[Role.AUDITOR]), cast.above).partition("<tbody>")[2]
    assert "Người head-there" not in above


@pytest.fixture
def long(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Two lines a minute for five minutes, by two persons, about two dossiers; three lines a page."""
    monkeypatch.setattr(audit_log, "PAGE", 3)
    for n in range(10):
        user = cast.of_here[Role.CLERK if n % 2 else Role.HEAD]
        record(cast.here.pk, user.pk, audit.SIGNED_OUT, Subject("dossier", n % 2), LEARNED + n // 2 * 60_000)
    return cast


def test_pages_follow_each_other_without_gap_or_repetition(long: Cast) -> None:
    seen: list[int] = []
    before = None
    for _page in range(4):
        found, before = entries([long.here, long.there], Wanted(before=before))
        seen += [entry.pk for entry in found]
    every = list(AuditEntry.objects.order_by("-at", "-pk").values_list("pk", flat=True))
    assert (seen, before) == (every, None)


def test_a_page_is_one_statement_a_unit_and_counts_nothing(
    long: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2) as captured:
        entries([long.here, long.there], Wanted())
    assert all("LIMIT 4" in one["sql"] and "COUNT" not in one["sql"] for one in captured.captured_queries)


def test_lines_are_narrowed_by_day_person_and_dossier(long: Cast) -> None:
    head = long.of_here[Role.HEAD].pk
    day_before = LEARNED - 86_400_000
    record(long.here.pk, head, audit.SIGNED_OUT, None, day_before)
    units = [long.here]

    def keys(wanted: Wanted) -> set[Any]:
        return {(entry.actor, entry.subject, entry.at) for entry in entries(units, wanted)[0]}

    assert keys(Wanted(day=date_of(local_day(day_before)))) == {(head, None, day_before)}
    assert {actor for actor, _, _ in keys(Wanted(actor=head))} == {head}
    assert {subject for _, subject, _ in keys(Wanted(dossiers=(1,)))} == {1}
    assert keys(Wanted(actor=head, dossiers=(1,))) == set()


def test_a_code_is_posted_and_goes_on_as_a_key(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.AUDITOR])
    dossier = Dossier.objects.filter(unit=filled.here)[0]
    address = reverse("audit", args=[filled.here.pk])
    answer = client.post(address, {"code": f" {dossier.code.lower()} ", "day": "2026-05-19", "person": ""})
    assert answer["Location"] == f"{address}?day=2026-05-19&dossier={dossier.pk}"
    assert f'value="{dossier.code}"' in client.get(answer["Location"]).content.decode()
    answer = client.post(address, {"code": "H99-khong-co"}, follow=True)
    assert "không có hồ sơ nào mang mã" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"day": "31/02"},
        {"person": "x"},
        {"dossier": "a,"},
        {"before": "1-"},
        {"before": "٣-٣"},
        {"person": "9" * 30},
    ],
)
def test_an_address_that_cannot_be_read_shows_everything(
    long: Cast, sign_in: SignIn, query: dict[str, str]
) -> None:
    page = _log(sign_in(long.of_here[Role.ADMIN]), long.here, **query)
    assert "Người clerk-here" in page.partition("<tbody>")[2]


def test_a_kind_that_is_no_longer_known_is_shown_as_it_is(cast: Cast, sign_in: SignIn) -> None:
    AuditEntry.objects.create(unit=cast.here.pk, at=LEARNED, kind="old.kind", details={"x": 1})
    assert "old.kind" in _log(sign_in(cast.of_here[Role.ADMIN]), cast.here)
