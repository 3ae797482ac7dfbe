"""Every fault that can be planted in a workflow is found where it stands, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.people.models import Role
from motcua.rules.workflow import BadWorkflow, Code, body_of, check, read
from motcua.rules.workflow.model import ROLES
from tests.rules.workflows import SMALL, changed, small

FREE = {"agency": "*", "name": "Ý kiến", "working_days": 1}
IN_AREA = {"fact": "area", ">=": 500}
LEADER = {"approve": "done", "send_back": "assess"}

FAULTS: list[tuple[str, dict[str, dict[str, Any]], set[Code]]] = [
    ("nothing", {}, set()),
    ("no actor", {"assess": {"role": None}}, {Code.NO_ACTOR}),
    ("an actor that is none", {"assess": {"role": "admin"}}, {Code.NO_ACTOR}),
    ("the officer of a later step", {"assess": {"same_as": "decide"}}, {Code.UNKNOWN_SAME}),
    ("no time", {"decide": {"share": None}}, {Code.NO_TERM, Code.SHARES}),
    ("two times", {"decide": {"working_hours": 4}}, {Code.TWO_TERMS}),
    ("shares of 90", {"decide": {"share": 20}}, {Code.SHARES}),
    ("shares of 110", {"decide": {"share": 40}}, {Code.SHARES}),
    ("a question without a term", {"consult": {"tasks": [{"agency": "*", "name": "Ý kiến"}]}}, {Code.NO_TASK_TERM}),
    ("a question to nobody", {"consult": {"tasks": [FREE | {"agency": ""}]}}, {Code.NO_AGENCY}),
    ("a question twice", {"consult": {"tasks": [FREE, FREE]}}, {Code.DUPLICATE_TASK}),
    ("consent without a rule", {"consult": {"tasks": [FREE | {"silence": "consent"}]}}, {Code.CONSENT_WITHOUT_GROUND}),
    ("a rule without consent", {"consult": {"tasks": [FREE | {"ground": "Điều 8"}]}}, {Code.GROUND_WITHOUT_CONSENT}),
    ("coordination of nothing", {"consult": {"tasks": None}}, {Code.NO_TASKS}),
    ("for some nothing is asked", {"consult": {"tasks": [FREE | {"when": IN_AREA}]}}, {Code.NO_TASK_OPENED}),
    ("questions outside coordination", {"assess": {"tasks": [FREE]}}, {Code.TASKS_ELSEWHERE}),
    ("answers nobody waits for", {"consult": {"next": {"send_back": "assess"}}}, {Code.NEVER_JOINED}),
    ("on without the answers", {"consult": {"next": {"answer": "assess", "propose": "decide"}}}, {Code.EVENT_NOT_HERE}),
    ("approval by whoever works", {"receive": {"next": {"approve": "assess"}}}, {Code.EVENT_NOT_HERE}),
    ("an answer to nothing", {"receive": {"next": {"answer": "assess"}}}, {Code.EVENT_NOT_HERE}),
    ("approval without approving", {"decide": {"next": {"refuse": "done"}}}, {Code.APPROVAL_WITHOUT_APPROVE}),
    ("approval that cannot say no", {"decide": {"next": {"approve": "done"}}}, {Code.APPROVAL_WITHOUT_RETURN}),
    ("agencies asked in a step of work", {"decide": {"next": LEADER | {"ask_agency": "assess"}}}, {Code.ASK_WITHOUT_TASKS}),
    ("no target", {"decide": {"next": LEADER | {"finish": ""}}}, {Code.NO_TARGET}),
    ("a target that is not there", {"decide": {"next": LEADER | {"finish": "archive"}}}, {Code.UNKNOWN_TARGET}),
    (
        "a branch without a result",
        {"decide": {"next": LEADER | {"finish": [{"to": "done", "when": IN_AREA}]}}},
        {Code.BRANCH_WITHOUT_RESULT},
    ),
    (
        "a way that is never taken",
        {"decide": {"next": LEADER | {"finish": [{"to": "done"}, {"to": "done", "when": IN_AREA}]}}},
        {Code.NEVER_TAKEN},
    ),
    (
        "the outcome before there is one",
        {"decide": {"next": LEADER | {"finish": "done", "refuse": [{"when": {"fact": "outcome", "is": "refused"}, "to": "done"}, {"to": "done"}]}}},
        {Code.NOT_KNOWN_YET},
    ),
    (
        "a question that depends on the outcome",
        {"consult": {"tasks": [FREE, FREE | {"name": "b", "when": {"fact": "outcome", "is": "refused"}}]}},
        {Code.NOT_KNOWN_YET},
    ),
    ("an end that goes on", {"done": {"next": {"finish": "receive"}}}, {Code.END_GOES_ON}),
    ("a step nobody reaches", {"assess": {"next": {"propose": "decide"}}}, {Code.UNREACHABLE}),
    ("a step without a way on", {"decide": {"next": None, "kind": "work"}}, {Code.DEAD_END}),
    (
        "a loop without an exit",
        {"decide": {"next": {"approve": "decide", "send_back": "assess"}}, "assess": {"next": {"propose": "decide", "ask_agency": "consult"}}},
        {Code.LOOP_WITHOUT_EXIT, Code.UNREACHABLE},
    ),
    (
        "stuck for some",
        {"decide": {"kind": "work", "next": {"propose": [{"to": "decide", "when": IN_AREA}, {"to": "done"}]}}},
        {Code.STUCK_WHEN},
    ),
    (
        "stuck where everything is refused",
        {"decide": {"kind": "work", "next": {"propose": [{"forbid": "Không.", "when": IN_AREA}, {"to": "done"}]}}},
        {Code.STUCK_WHEN},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "codes"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_planted_fault_is_found(steps: dict[str, dict[str, Any]], codes: set[Code]) -> None:
    assert {one.code for one in check(small(**steps))} == codes


@pytest.mark.parametrize(
    ("steps", "step", "path", "params"),
    [
        ({"decide": {"share": 20}}, "", ("steps",), {"sum": 90}),
        ({"decide": {"next": LEADER | {"finish": "archive"}}}, "decide", ("steps", 3, "next", "finish"), {"to": "archive"}),
        (
            {"decide": {"next": LEADER | {"finish": [{"to": "x", "when": IN_AREA}, {"to": "done"}]}}},
            "decide",
            ("steps", 3, "next", "finish", 0),
            {"to": "x"},
        ),
        # 499 is the number just below the one that the condition names
        (
            {"decide": {"next": LEADER | {"finish": [{"to": "done", "when": IN_AREA}]}}},
            "decide",
            ("steps", 3, "next", "finish"),
            {"area": 499},
        ),
        ({"consult": {"tasks": [FREE, FREE]}}, "consult", ("steps", 2, "tasks", 1), {"task": "Ý kiến"}),
    ],
)  # fmt: skip
def test_a_problem_says_where_and_what(
    steps: dict[str, dict[str, Any]], step: str, path: tuple[Any, ...], params: dict[str, Any]
) -> None:
    (problem,) = check(small(**steps))

    assert (problem.step, problem.path) == (step, path)
    assert {**problem.params, **problem.facts}.items() >= params.items()


def test_steps_of_one_key() -> None:
    body = changed()
    body["steps"].append(body["steps"][0])

    assert [(one.code, one.path) for one in check(read(body))] == [(Code.DUPLICATE_STEP, ("steps", 5, "key"))]


def test_a_step_listed_before_those_that_lead_to_it() -> None:
    body = changed()
    body["steps"].insert(1, body["steps"].pop(3))

    assert [(one.code, one.step) for one in check(read(body)) if one.code is not Code.SHARES] == [
        (Code.OUT_OF_ORDER, "decide")
    ]


def test_no_end_at_all() -> None:
    codes = {one.code for one in check(small(done={"kind": "work", "role": "counter", "share": 0}))}

    assert codes == {Code.NO_END, Code.DEAD_END, Code.LOOP_WITHOUT_EXIT}


def test_too_many_facts_are_refused_rather_than_looked_at() -> None:
    facts = {f"f{n}": {"kind": "yes_no", "default": False} for n in range(17)}
    ways = [{"to": "done", "when": {"fact": fact, "is": True}} for fact in facts]
    body = changed(decide={"next": LEADER | {"finish": [*ways, {"to": "done"}]}}) | {
        "facts": facts | SMALL["facts"]
    }

    assert [one.code for one in check(read(body))] == [Code.TOO_MANY_FACTS]


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        (None, Code.NO_STEPS, ("steps",)),
        ([], Code.WRONG_SHAPE, ()),
        (SMALL | {"steps": "receive"}, Code.WRONG_SHAPE, ("steps",)),
        (SMALL | {"step": []}, Code.UNKNOWN_KEY, ("step",)),
        (SMALL | {"name": ""}, Code.MISSING_KEY, ()),
        (SMALL | {"steps": [SMALL["steps"][0]] * 101}, Code.TOO_LARGE, ("steps",)),
        (SMALL | {"facts": {"lane": {"kind": "text"}} | SMALL["facts"]}, Code.DUPLICATE_FACT, ("facts", "lane")),
        (SMALL | {"facts": {"use": {"kind": "choice"}} | SMALL["facts"]}, Code.MISSING_KEY, ("facts", "use")),
        (SMALL | {"facts": {"area": {"kind": "number"}}}, Code.MISSING_KEY, ("facts", "area")),
        (SMALL | {"facts": {"area": {"kind": "number", "default": "large"}}}, Code.WRONG_VALUE, ("facts", "area", "default")),
        (changed(assess={"kind": "wait"}), Code.WRONG_WORD, ("steps", 1, "kind")),
        (changed(assess={"share": "half"}), Code.WRONG_NUMBER, ("steps", 1, "share")),
        (changed(assess={"share": 101}), Code.WRONG_NUMBER, ("steps", 1, "share")),
        (changed(assess={"working_hours": 0}), Code.WRONG_NUMBER, ("steps", 1, "working_hours")),
        (changed(assess={"actor": "head"}), Code.UNKNOWN_KEY, ("steps", 1, "actor")),
        (changed(assess={"name": ["a"]}), Code.WRONG_SHAPE, ("steps", 1, "name")),
        (changed(assess={"next": {"hand_over": "done"}}), Code.WRONG_WORD, ("steps", 1, "next", "hand_over")),
        (changed(consult={"tasks": [FREE | {"working_hours": 8}]}), Code.TWO_TERMS, ("steps", 2, "tasks", 0)),
        (
            changed(decide={"next": {"approve": {"to": "done", "forbid": "Không."}}}),
            Code.WRONG_SHAPE,
            ("steps", 3, "next", "approve"),
        ),
        *(
            (changed(decide={"next": {"approve": {"to": "done", "when": when}}}), code, ("steps", 3, "next", "approve", "when"))
            for when, code in (
                ({"fact": "weather", "is": "fine"}, Code.UNKNOWN_FACT),
                ({"fact": "fee_due"}, Code.WRONG_WORD),
                ({"fact": "fee_due", "equals": True}, Code.WRONG_WORD),
                ({"fact": "fee_due", "is": "maybe"}, Code.WRONG_VALUE),
                ({"fact": "fee_due", ">=": True}, Code.WRONG_VALUE),
                ({"fact": "channel", "is": "pigeon"}, Code.WRONG_VALUE),
                ({"fact": "channel", "in": "direct"}, Code.WRONG_VALUE),
                ({"fact": "channel", "in": []}, Code.WRONG_VALUE),
                ({"fact": "area", ">=": "large"}, Code.WRONG_VALUE),
            )
        ),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_says_where(body: Any, code: Code, path: tuple[Any, ...]) -> None:
    with pytest.raises(BadWorkflow) as bad:
        read(body)

    assert (code, path) in [(one.code, one.path) for one in bad.value.problems]


def test_a_body_survives_being_written() -> None:
    workflow = small()

    assert read(body_of(workflow)) == workflow


def test_actors_are_roles_of_people_and_never_those_who_only_look() -> None:
    assert set(ROLES) == set(Role.values) - {Role.ADMIN, Role.AUDITOR}
