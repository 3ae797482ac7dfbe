"""Another program works on dossiers: catalogue, reception, acts, figures, within rights and scopes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from motcua.boards.clock import today
from motcua.casework.models import Once, Work
from motcua.people.models import AuditEntry, Role
from tests.api.conftest import Program
from tests.casework.conftest import BIRTH, Office

Make = Callable[..., Program]
UNIT = "/units/H24.99"
BODY = {
    "procedure": BIRTH,
    "applicant": {"name": "Nguyễn Văn Đức", "id_number": "001099012345"},
    "channel": "direct",
    "accept": True,
}


def test_a_dossier_from_reception_to_decision(office: Office, program: Make) -> None:
    counter, officer = (
        program(office.cast.of_here[Role.COUNTER]),
        program(office.cast.of_here[Role.SPECIALIST]),
    )
    head, leader = program(office.cast.of_here[Role.HEAD]), program(office.cast.of_here[Role.LEADER])
    made = counter.post(f"{UNIT}/dossiers", BODY)
    assert made.status_code == 201, made.content
    place = f"{UNIT}/dossiers/{made.json()['code']}"
    steps: tuple[tuple[Program, str, dict[str, object]], ...] = (
        (head, "assign", {"officer": office.user(Role.SPECIALIST)}),
        (officer, "propose", {"opinion": "Đủ điều kiện", "seq": 2}),
        (head, "approve", {}),
        (leader, "approve", {"number": "12/2026"}),
        (counter, "return-result", {"evidence": "Đã ký nhận"}),
    )
    for number, (who, act, body) in enumerate(steps):
        answer = who.post(f"{place}/{act}", body, key=f"act-{number:04}")
        assert answer.status_code == 200, (act, answer.content)
    whole = counter.get(place).json()
    assert (
        whole["state"] == answer.json()["state"] == "resolved_early" or whole["state"] == "resolved_on_time"
    )
    assert whole["applicant"]["name"] == "Nguyễn Văn Đức"
    assert [entry["kind"] for entry in whole["journal"]][:2] == ["accepted", "assigned"]


def test_a_dossier_read_by_a_program_is_in_the_access_log(office: Office, program: Make) -> None:
    code = office.receive().code
    reader = office.cast.of_here[Role.CONTROL]
    assert program(reader).get(f"{UNIT}/dossiers/{code}").status_code == 200
    assert program(reader, "dossiers").get(f"{UNIT}/dossiers/unknown").status_code == 404
    line = AuditEntry.objects.get(kind="dossier.read")
    assert (line.actor, line.unit) == (reader.pk, office.cast.here.pk)


def test_the_same_key_gives_the_same_dossier(office: Office, program: Make) -> None:
    counter = program(office.cast.of_here[Role.COUNTER])
    first = counter.post(f"{UNIT}/dossiers", BODY)
    again = counter.post(f"{UNIT}/dossiers", BODY)
    other = counter.post(f"{UNIT}/dossiers", {**BODY, "summary": "Khác"})

    assert again.json() == first.json()
    assert Work.objects.count() == 1
    assert other.status_code == 409
    assert other["Content-Type"].startswith("application/problem+json")
    assert other.json()["title"] == "key-used"


def test_a_refused_act_leaves_its_key_free(office: Office, program: Make) -> None:
    counter = program(office.cast.of_here[Role.COUNTER])
    code = counter.post(f"{UNIT}/dossiers", BODY).json()["code"]
    refused = counter.post(f"{UNIT}/dossiers/{code}/return-result", {"evidence": "x"}, key="later-0001")

    assert (refused.status_code, refused.json()["title"]) == (409, "not-lawful")
    assert not Once.objects.filter(key="later-0001").exists()


def test_a_character_that_no_database_has_to_keep(office: Office, program: Make) -> None:
    counter = program(office.cast.of_here[Role.COUNTER])
    person = {**BODY["applicant"], "name": "Nguyễn\x00 Văn Đức"}  # type: ignore[dict-item]

    answer = counter.post(f"{UNIT}/dossiers", {**BODY, "applicant": person})

    assert answer.status_code in (201, 422)
    if answer.status_code == 422:
        assert answer["Content-Type"].startswith("application/problem+json")
        assert not Work.objects.exists()


def test_somebody_else_acted_meanwhile(office: Office, program: Make) -> None:
    counter = program(office.cast.of_here[Role.COUNTER])
    code = counter.post(f"{UNIT}/dossiers", BODY).json()["code"]
    answer = counter.post(f"{UNIT}/dossiers/{code}/note", {"text": "x", "seq": 0}, key="note-0001")

    assert (answer.status_code, answer.json()["title"]) == (409, "changed")


def test_lists_go_on_from_a_cursor(office: Office, program: Make) -> None:
    counter = program(office.cast.of_here[Role.COUNTER])
    codes = [counter.post(f"{UNIT}/dossiers", BODY, key=f"take-{n:04}").json()["code"] for n in range(5)]
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = counter.get(f"{UNIT}/dossiers", cursor=cursor, limit=2).json()
        seen += [item["code"] for item in page["items"]]
        cursor = page["next"]

    assert seen == codes


def test_every_figure_gives_its_dossiers(office: Office, program: Make) -> None:
    counter = program(office.cast.of_here[Role.COUNTER])
    for n in range(3):
        counter.post(f"{UNIT}/dossiers", BODY, key=f"take-{n:04}")
    month = {"first": today().replace(day=1), "last": today()}
    totals = counter.get(f"{UNIT}/statement", **month).json()["totals"]
    behind = counter.get(f"{UNIT}/statement/dossiers", measure="received_direct_or_postal", **month).json()

    assert totals["received_direct_or_postal"] == behind["total"] == len(behind["codes"]) == 3


def test_the_catalogue_answers_a_few_letters(office: Office, program: Make) -> None:
    counter = program(office.cast.of_here[Role.COUNTER], "catalogue")
    names = [one["name"] for one in counter.get(f"{UNIT}/procedures", q="khai sinh").json()["items"]]
    assert any("khai sinh" in name for name in names)
    offer = counter.get(f"{UNIT}/procedures/{BIRTH}").json()
    assert offer["code"] == BIRTH
    assert "direct" in offer["channels"]


def test_scopes_let_through_no_more_than_they_name(office: Office, program: Make) -> None:
    user = office.cast.of_here[Role.COUNTER]
    code = program(user).post(f"{UNIT}/dossiers", BODY).json()["code"]
    place = f"{UNIT}/dossiers/{code}"

    assert program(user, "dossiers").get(place).json()["applicant"] is None
    assert program(user, "statements").get(place).status_code == 403
    assert program(user, "dossiers").post(f"{place}/note", {"text": "x"}).status_code == 403
    reader = program(user, "dossiers", "persons", "act")
    assert reader.post(f"{place}/approve", {}, key="approve-1").json()["title"] == "not-permitted"


def test_nobody_passes_without_a_token_in_force(office: Office, program: Make, client: Client) -> None:
    assert client.get(f"/api/v1{UNIT}/dossiers").status_code == 401
    user = office.cast.of_here[Role.COUNTER]
    assert program(user, since=today() + timedelta(days=1)).get(f"{UNIT}/dossiers").status_code == 401
    assert program(user, since=today() - timedelta(days=60)).get(f"{UNIT}/dossiers").status_code == 401
    token = program(user)
    user.is_active = False
    user.save()
    assert token.get(f"{UNIT}/dossiers").status_code == 401


def test_a_stranger_learns_nothing(office: Office, program: Make) -> None:
    code = program(office.cast.of_here[Role.COUNTER]).post(f"{UNIT}/dossiers", BODY).json()["code"]
    stranger = program(office.cast.of_there[Role.DIRECTOR])
    for path in (
        "/dossiers",
        f"/dossiers/{code}",
        "/dossiers/none",
        "/statement?first=2026-01-01&last=2026-02-01",
    ):
        answer = stranger.get(f"{UNIT}{path}")
        assert answer.status_code == 404, path
        assert answer.json() == stranger.get("/units/H99.99/dossiers").json()
    assert stranger.get(f"/units/H24.98/dossiers/{code}").status_code == 404
    assert stranger.post(f"{UNIT}/dossiers/{code}/note", {"text": "x"}, key="note-0001").status_code == 404


def test_wrong_values_are_named(office: Office, program: Make) -> None:
    counter = program(office.cast.of_here[Role.COUNTER])
    nameless = {**BODY, "applicant": {"name": "  "}}
    answer = counter.post(f"{UNIT}/dossiers", nameless)
    assert (answer.status_code, answer.json()["field"]) == (422, "name")
    wrong = counter.post(f"{UNIT}/dossiers", {**BODY, "channel": "pigeon"}, key="wrong-001")
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["where"][-1] == "channel"
