"""motcua forms: what a unit draws up, written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Runner
from tests.conftest import make_unit

pytestmark = pytest.mark.django_db
ASKED = ("forms", "--unit", "H24.99", "--period", "2026-Q2")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    make_unit("mau-thu")
    return Runner(monkeypatch, capsys)


def test_forms_are_listed_and_written(run: Runner, tmp_path: Path) -> None:
    listed = json.loads(run(*ASKED, "--json").out)
    assert {"II.05a", "II.06b-official", "II.08"} <= listed.keys() and "II.06d" not in listed
    assert "II.05a" in run(*ASKED).out
    done = run(*ASKED, "--form", "II.05a", "--form", "II.01b", "--out", tmp_path / "ra", "--json")
    written = [Path(name) for name in json.loads(done.out)["files"]]
    assert sorted(path.suffix for path in written) == [".docx", ".pdf", ".xlsx"]
    assert all(path.stat().st_size > 1_000 for path in written)


def test_a_form_there_is_not_writes_nothing_and_says_so(run: Runner, tmp_path: Path) -> None:
    done = run(*ASKED, "--form", "II.99", "--out", tmp_path / "ra")
    assert (done.code, "II.99" in done.words, list(tmp_path.iterdir())) == (1, True, [])
