"""Entries that another program sends: added once, changed by their number, refused with what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from motcua.api.tokens import ACT, STATEMENTS
from motcua.people.models import Role
from motcua.registers.models import Entry, Revision
from tests.api.conftest import Program
from tests.casework.conftest import Office

Make = Callable[..., Program]
BOOK = "/units/H24.99/registers/phan-anh"
VALUES = {
    "number": "PA-01", "received": "2026-05-04", "channel": "portal", "kind": "conduct", "field": "Đất đai",
    "summary": "Chậm trả kết quả", "person": "Người thử",
}  # fmt: skip
MAY = {"first": "2026-05-01", "last": "2026-05-31"}


def test_an_entry_is_added_once_and_changed_by_its_number(office: Office, program: Make) -> None:
    other = program(office.cast.of_here[Role.DIRECTOR])
    first = other.post(BOOK, {"values": VALUES})
    again = other.post(BOOK, {"values": VALUES})
    later = other.post(BOOK, {"values": {"number": "PA-01", "answered": "2026-05-20"}})
    assert [(one.status_code, one.json()["changed"]) for one in (first, again, later)] == [
        (201, True), (200, False), (200, True),
    ]  # fmt: skip
    (entry,) = other.get(BOOK, **MAY).json()
    assert entry["values"] == VALUES | {"answered": "2026-05-20"}
    assert list(Revision.objects.order_by("pk").values_list("act", "way")) == [
        ("added", "api"),
        ("changed", "api"),
    ]


def test_what_is_wrong_is_told_by_column(office: Office, program: Make) -> None:
    other = program(office.cast.of_here[Role.DIRECTOR])
    wrong = other.post(BOOK, {"values": VALUES | {"received": "hôm qua", "channel": "bồ câu"}})
    assert wrong.status_code == 422
    assert {one["where"][1] for one in wrong.json()["errors"]} == {"received", "channel"}
    assert other.post(BOOK, {"values": VALUES | {"colour": "red"}}).status_code == 422
    assert other.post("/units/H24.99/registers/khong-co", {"values": {}}).status_code == 404
    assert not Entry.objects.exists()


def test_persons_and_writing_need_their_scopes(office: Office, program: Make) -> None:
    director = office.cast.of_here[Role.DIRECTOR]
    program(director).post(BOOK, {"values": VALUES})
    reader = program(director, STATEMENTS)
    (entry,) = reader.get(BOOK, **MAY).json()
    assert "person" not in entry["values"] and entry["values"]["number"] == "PA-01"
    assert reader.post(BOOK, {"values": VALUES}).status_code == 403
    clerk = program(office.cast.of_here[Role.CLERK], ACT, STATEMENTS)
    assert clerk.post(BOOK, {"values": VALUES}).status_code == 404
    assert {one["key"] for one in clerk.get("/units/H24.99/registers").json()} >= {"phan-anh", "van-ban"}
