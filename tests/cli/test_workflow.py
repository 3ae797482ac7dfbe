"""motcua workflow check: problems with their lines, for people and for programs, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from motcua.cli.workflow import app
from motcua.workflow.defaults import SHIPPED

GOOD = SHIPPED[1].text
BAD = GOOD.replace("role: leader", "role: boss")
LINE = BAD[: BAD.index("role: boss")].count("\n") + 1


def check(*arguments: str | Path) -> tuple[int, str]:
    """The exit code and what was printed."""
    result = CliRunner().invoke(app, ["check", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "tốt.yaml"
    file.write_text(GOOD, encoding="utf-8")
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "có lỗi.yaml"
    file.write_text(BAD, encoding="utf-8")
    return file


def test_a_file_without_problems(good: Path) -> None:
    assert check(good) == (0, f"{good}: không có lỗi (Rút gọn, 5 bước).\n")


def test_a_problem_stands_on_its_line(good: Path, bad: Path) -> None:
    code, said = check(good, bad)

    assert code == 1
    assert f"{bad}:{LINE}: bước “Phê duyệt, ký kết quả”: Bước này chưa có người làm (“boss”)." in said


def test_for_programs(good: Path, bad: Path) -> None:
    code, said = check(good, bad, "--json")
    first, second = json.loads(said)["files"]

    assert code == 1
    assert (first["workflow"], first["steps"], first["problems"]) == ("simple", 5, [])
    assert [(one["line"], one["step"], one["code"]) for one in second["problems"]] == [
        (LINE, "decide", "no_actor")
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_as_windows_saves_it(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(GOOD.replace("\n", "\r\n"), encoding=encoding)

    assert check(file)[0] == 0


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"PK\x03\x04\xff\xfe\xff")

    assert check(file)[0] == 1


def test_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "trống.yaml"
    file.write_bytes(b"")
    code, said = check(file)

    assert code == 1
    assert f"{file}:1: Chưa có bước nào." in said
