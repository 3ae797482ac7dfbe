"""The YAML of workflows: problems on their lines, texts that are none, and what is written can be read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.workflow import BadWorkflow, Code, read
from motcua.workflow.defaults import SHIPPED
from motcua.workflow.reading import LONGEST, as_text, read_text, readable
from tests.rules.workflows import small, sound

TEXT = SHIPPED[1].text


def lines(text: str) -> list[tuple[Code, str, int | None]]:
    """Problems with step and line."""
    reading = read_text(text)
    return [(one.code, one.step, reading.line(one)) for one in reading.problems]


def line_of(text: str, part: str, after: str = "") -> int:
    """The line (1-based) on which a part stands, first after another part."""
    return text[: text.index(part, text.index(after))].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "step"),
    [
        ("role: leader", "role: boss", Code.NO_ACTOR, "decide"),
        ("share: 30", "share: thirty", Code.WRONG_NUMBER, "decide"),
        ("refuse: return", "refuse: archive", Code.UNKNOWN_TARGET, "decide"),
        ("kind: approval", "kind: aproval", Code.WRONG_WORD, "decide"),
        ("send_back: receive", "sendback: receive", Code.WRONG_WORD, "assess"),
    ],
)
def test_a_problem_stands_on_its_line(old: str, new: str, code: Code, step: str) -> None:
    text = TEXT.replace(old, new)

    assert (code, step, line_of(text, new)) in lines(text)


def test_what_is_missing_is_told_where_the_step_begins() -> None:
    text = TEXT.replace("    share: 60\n", "")

    assert (Code.NO_TERM, "assess", line_of(text, "- key: assess")) in lines(text)


def test_a_condition_is_found_on_its_line() -> None:
    branch = (
        "propose:\n        - when: {fact: fee_due, is: true}\n          to: nowhere\n        - to: decide"
    )
    text = TEXT.replace("propose: decide", branch)

    assert lines(text) == [(Code.UNKNOWN_TARGET, "assess", line_of(text, "- when"))]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("workflow: [", Code.BAD_FILE, 1),
        ("workflow: a\n\tname: b", Code.BAD_FILE, 2),
        ("workflow: a\nname: b\nname: c\nsteps: []", Code.KEY_TWICE, 3),
        ("a: &x [1]\nb: *x", Code.NOT_PLAIN, 1),
        ("a: &x [*x]", Code.NOT_PLAIN, 1),
        ("? [a]\n: b", Code.NOT_PLAIN, 1),
        ("[" * 30 + "]" * 30, Code.NOT_PLAIN, 1),
        ("[" * 5_000, Code.BAD_FILE, None),
        ("a" * (LONGEST + 1), Code.TOO_LONG, None),
        ("a: \x07", Code.BAD_FILE, None),
        ("a: \ud800", Code.BAD_FILE, None),
    ],
)
def test_a_text_that_is_no_yaml_is_told_with_its_line(text: str, code: Code, line: int | None) -> None:
    reading = read_text(text)

    assert reading.workflow is None
    assert [one.code for one in reading.problems] == [code]
    assert line is None or reading.line(reading.problems[0]) == line


@pytest.mark.parametrize("text", ["", "---", "~", "a", "- a", "steps:", "steps: [a, [b], {c: d}]"])
def test_a_text_that_is_no_workflow_has_problems(text: str) -> None:
    reading = read_text(text)

    assert reading.workflow is None
    assert reading.problems


def test_words_that_yaml_takes_for_something_else_are_words() -> None:
    text = TEXT.replace("propose: decide", "propose: no").replace("key: decide", "key: no")

    assert lines(text) == []


def test_readable_refuses_with_the_problems() -> None:
    with pytest.raises(BadWorkflow, match="no_steps"):
        readable("workflow: a\nname: b")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_written_the_answer_is_a_reading(text: str) -> None:
    reading = read_text(text)

    assert reading.problems
    assert all(reading.line(one) is None or isinstance(reading.line(one), int) for one in reading.problems)


@settings(deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text(max_size=10))
def test_a_text_with_a_slip_is_read_or_refused(place: int, length: int, instead: str) -> None:
    reading = read_text(TEXT[:place] + instead + TEXT[place + length :])

    assert reading.workflow is not None or reading.problems


@settings(deadline=None)
@given(sound())
def test_what_is_written_is_read_back(body: dict[str, Any]) -> None:
    workflow = read(body)

    assert read_text(as_text(workflow)).workflow == workflow


def test_everything_a_step_can_have_is_written() -> None:
    assert readable(as_text(small())) == small()
