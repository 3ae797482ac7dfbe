"""motcua token: made, listed without the token, revoked."""

from __future__ import annotations

import json

import pytest

from motcua.api.models import Token
from motcua.people.models import Role
from tests.casework.conftest import Office
from tests.cli.running import Runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    monkeypatch.setattr("motcua.cli.token.prepare", lambda: None)
    return Runner(monkeypatch, capsys)


def test_a_token_is_shown_once_and_revoked(office: Office, run: Runner) -> None:
    name = office.cast.of_here[Role.COUNTER].username
    made = run("token", "add", name, "--name", "kiosk", "--scope", "dossiers", "--scope", "act", "--json")
    token = json.loads(made.out)["token"]
    listed = run("token", "list")
    assert token not in listed.out
    assert "kiosk" in listed.words
    number = str(Token.objects.get().pk)
    assert run("token", "revoke", number).code == 0
    assert Token.objects.get().revoked
    assert run("token", "revoke", "999999").code == 1


def test_a_scope_that_there_is_not_is_wrong_use(office: Office, run: Runner) -> None:
    name = office.cast.of_here[Role.COUNTER].username
    assert run("token", "add", name, "--name", "x", "--scope", "everything").code == 2
    assert run("token", "add", "nobody-here", "--name", "x", "--scope", "act").code == 1
