"""Every address of the interface, as nobody, as a stranger, and without the scope: refused, with nothing learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client

from motcua.api.interface import api
from motcua.people.models import Role
from tests.api.conftest import Program
from tests.casework.conftest import BIRTH, Office

Make = Callable[..., Program]


def addresses(code: str) -> Iterator[tuple[str, str]]:
    """Every method and address that the description names."""
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        filled = path.replace("{unit}", "H24.99")
        filled = filled.replace("{closing}", "1").replace("{indicator}", "TDGQ")
        filled = filled.replace("procedures/{code}", f"procedures/{BIRTH}").replace("{code}", code)
        for method in methods:
            yield method, filled


def call(who: Program, method: str, path: str) -> Any:
    if method == "post":
        return who.post(path, {})
    return who.get(path, first="2026-01-01", last="2026-01-31", measure="received")


def a_dossier(office: Office) -> str:
    return office.receive().code


def test_the_description_names_every_act(office: Office) -> None:
    assert len(list(addresses("x"))) > 35


def test_nobody(office: Office, client: Client) -> None:
    for method, path in addresses(a_dossier(office)):
        assert getattr(client, method)(f"/api/v1{path}").status_code == 401, path
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_a_stranger_and_a_token_without_the_scope(office: Office, program: Make) -> None:
    code = a_dossier(office)
    strangers = [program(office.cast.of_there[role]) for role in (Role.DIRECTOR, Role.LEADER, Role.ADMIN)]
    for method, path in addresses(code):
        for stranger in strangers:
            answer = call(stranger, method, path)
            assert answer.status_code in (404, 422), (path, answer.content)
            assert code.encode() not in answer.content
    nothing = program(office.cast.of_here[Role.DIRECTOR]).without_scopes()
    for method, path in addresses(code):
        assert call(nothing, method, path).status_code in (403, 422), path
