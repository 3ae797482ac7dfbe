"""The page on printed forms says what a wording may name, and its example can be used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from motcua.reports.printed.explanations import LateList, SystemLetter
from motcua.reports.printed.letters import Apology, StopNotice
from motcua.reports.printed.notices import NoticeSheet
from motcua.reports.printed.sheets import ControlSheet, Progress, Register, ResultHandover
from motcua.reports.printed.show import SUITS, WAYS, shown
from motcua.reports.printed.slips import Receipt, Refusal, SupplementRequest
from motcua.reports.printed.values import ORDER, TEXT, Moment, names_of
from motcua.reports.printed.wording_files import wording
from motcua.reports.printed.wording_read import KEYS
from tests.reports.printed.cases import at

PAGE = (Path(__file__).parents[3] / "docs" / "printed-forms.md").read_text(encoding="utf-8")
FORMS = (
    Receipt, SupplementRequest, Refusal, Apology, StopNotice, ControlSheet, Register, ResultHandover, Progress, NoticeSheet,
    LateList, SystemLetter,
)  # fmt: skip
_CODE = re.compile(r"`([^`\n]+)`")
_PARTY = re.compile(r"^(submitter|owner|addressee|applicant)\..*")


def rows() -> dict[str, list[str]]:
    """The rows of the tables by their first cell; of several with the same, the last."""
    lines = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| `")]
    return {_CODE.findall(cells[0])[0]: cells for cells in lines}


@pytest.mark.parametrize("form", FORMS, ids=[form.key for form in FORMS])
def test_every_placeholder_of_a_form_is_told_and_no_other(form: Any) -> None:
    names = names_of(form)
    single = {_PARTY.sub(r"\1", name) for name in names.single if not name.startswith("head.")}
    inner = {name for found in names.lists.values() for name in found.single} - {ORDER, TEXT}

    _, told, lists = rows()[form.key]

    assert set(_CODE.findall(told)) == single
    assert set(_CODE.findall(lists)) == {*names.lists, *inner}


def test_what_all_forms_share_is_told() -> None:
    shared = PAGE.partition("## Chỗ trống của từng mẫu")[2].partition("\n|")[0]
    names = names_of(Receipt).single

    assert {name for name in names if name.startswith("head.")} <= set(_CODE.findall(shared))
    assert {name.removeprefix("submitter") for name in names if name.startswith("submitter")} <= set(
        _CODE.findall(shared)
    )


def test_every_key_of_a_wording_is_told() -> None:
    told = PAGE.partition("## Các khóa")[2].partition("Mỗi đoạn")[0]

    assert set(_CODE.findall(told)) >= KEYS


def test_every_way_of_writing_is_told_with_what_it_gives() -> None:
    table = PAGE.partition("| cách viết |")[2].partition("\n## ")[0]
    told = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", table, re.MULTILINE))

    assert set(told) == set(WAYS) == set(SUITS)
    moment = Moment(at(1, 5, 8, 5))
    for way in ("day", "short", "time", "hour"):
        assert shown(moment, way) == told[way]
    assert [shown(7, "serial"), shown(7, "plain"), shown(75_000, "money")] == [
        told["serial"], told["plain"], told["money"],
    ]  # fmt: skip
    assert shown("chữ hoa", "upper") == told["upper"] and shown("chữ đầu hoa", "first") == told["first"]


def test_the_example_can_be_used(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
    (tmp_path / "01@2026-03-01.yaml").write_text(example, encoding="utf-8")

    made = wording(Receipt, None, own=tmp_path)

    assert made.signatures[1].lines == ("CÔNG CHỨC TIẾP NHẬN",)
    assert made.body == wording(Receipt, None).body
