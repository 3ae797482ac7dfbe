"""motcua audit: seals what is ripe, and says which line somebody has touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.people import audit
from motcua.people.models import AuditEntry, Seal
from tests.cli.running import Runner
from tests.conftest import make_unit


@pytest.fixture
def run(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Commands on a log of three lines of the made-up unit."""
    unit = make_unit("mau-thu")
    for at in range(3):
        audit.record(unit.pk, None, audit.SIGNED_IN, None, at)
    return Runner(monkeypatch, capsys)


def test_a_sound_log_passes(run: Runner) -> None:
    assert "Đã thêm 1 niêm phong." in run("audit", "seal").words
    assert "Đã thêm 0 niêm phong." in run("audit", "seal").words
    ran = run("audit", "verify")
    assert (ran.code, "3 dòng trong 1 niêm phong, 0 sai lệch; 0 dòng mới" in ran.words) == (0, True)


def test_verifying_seals_first(run: Runner) -> None:
    told = json.loads(run("audit", "verify", "--json").out)
    assert (told["lines"], told["seals"], told["open"], told["findings"]) == (3, 1, 0, [])


def test_a_changed_line_is_named_with_its_unit(run: Runner) -> None:
    run("audit", "seal")
    line = AuditEntry.objects.order_by("pk")[1]
    AuditEntry.objects.filter(pk=line.pk).update(actor=5)
    ran = run("audit", "verify", "--unit", "H24.99")
    assert ran.code == 1
    assert f"Đơn vị mẫu thử: dòng {line.pk} đã bị sửa sau khi niêm phong số 1." in ran.words


def test_another_unit_is_not_looked_at(run: Runner) -> None:
    make_unit("an-truong")
    run("audit", "seal")
    AuditEntry.objects.update(actor=5)
    assert run("audit", "verify", "--unit", "H24.72").code == 0


def test_what_was_noted_elsewhere_shows_that_the_end_was_cut_off(run: Runner, tmp_path: Path) -> None:
    noted = tmp_path / "noted.json"
    noted.write_text(run("audit", "verify", "--json").out, encoding="utf-8")
    assert run("audit", "verify", "--anchors", noted).code == 0
    Seal.objects.all().delete()
    AuditEntry.objects.all().delete()
    assert run("audit", "verify").code == 0
    ran = run("audit", "verify", "--anchors", noted)
    assert (ran.code, "niêm phong số 1 đã bị xóa" in ran.words) == (1, True)


@pytest.mark.parametrize("text", ["", "[]", '{"anchors": [{"unit": "x"}]}', "\x00"])
def test_a_file_of_something_else_is_refused(run: Runner, tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    ran = run("audit", "verify", "--anchors", file)
    assert (ran.code, "không phải tệp do lệnh" in ran.words) == (1, True)
    assert run("audit", "verify", "--anchors", tmp_path / "none.json").code == 1
