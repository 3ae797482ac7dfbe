"""The drawing of a workflow: nothing outside, nothing on top of another, no line through a step, safe text."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from motcua.boards.workflow.drawing import drawing
from motcua.boards.workflow.layout import WIDTH, rows
from motcua.boards.workflow.routes import Line, Picture, Placed, Point, picture
from motcua.rules.workflow import Workflow, read
from motcua.workflow.defaults import SHIPPED, Shipped
from motcua.workflow.reading import readable
from tests.rules.workflows import changed, small, sound, wild

ANY = st.one_of(sound().map(read), wild())


def apart(one: Placed, other: Placed) -> bool:
    """Whether two steps do not touch."""
    beside = one.x + WIDTH < other.x or other.x + WIDTH < one.x
    return beside or one.bottom < other.y or other.bottom < one.y


def through(step: Placed, start: Point, end: Point) -> bool:
    """Whether a piece of a line, straight across or down, goes through the inside of a step."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    inside = left < step.x + WIDTH - 1 and step.x + 1 < right + 0.01
    return inside and top < step.bottom - 1 and step.y + 1 < bottom + 0.01


def in_order(line: Line) -> bool:
    """Whether each piece goes straight across or down."""
    return all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(line.points))


@settings(deadline=None, max_examples=150)
@given(ANY)
def test_every_step_has_its_place_and_no_line_goes_through_one(workflow: Workflow) -> None:
    made = picture(workflow)

    assert {step.box.key for step in made.steps} == set(workflow.by_key)
    assert all(apart(one, other) for one, other in combinations(made.steps, 2))
    assert all(in_order(line) for line in made.lines)
    assert crossings(made) == []


def crossings(made: Picture) -> list[tuple[str, str, str]]:
    """Lines that go through a step: source, target, step."""
    return [
        (line.link.source, line.link.target, step.box.key)
        for line in made.lines
        for step in made.steps
        if any(through(step, *piece) for piece in pairwise(line.points))
    ]


@settings(deadline=None, max_examples=150)
@given(ANY)
def test_everything_lies_within_the_drawing(workflow: Workflow) -> None:
    made = picture(workflow)
    points = [point for line in made.lines for point in line.points]
    points += [(step.x, step.y) for step in made.steps]
    points += [(step.x + WIDTH, step.bottom) for step in made.steps]

    assert all(made.left <= x <= made.left + made.width and 0 <= y <= made.height for x, y in points)


@settings(deadline=None)
@given(sound())
def test_the_same_workflow_is_drawn_the_same(body: dict[str, Any]) -> None:
    assert drawing(read(body)) == drawing(read(body))


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet="<>&\"'aĂ /", min_size=1, max_size=120).filter(str.strip))
def test_a_name_is_text_and_never_markup(name: str) -> None:
    made = etree.fromstring(drawing(small(assess={"name": name})))

    assert {str(element.tag) for element in made.iter()} <= {"svg", "g", "rect", "path", "text"}
    assert not any("style" in element.attrib for element in made.iter())


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.key)
def test_the_main_line_of_what_comes_along_goes_straight_down(one: Shipped) -> None:
    workflow = readable(one.text)
    made = picture(workflow)
    main = [step for step in made.steps if step.box.column == 0]

    assert len({step.x for step in main}) == 1
    assert (main[0].box.key, main[-1].box.key) == ("receive", "done")
    assert len(main) >= len(workflow.steps) - 1


def test_the_drawing_says_who_does_what_in_what_time() -> None:
    tree = etree.fromstring(drawing(small(), current="assess", wrong={"decide"}))
    said = [element.text for element in tree.iter("text")]

    assert {"Thẩm định", "Công chức chuyên môn · 50%", "Trình", "Trình *", "Trả lại"} <= set(said)
    marked = [element.get("class", "") for element in tree.iter("g")]
    assert [marks for marks in marked if "flow-current" in marks] == ["flow-step flow-work flow-current"]
    assert [marks for marks in marked if "flow-wrong" in marks] == ["flow-step flow-approval flow-wrong"]


def test_what_leads_nowhere_is_left_out() -> None:
    body = changed(decide={"next": {"approve": "nowhere", "send_back": "assess"}})

    assert {line.link.target for line in picture(read(body)).lines if line.link.source == "decide"} == {
        "assess"
    }


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ký", ("Ký",)),
        ("Tiếp nhận hồ sơ trực tuyến và trực tiếp", ("Tiếp nhận hồ sơ trực tuyến", "và trực tiếp")),
        ("a" * 40, ("a" * 26 + "…",)),
        (" ".join(["dài"] * 40), ("dài dài dài dài dài dài dài", "dài dài dài dài dài dài dài", "dài dài dài dài dài dài dà…")),
    ],
)  # fmt: skip
def test_long_names_are_broken_and_cut(name: str, wanted: tuple[str, ...]) -> None:
    assert rows(name) == wanted
