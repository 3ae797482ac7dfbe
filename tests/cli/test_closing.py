"""motcua close, adjustments, reopen, index, report: in this process, on the made-up unit."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from motcua.hub.run import import_files
from motcua.people.models import Grant, Role, User
from tests.cli.running import Runner
from tests.conftest import CASES, UNITS, exports, make_unit
from tests.hub.test_import import FINISHED, changed_copy

pytestmark = pytest.mark.django_db

CODE = UNITS["mau-thu"][0]
PERIOD = "2026-04-15..2026-05-14"
OF = ("--unit", CODE, "--period", PERIOD)
NOW = 1_779_170_400_000


@pytest.fixture
def motcua(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Commands on a database with the exports of the made-up unit, a control officer and a leader."""
    unit = make_unit("mau-thu")
    import_files(unit, exports("mau-thu"), NOW)
    for name, role in (("kiem-soat", Role.CONTROL), ("lanh-dao", Role.LEADER)):
        user = User.objects.create(username=name, password="!")
        Grant.objects.create(user=user, unit=unit, role=role, since=date(2025, 7, 1))
    return Runner(monkeypatch, capsys)


def test_closed_adjusted_and_opened_again(motcua: Runner, tmp_path: Path) -> None:
    assert "chưa chốt số liệu" in motcua("adjustments", *OF).words
    made = json.loads(motcua("close", *OF, "--by", "kiem-soat", "--json").out)
    assert (made["number"], made["as_of"], len(made["digest"])) == (1, "2026-05-19 13:00:00", 64)
    assert motcua("close", *OF, "--by", "kiem-soat").code == 1
    assert "0 hồ sơ thay đổi" in motcua("adjustments", *OF).words
    unit = make_unit("mau-thu")
    import_files(unit, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW + 1_000)

    told = json.loads(motcua("adjustments", *OF, "--json").out)
    assert told["count"] == 1
    assert [one["code"] for one in told["dossiers"]] == ["H24.99-260504-0007"]
    assert told["totals"]["early"] == 1 and told["totals"]["open_in_term"] == -1
    assert "nay biết đã kết thúc trong kỳ (hệ thống nguồn gửi sau)" in motcua("adjustments", *OF).words
    assert "0 hồ sơ" in motcua("adjustments", *OF, "--since", "2026-05-19T14:00").words
    assert motcua("report", *OF, "--out", tmp_path / "a").code == 0
    assert motcua("report", *OF, "--out", tmp_path / "b").code == 0
    assert motcua("report", *OF, "--out", tmp_path / "c", "--present").code == 0
    first, again, present = (next((tmp_path / name).glob("*.xlsx")).read_bytes() for name in "abc")
    assert first == again != present

    assert motcua("reopen", *OF, "--by", "kiem-soat").code == 1
    assert motcua("reopen", *OF, "--by", "kiem-soat", "--reason", "Thiếu tệp").code == 0
    assert "không có quyền" in motcua("reopen", *OF, "--by", "kiem-soat", "--agree").words
    assert "Không có tài khoản" in motcua("reopen", *OF, "--by", "ai-do", "--agree").words
    assert "được mở lại" in motcua("reopen", *OF, "--by", "lanh-dao", "--agree").words


def test_the_index_is_told_and_its_dossiers_listed(motcua: Runner) -> None:
    published = CASES / "portal" / "progress-phu-tho-2026-08.csv"
    told = json.loads(motcua("index", *OF, "--published", published, "--json").out)
    progress = told["groups"][1]["indicators"][0]
    lost = json.loads(motcua("index", *OF, "--behind", "2.1", "--json").out)

    assert (told["maximum"], progress["code"], progress["maximum"]) == ("100.00", "TDGQ", "20.00")
    assert lost["count"] == len(lost["codes"]) == progress["denominator"] - progress["numerator"] > 0
    assert "Tự tính:" in motcua("index", *OF).words
    assert "thủ tục." in motcua("index", *OF, "--behind", "CLGQ_A", "--side", "numerator").words


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--behind", "X"), "không có chỉ số"),
        (("--behind", "DOSSIER_SYNC"), "không có danh sách"),
        (("--field", "Lĩnh vực không có"), "không có lĩnh vực"),
        (("--procedure", "0.0"), "không có thủ tục"),
        (("--published", "khong-co.csv"), "Không tìm thấy tệp"),
    ],
)
def test_what_is_wrong_is_said(motcua: Runner, arguments: tuple[str, ...], said: str) -> None:
    ran = motcua("index", *OF, *arguments)

    assert ran.code != 0
    assert said in ran.words
