"""Templates: what they say, what falls away, and where a wrong one is wrong."""

from __future__ import annotations

import pytest

from motcua.notices.wording import BadTemplate, MissingValue, check, parse


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        ("Hồ sơ {code}", {"code": "H1"}, "Hồ sơ H1"),
        ("Hồ sơ {code}[, hạn {due}].", {"code": "H1", "due": "14/6"}, "Hồ sơ H1, hạn 14/6."),
        ("Hồ sơ {code}[, hạn {due}].", {"code": "H1"}, "Hồ sơ H1."),
        ("Hồ sơ {code}[, hạn {due}].", {"code": "H1", "due": ""}, "Hồ sơ H1."),
        ("a\n\n[{due}]\n\nb", {}, "a\n\nb"),
        ("a\n[{due}]\n[{due}]\n\nb", {}, "a\n\nb"),
        ("[{a} và {b}]x", {"a": "1"}, "x"),
        ("{{code}} [[a]]", {}, "{code} [a]"),
        ("{ code }", {"code": "H1"}, "H1"),
        ("a {x} b", {"x": "{code} [y]"}, "a {code} [y] b"),
    ],
)
def test_a_template_is_filled(template: str, values: dict[str, str], said: str) -> None:
    assert parse(template).render(values) == said


@pytest.mark.parametrize(
    ("template", "line", "column"),
    [
        ("Hồ sơ {code", 1, 7),
        ("Hồ sơ\nsố code} rồi", 2, 8),
        ("a\nb {}", 2, 3),
        ("x [không có gì]", 1, 3),
        ("x [a {b}", 1, 3),
        ("[a [b {c}]]", 1, 4),
        ("a ] b", 1, 3),
        ("{a\nb}", 1, 1),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(template: str, line: int, column: int) -> None:
    with pytest.raises(BadTemplate) as refused:
        parse(template)

    assert (refused.value.line, refused.value.column) == (line, column)
    assert str(refused.value).startswith(f"Dòng {line}, ký tự {column}: ")


def test_an_unknown_parameter_is_named_with_those_there_are() -> None:
    with pytest.raises(BadTemplate, match=r"Dòng 2, ký tự 5: .*“duee”.*code, due"):
        check(parse("a\nhạn {duee}"), {"code"}, {"due"})


def test_what_may_be_missing_has_to_stand_in_brackets() -> None:
    with pytest.raises(BadTemplate, match=r"ký tự 5: “due” .*\[ \]"):
        check(parse("hạn {due}"), {"code"}, {"due"})
    check(parse("[hạn {due}]"), {"code"}, {"due"})


def test_a_value_that_has_to_be_there_is_missed() -> None:
    with pytest.raises(MissingValue, match="code"):
        parse("{code}").render({})


def test_a_template_reaches_nothing_but_its_values() -> None:
    with pytest.raises(BadTemplate, match="__class__"):
        check(parse("{code.__class__}"), {"code"}, set())
