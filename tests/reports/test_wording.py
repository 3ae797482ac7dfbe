"""Fields in a text: names as people write them, conditions, lists, and what is zero."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from motcua.registers.counted import Held
from motcua.registers.kinds_read import kind_of, kinds
from motcua.registers.told import line as told_line
from motcua.reports import narrative
from motcua.reports.data import Book
from motcua.reports.document import Block
from motcua.reports.outline import NAMES, TEXTS, outline
from motcua.reports.wording.compose import blocks, line
from motcua.reports.wording.grammar import canonical, marks, names, unbalanced
from motcua.reports.wording.known import fields, offered
from motcua.reports.wording.values import Grid, Lines, Rate, Values
from motcua.rules.periods import parse
from tests.reports.report_cases import report_data, small_data

VALUES = Values({
    "a.so": lambda: 5, "a.khong": lambda: 0, "a.nhieu": lambda: 1568, "a.chu": lambda: "chữ", "a.trong": lambda: "",
    "a.ty_le": lambda: Rate(1, 4), "a.ty_le_khong": lambda: Rate(0, 0),
    "a.dong": lambda: Lines((Block("item", "một;"), Block("item", "hai."))), "a.bang": lambda: Grid(("TT",), (("1",),), (1.0,)),
})  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("Có {{a.so}} và {{ A . Nhiều }}.", "Có 05 và 1.568."),
        ("{{a.so|hồ sơ}}; {{a.khong|hồ sơ}}", "05 hồ sơ; không có"),
        ("{{a.khong}}", "0"),
        ("{{a.ty_le}}, {{a.ty_le_khong}}", "25%, không phát sinh"),
        ("{{gồm a.so|x; a.khong|y; a.nhieu|z}}", "05 x và 1.568 z"),
        ("{{gồm a.khong|x}}", "không có"),
        ("{{gồm a.so|sửa đổi, bổ sung; a.nhieu|z}}", "05 sửa đổi, bổ sung; 1.568 z"),
        ("một{{có a.khong}} hai{{hết}} ba{{không a.khong}} bốn", "một ba bốn"),
        ("{{có a.so}}Có{{không a.so}}Không", "Có"),
        ("{{có a.khong}}Có{{không a.khong}}Không", "Không"),
        ("{{có a.so}}x{{có a.khong}} y{{hết}}.", "x."),
        ("{{có a.khong, a.so}}x", "x"),
        ("{{không a.khong, a.trong}}x", "x"),
        ("gồm: {{a.dong}}", "gồm: một; hai"),
        ("{{b.gi_do}}", "[không có trường b.gi_do]"),
    ],
)
def test_a_text_with_fields(pattern: str, text: str) -> None:
    assert line(pattern, VALUES) == text


@pytest.mark.parametrize("pattern", ["{{có a.khong}}x{{có a.so}} y{{hết}}.", "{{a.trong}}", "- {{a.trong}}", "{{không a.so}}x"])  # fmt: skip
def test_a_paragraph_with_nothing_to_tell_is_left_out(pattern: str) -> None:
    assert blocks(pattern, VALUES) == []


def test_lines_stand_in_the_place_of_a_paragraph() -> None:
    assert [(block.kind, block.text) for block in blocks("{{a.dong}}", VALUES)] == [
        ("item", "một;"),
        ("item", "hai."),
    ]
    assert blocks("{{có a.so}}- Số {{a.so}}", VALUES) == [Block("item", "Số 05")]


def test_braces_that_were_broken_are_seen() -> None:
    assert unbalanced("{{a.so} và") and unbalanced("a.so}}") and not unbalanced("{{a.so}} {x}")


def test_every_field_of_our_outlines_is_known() -> None:
    known = fields()
    told = [outline(name) for name in NAMES]
    patterns = [pattern for text in TEXTS.values() for pattern in text.lines]
    patterns += [one for each in told for one in (each.subject, each.opening, each.closing)]
    patterns += [part.title for each in told for part in each.parts]
    assert {
        name for pattern in patterns for mark in marks(pattern) for name in names(mark)
    } - known.keys() == set()
    assert all(canonical(name) == name for name in known)


def test_the_documentation_names_fields_that_there_are() -> None:
    text = (Path(__file__).parents[2] / "docs" / "narrative-report.md").read_text(encoding="utf-8")
    named = {name for mark in marks(text.replace("\\|", "|")) for name in names(mark)}
    assert len(named) > 15 and named - fields().keys() == set()


def test_every_field_has_a_value_with_and_without_dossiers() -> None:
    for data in (report_data("hung-dao"), small_data({})):
        for group in offered().values():
            assert all(isinstance(field.read(data), int | str | Rate | Lines | Grid) for field in group)


@pytest.mark.parametrize("period", ["2026-06", "2026-Q2", "2026-H1", "2026-9M", "2026"])
def test_registers_stand_in_the_report_of_every_period(period: str) -> None:
    full = {key: Book(dict.fromkeys(kind.measures, 7), ("Dòng của sổ.",)) for key, kind in kinds().items()}
    for unit in ("an-truong", "hung-dao"):
        data = replace(report_data(unit), period=parse(period), books=full)
        found = "\n".join(block.text for block in narrative.report(data).body)
        for told in (
            "07 văn bản",
            "07 đồng",
            "07 phản ánh, kiến nghị",
            "07 tin, bài",
            "07 máy tính",
            "07 cuộc tự kiểm tra",
            "07 người",
        ):
            assert told in found, told
        assert "07 sáng kiến đề xuất" in found and "Dòng của sổ" in found
        assert "không phát sinh" not in found


def test_an_empty_register_is_told_in_words_unless_somebody_wrote() -> None:
    data = report_data("tam-thanh")
    found = [block.text for block in narrative.report(data).body]
    assert sum(text.startswith("Trong kỳ không phát sinh") for text in found) >= 9
    own = replace(data, sections={"phan-anh": "Tiếp nhận 01 kiến nghị trên Cổng."})
    found = [block.text for block in narrative.report(own).body]
    assert "Tiếp nhận 01 kiến nghị trên Cổng." in found
    assert not any("không phát sinh phản ánh" in text for text in found)


def test_an_entry_is_told_as_its_register_says() -> None:
    kind = kind_of("kiem-tra")
    values = {"inspected": "2026-06-02", "kind": "own", "subject": "Trung tâm", "about": "Đúng quy trình."}
    one = Held(1, 1, parse("2026-06").first, None, values)
    assert told_line(kind, one) == "Tự kiểm tra Trung tâm ngày 02/06/2026: Đúng quy trình."
    numbered = replace(one, values=values | {"number": "05/KH-UBND"})
    assert "(05/KH-UBND)" in told_line(kind, numbered)
