"""A written report against the system's own figures, by command and by page: what is right is not reported, what differs is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.catalogue.models import Unit
from motcua.hub.run import import_files
from motcua.ledger.statement import statement
from motcua.people.models import Role, User
from motcua.reports.write import write_report
from motcua.rules.periods import parse
from tests.cli.running import Runner
from tests.conftest import exports, make_unit
from tests.pages.cast import person

PERIOD = parse("2026-04-15..2026-05-14")
SignIn = Callable[[User], Client]


@pytest.fixture
def here(db: None) -> Unit:
    """The made-up unit with its dossiers."""
    unit = make_unit("mau-thu")
    import_files(unit, exports("mau-thu"), 1_779_170_400_000)
    return unit


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(monkeypatch, capsys)


def checked(run: Runner, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    """The exit code and what was found in one file."""
    done = run("check", *arguments, "--unit", "H24.99", "--json")
    return done.code, json.loads(done.out)[0]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_systems_own_report_agrees_with_the_system(
    here: Unit, run: Runner, tmp_path: Path, kind: str
) -> None:
    (own,) = write_report(here, PERIOD, tmp_path, kinds=(kind,))
    code, answer = checked(run, own)
    assert (code, answer["findings"]) == (0, [])
    assert answer["period"] == {"from": "2026-04-15", "to": "2026-05-14"}


def altered(path: Path, old: str, new: str) -> Path:
    """The same report with one figure of its text and of nothing else changed."""
    document = docx.Document(str(path))
    (run_,) = [run_ for line in document.paragraphs for run_ in line.runs if old in run_.text]
    run_.text = run_.text.replace(old, new)
    document.save(str(path))
    return path


def test_a_figure_that_is_not_the_systems_is_found_with_both(here: Unit, run: Runner, tmp_path: Path) -> None:
    late = statement([here.pk], PERIOD).totals()["late"]
    (own,) = write_report(here, PERIOD, tmp_path, kinds=("docx",))
    code, answer = checked(
        run, altered(own, f"quá hạn: {late:02} hồ sơ; từ chối", f"quá hạn: {late + 9} hồ sơ; từ chối")
    )
    found = [one for one in answer["findings"] if one["kind"] == "statement"]
    assert code == 1
    assert [(one["found"], one["expected"]) for one in found] == [(f"{late + 9} hồ sơ", str(late))]
    assert "hệ thống đếm được" in found[0]["message"] and "15/4/2026" in found[0]["why"]


def test_only_the_comparison_tells_a_figure_that_fits_with_all_others(
    here: Unit, run: Runner, tmp_path: Path
) -> None:
    sentence = tmp_path / "bao-cao.txt"
    received = statement([here.pk], PERIOD).totals(("received",))["received"]
    text = "BÁO CÁO\n\nKết quả kiểm soát thủ tục hành chính\n\n(Từ ngày 15/4/2026 đến ngày 14/5/2026)\n\nTrong kỳ, đơn vị tiếp nhận mới {} hồ sơ."
    sentence.write_text(text.format(received + 1), encoding="utf-8")
    assert run("check", sentence).code == 0
    code, answer = checked(run, sentence)
    assert (code, [one["expected"] for one in answer["findings"]]) == (1, [str(received)])
    sentence.write_text(text.format(received), encoding="utf-8")
    assert checked(run, sentence)[0] == 0


def test_the_page_compares_as_the_command_does(here: Unit, tmp_path: Path) -> None:
    (own,) = write_report(here, PERIOD, tmp_path, kinds=("docx",))
    client = Client()
    client.force_login(
        person("kiem-tra", here, Role.CLERK), backend="django.contrib.auth.backends.ModelBackend"
    )

    def shown(path: Path) -> str:
        given = {"report": SimpleUploadedFile(path.name, path.read_bytes()), "compare": "1"}
        return client.post(reverse("reports-check", args=[here.pk]), given).content.decode()

    assert "Không thấy điểm nào mâu thuẫn" in shown(own)
    late = statement([here.pk], PERIOD).totals()["late"]
    page = shown(altered(own, f"quá hạn: {late:02} hồ sơ; từ chối", f"quá hạn: {late + 9} hồ sơ; từ chối"))
    assert f"báo cáo ghi {late + 9}, hệ thống đếm được {late}" in page
    assert "Đối chiếu hệ thống" in page
