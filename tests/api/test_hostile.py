"""Whatever stands in a body, an address or a cursor: problem details with a 4xx, never a 500, never half an act."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from motcua.api.interface import api
from motcua.casework.models import AgencyTask, Once, Paper, SecondPerson, Transfer, Work
from motcua.dossiers.models import Act, Dossier
from motcua.people.models import Role
from motcua.registers.models import Entry
from tests.api.conftest import Program
from tests.casework.conftest import Office

Make = Callable[..., Program]
Schema = dict[str, Any]

DEEP: Any = "x"
for _turn in range(900):
    DEEP = [DEEP]
TEXTS: dict[str, Any] = {
    "surrogate": "Nguyễn \ud800 Đức", "nul": "Nguyễn\x00Đức", "long": "đ" * 5_000, "number": 7, "object": {"x": 1},
}  # fmt: skip
NUMBERS: dict[str, Any] = {
    "huge": 10**400, "big": 2**63, "negative": -1, "text": "một", "list": [1], "true": True,
}  # fmt: skip
WHOLE: dict[str, bytes] = {
    "nothing": b"", "no-json": b"{", "list": b"[]", "text": b'"x"', "null": b"null", "nan": b'{"seq": NaN}', "latin": b'{"reason": "\xe9"}',
    "surrogates": b"\xed\xa0\x80", "number": b"1" + b"0" * 5000, "deep": b"[" * 5_000, "object": b'{"\\ud800": "\\ud800"}',
}  # fmt: skip
PLACES = {
    "nul": "%00", "surrogate": "%ED%A0%80", "digits": "٣", "long": "9" * 3000, "negative": "-1", "text": "đ", "quote": "'\"", "huge": "9" * 18,
}  # fmt: skip
KEPT = (Dossier, Act, Work, Once, Paper, Transfer, AgencyTask, SecondPerson, Entry)
"""Rows of which none may come with a refusal."""


def described() -> Schema:
    """The interface as its OpenAPI document has it."""
    return json.loads(json.dumps(api.get_openapi_schema()))


def resolved(node: Schema, whole: Schema) -> Schema:
    """A schema without its reference, and the first that is not null of several."""
    if "$ref" in node:
        return resolved(whole["components"]["schemas"][node["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in node:
        return resolved(next(one for one in node["anyOf"] if one.get("type") != "null"), whole)
    return node


def usual(node: Schema, whole: Schema) -> Any:
    """A value that a schema allows."""
    node = resolved(node, whole)
    if "enum" in node or "const" in node:
        return node.get("const", node.get("enum", [None])[0])
    if node.get("type") == "object":
        wanted = node.get("required", ())
        return {name: usual(one, whole) for name, one in node.get("properties", {}).items() if name in wanted}
    if node.get("type") == "array":
        return [usual(node["items"], whole)]
    return {"integer": 1, "number": 1, "boolean": True, "string": "2026-06-01"}.get(node.get("type", ""), "x")


def spoiled(node: Schema, whole: Schema) -> Iterator[tuple[str, Any]]:
    """The usual value with one thing in it wrong, for every place and every wrong thing."""
    node = resolved(node, whole)
    if node.get("type") == "object" and "properties" in node:
        for name, one in node["properties"].items():
            for what, wrong in spoiled(one, whole):
                yield f"{name}.{what}", usual(node, whole) | {name: wrong}
    elif node.get("type") == "array":
        yield "deep", DEEP
        for what, wrong in spoiled(node["items"], whole):
            yield what, [wrong]
        yield "many", [usual(node["items"], whole)] * 200
    elif node.get("type") == "object":
        for what, wrong in TEXTS.items():
            yield f"value-{what}", {"note": wrong}
            yield f"name-{what}", {str(wrong): "x"}
    else:
        wrong_ones = NUMBERS if node.get("type") in ("integer", "number") else TEXTS
        yield from wrong_ones.items()


def rows() -> list[int]:
    return [model.objects.count() for model in KEPT]


def sound(answer: Any, what: str) -> None:
    """A refusal with problem details."""
    assert 400 <= answer.status_code < 500, f"{what}: {answer.status_code}"
    assert answer["Content-Type"].startswith("application/problem+json"), what
    assert {"type", "title", "status", "detail"} <= answer.json().keys(), what


@pytest.fixture
def counter(office: Office, program: Make) -> Program:
    """A program that may do everything that its person may."""
    office.receive()
    made = program(office.cast.of_here[Role.DIRECTOR])
    made.client.raise_request_exception = False
    return made


def addresses(method: str) -> Iterator[tuple[str, Schema]]:
    whole = described()
    for address, by_method in whole["paths"].items():
        if method in by_method:
            yield address.removeprefix("/api/v1"), by_method[method]


def filled(address: str, code: str) -> str:
    named = {"unit": "H24.99", "code": code, "book": "documents", "closing": "1", "indicator": "x"}
    for name, value in named.items():
        address = address.replace(f"{{{name}}}", value)
    return address


def post(program: Program, address: str, body: bytes, key: str) -> Any:
    headers = {**program.headers, "Idempotency-Key": key}
    return program.client.post(f"/api/v1{address}", body, content_type="application/json", headers=headers)


def test_wrong_values_in_every_field_of_every_body(counter: Program) -> None:
    code, whole, number = Dossier.objects.get().code, described(), 0
    for address, one in addresses("post"):
        body = one["requestBody"]["content"]["application/json"]["schema"]
        place = filled(address, code)
        for what, wrong in spoiled(body, whole):
            before, number = rows(), number + 1
            answer = post(counter, place, json.dumps(wrong).encode(), f"hostile-{number}")
            sound(answer, f"{address} {what}")
            assert rows() == before, f"{address} {what}"


def test_bodies_that_are_none(counter: Program) -> None:
    code, before = Dossier.objects.get().code, rows()
    for address, _one in addresses("post"):
        for what, body in WHOLE.items():
            sound(post(counter, filled(address, code), body, f"whole-{what}"), f"{address} {what}")
    assert rows() == before


def asked_of(one: Schema, whole: Schema) -> dict[str, Any]:
    """The usual values of what an address asks for in its query."""
    named = [part for part in one.get("parameters", ()) if part["in"] == "query"]
    return {
        part["name"]: _query_value(resolved(part["schema"], whole)) for part in named if part.get("required")
    }


def _query_value(node: Schema) -> str:
    pattern = str(node.get("pattern", ""))
    return pattern.strip("^$()").partition("|")[0] if "|" in pattern else str(usual(node, {}))


def wrong_addresses(address: str, one: Schema, code: str) -> Iterator[str]:
    """An address with one thing in it wrong: a part of its path, or what it asks for."""
    wanted = "&".join(f"{name}={value}" for name, value in asked_of(one, described()).items())
    for part in one.get("parameters", ()):
        name, place = part["name"], part["in"]
        for wrong in PLACES.values():
            if place == "path":
                yield f"{filled(address.replace(f'{{{name}}}', wrong), code)}?{wanted}"
            elif place == "query":
                yield f"{filled(address, code)}?{wanted}&{name}={wrong}"


def test_wrong_places_cursors_and_days(counter: Program) -> None:
    """What can be read as something (a NUL in a query is left out) gives an answer, everything else problem details."""
    code, before, refused = Dossier.objects.get().code, rows(), 0
    for address, one in addresses("get"):
        for place in wrong_addresses(address, one, code):
            answer = counter.get(place)
            if answer.status_code != 200:
                sound(answer, place)
                refused += 1
    assert rows() == before
    assert refused > 100
