"""motcua catalogue: differences before they take effect, then taking effect, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.catalogue.models import Change, Procedure
from tests.cli.running import Runner

pytestmark = pytest.mark.django_db
HEADER = "Mã số,Tên,Lĩnh vực,Thời hạn,Trạng thái,Mã thay thế\n"
ROWS = (
    "1.001193,Thủ tục đăng ký khai sinh,Hộ tịch,trong ngày,Còn hiệu lực,\n"
    "9.000001,Đăng ký nuôi ong,Hộ tịch,3 ngày làm việc,Còn hiệu lực,\n"
    "1.000656,Thủ tục đăng ký khai tử,Hộ tịch,,Bãi bỏ,9.000002\n"
    "1.000894,Thủ tục đăng ký kết hôn,Hộ tịch,3 quý,Còn hiệu lực,\n"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(monkeypatch, capsys)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "danh-muc.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


def test_differences_are_shown_and_nothing_is_written(run: Runner, listed: Path) -> None:
    said = run("catalogue", "diff", listed, "--since", "2026-07-01")
    assert said.code == 0
    assert "Thêm mới: 9.000001 Đăng ký nuôi ong" in said.words
    assert "Thay bằng mã khác: 1.000656 → 9.000002 Thủ tục đăng ký khai tử" in said.words
    assert "Quy tắc tính thời hạn: – → nhận sau 15:00 tính sang ngày làm việc sau" in said.words
    assert "thêm mới 1, sửa đổi 1, bãi bỏ 0, thay bằng mã khác 1; giống 1." in said.words
    assert "Bỏ qua: danh-muc.csv, dòng 5: không hiểu thời hạn “3 quý”." in said.words
    assert not Change.objects.exists() and not Procedure.objects.filter(code="9.000001").exists()


def test_taking_effect_and_again(run: Runner, listed: Path) -> None:
    first = run("catalogue", "apply", listed, "--since", "2026-07-01", "--decision", "858/QĐ-BTP", "--json")
    told = json.loads(first.out)
    assert told["counts"] == {"added": 1, "changed": 1, "repealed": 0, "replaced": 1, "same": 1}
    assert (told["since"], told["applied"], len(told["problems"])) == ("2026-07-01", True, 1)
    assert [(d["kind"], d["code"], d["replaced_by"]) for d in told["differences"]] == [
        ("replaced", "1.000656", "9.000002"), ("changed", "1.001193", None), ("added", "9.000001", None),
    ]  # fmt: skip
    assert set(Change.objects.values_list("source", flat=True)) == {"858/QĐ-BTP"}
    again = run("catalogue", "apply", listed, "--since", "2026-07-01")
    assert "thêm mới 0, sửa đổi 0, bãi bỏ 0, thay bằng mã khác 0; giống 4." in again.words
    assert Change.objects.count() == 3


def test_a_whole_catalogue(run: Runner, listed: Path) -> None:
    told = json.loads(run("catalogue", "diff", listed, "--since", "2026-07-01", "--complete", "--json").out)
    # 294 procedures ship; three of the four in the file are among them.
    assert told["counts"] == {"added": 1, "changed": 1, "repealed": 294 - 3, "replaced": 1, "same": 1}


def test_refused_in_words(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "thieu.csv"
    path.write_text("Mã số,Tên,Lĩnh vực\n9.000001,Không có lĩnh vực,\n", encoding="utf-8")
    said = run("catalogue", "apply", path, "--since", "2026-07-01")
    assert said.code == 1 and "thieu.csv, dòng 2: Thủ tục 9.000001 chưa có lĩnh vực" in said.words
    assert run("catalogue", "diff", tmp_path / "khong-co.csv").code == 1
    assert run("catalogue", "apply", path, "--since", "1/7/2026").code == 2
