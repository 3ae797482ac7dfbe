"""Where events lead: the table of a small workflow, refusals with reasons, questions to agencies."""

from __future__ import annotations

import pytest

from motcua.rules.terms import Term, TermUnit
from motcua.rules.workflow import (
    Advance,
    MissingFact,
    NotAllowed,
    Silence,
    Task,
    UnknownStep,
    advance,
    closed_by_silence,
    events,
)
from motcua.rules.workflow.model import Value
from tests.rules.workflows import NORMAL, small

FLOW = small()


@pytest.mark.parametrize(
    ("step", "event", "facts", "to"),
    [
        ("receive", "accept", {}, "assess"),
        ("assess", "propose", {}, "decide"),
        ("assess", "propose", {"lane": "express"}, "done"),
        ("assess", "propose", {"lane": "express", "area": 499}, "done"),
        ("assess", "propose", {"lane": "express", "area": 500}, "decide"),
        ("assess", "refuse", {"fee_due": True}, "done"),
        ("decide", "send_back", {}, "assess"),
        ("decide", "approve", {}, "done"),
    ],
)
def test_an_event_leads_to_one_step(step: str, event: str, facts: dict[str, Value], to: str) -> None:
    found = advance(FLOW, step, event, NORMAL | facts)

    assert found == Advance(to, (), ended=to == "done")


def test_what_is_not_possible_names_what_is() -> None:
    with pytest.raises(NotAllowed) as refused:
        advance(FLOW, "assess", "approve", NORMAL)

    assert refused.value.possible == ("propose", "ask_agency", "refuse")
    assert refused.value.reason == ""


def test_a_refusal_of_the_workflow_gives_its_reason() -> None:
    with pytest.raises(NotAllowed, match="Chưa nộp phí") as refused:
        advance(FLOW, "assess", "propose", NORMAL | {"fee_due": True})

    assert refused.value.possible == ("ask_agency", "refuse")


@pytest.mark.parametrize(
    ("facts", "possible"),
    [
        # unknown whether a fee is due: it may still be possible
        ({}, ("propose", "ask_agency", "refuse")),
        ({"fee_due": False}, ("propose", "ask_agency", "refuse")),
        ({"fee_due": True}, ("ask_agency", "refuse")),
    ],
)
def test_events_by_what_is_known(facts: dict[str, Value], possible: tuple[str, ...]) -> None:
    assert events(FLOW, "assess", facts) == possible


def test_nothing_is_possible_at_the_end() -> None:
    assert events(FLOW, "done", NORMAL) == ()
    with pytest.raises(NotAllowed, match="only nothing"):
        advance(FLOW, "done", "finish", NORMAL)


def test_a_fact_that_decides_has_to_be_known() -> None:
    with pytest.raises(MissingFact) as missing:
        advance(FLOW, "assess", "propose", {"fee_due": False})
    assert missing.value.fact == "lane"
    # the lane alone decides against the second way
    assert advance(FLOW, "assess", "propose", {"fee_due": False, "lane": "ordinary"}).step == "decide"


def test_a_declared_fact_has_its_default_until_somebody_says_otherwise() -> None:
    # by default 0, less than 500
    known: dict[str, Value] = {"fee_due": False, "lane": "express"}

    assert advance(FLOW, "assess", "propose", known).step == "done"
    assert advance(FLOW, "assess", "propose", known | {"area": 500}).step == "decide"


def test_a_step_of_another_version_is_told() -> None:
    with pytest.raises(UnknownStep, match="no step 'review'"):
        advance(FLOW, "review", "approve", NORMAL)


def test_asking_opens_the_tasks_whose_conditions_hold() -> None:
    small_area = advance(FLOW, "assess", "ask_agency", NORMAL)
    large_area = advance(FLOW, "assess", "ask_agency", NORMAL | {"area": 500})

    assert [task.agency for task in small_area.tasks] == ["Công an xã", "*"]
    assert [task.agency for task in large_area.tasks] == ["Công an xã", "Thuế cơ sở", "*"]


def test_asking_once_more_opens_only_what_names_its_agency() -> None:
    again = advance(FLOW, "consult", "ask_agency", NORMAL)

    assert (again.step, [task.agency for task in again.tasks]) == ("consult", ["*"])


def test_an_answer_leads_on_when_no_task_is_open() -> None:
    assert advance(FLOW, "consult", "answer", NORMAL | {"tasks_open": 1}) == Advance("consult")
    assert advance(FLOW, "consult", "answer", NORMAL | {"tasks_open": 0}) == Advance("assess")
    with pytest.raises(MissingFact, match="tasks_open"):
        advance(FLOW, "consult", "answer", NORMAL)


@pytest.mark.parametrize(
    ("silence", "at", "closed"),
    [
        (Silence.WAIT, 1_000_000, False),
        (Silence.GO_ON, 999, False),
        (Silence.GO_ON, 1_000, True),
        (Silence.CONSENT, 1_000, True),
    ],
)
def test_silence_closes_nothing_unless_the_task_says_so(silence: Silence, at: int, closed: bool) -> None:
    task = Task(
        "Công an xã",
        "Xác minh",
        Term(1, TermUnit.WORKING_DAYS),
        silence,
        "Điều 8" * (silence is Silence.CONSENT),
    )

    assert closed_by_silence(task, 1_000, at) is closed
    assert task.answer_required is (silence is Silence.WAIT)
