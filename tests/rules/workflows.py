"""What the tests of workflows share: a small workflow as plain data, and random ones."""

from __future__ import annotations

from copy import deepcopy
from itertools import product
from typing import Any

from hypothesis import strategies as st

from motcua.rules.workflow import Workflow, read
from motcua.rules.workflow.model import FactKind, Value

SMALL: dict[str, Any] = {
    "workflow": "small",
    "name": "Nhỏ",
    "facts": {"area": {"kind": "number", "name": "Diện tích", "default": 0}},
    "steps": [
        {"key": "receive", "name": "Tiếp nhận", "role": "counter", "share": 20, "next": {"accept": "assess"}},
        {
            "key": "assess",
            "name": "Thẩm định",
            "role": "specialist",
            "share": 50,
            "next": {
                "propose": [
                    {"when": {"fact": "fee_due", "is": True}, "forbid": "Chưa nộp phí."},
                    {"when": [{"fact": "lane", "is": "express"}, {"fact": "area", "<": 500}], "to": "done"},
                    {"to": "decide"},
                ],
                "ask_agency": "consult",
                "refuse": "done",
            },
        },
        {
            "key": "consult",
            "name": "Lấy ý kiến",
            "kind": "coordination",
            "role": "specialist",
            "tasks": [
                {"agency": "Công an xã", "name": "Xác minh nơi ở", "working_days": 2},
                {
                    "agency": "Thuế cơ sở",
                    "name": "Nghĩa vụ thuế",
                    "working_hours": 16,
                    "silence": "go_on",
                    "when": {"fact": "area", ">=": 500},
                },
                {"agency": "*", "name": "Ý kiến khác", "working_days": 3},
            ],
            "next": {"answer": "assess", "ask_agency": "consult"},
        },
        {
            "key": "decide",
            "name": "Phê duyệt",
            "kind": "approval",
            "role": "leader",
            "share": 30,
            "next": {"approve": "done", "send_back": "assess"},
        },
        {"key": "done", "name": "Kết thúc", "kind": "end"},
    ],
}
"""A branch with a refusal, a question to agencies, an approval; longest way 20 + 50 + 30 = 100."""

NORMAL: dict[str, Value] = {"fee_due": False, "lane": "ordinary", "area": 100}


def small(**steps: dict[str, Any]) -> Workflow:
    """The small workflow with some entries of its steps changed; None takes an entry out."""
    return read(changed(**steps))


def changed(**steps: dict[str, Any]) -> dict[str, Any]:
    """The body of `small`."""
    body = deepcopy(SMALL)
    for step in body["steps"]:
        step.update(steps.get(step["key"], {}))
        for key in [key for key, value in step.items() if value is None]:
            del step[key]
    return body


FACT_VALUES: dict[str, list[Value]] = {
    "fee_due": [True, False],
    "channel": ["direct", "online", "postal"],
    "area": [-1, 0, 1, 2, 3, 4, 5, 6],
}
"""Facts of the random workflows, with every value that a condition of theirs can tell apart."""


AREA = {"area": {"kind": FactKind.NUMBER.value, "default": 0}}


def worlds() -> list[dict[str, Value]]:
    """Every combination of these facts, with no task open."""
    return [
        {**dict(zip(FACT_VALUES, values, strict=True)), "tasks_open": 0}
        for values in product(*FACT_VALUES.values())
    ]


def conditions() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Nothing to hold, or one or two comparisons."""
    return st.lists(st.one_of(_yes_no(), _choice(), _number()), min_size=1, max_size=2)


def _yes_no() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda word, value: {"fact": "fee_due", word: value}, st.sampled_from(["is", "is_not"]), st.booleans()
    )


def _choice() -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(st.sampled_from(FACT_VALUES["channel"]), min_size=1, max_size=2, unique=True)
    return st.builds(
        lambda word, value: {"fact": "channel", word: value}, st.sampled_from(["in", "not_in"]), several
    )


def _number() -> st.SearchStrategy[dict[str, Any]]:
    words = st.sampled_from(["is", "is_not", ">=", "<=", ">", "<"])
    return st.builds(lambda word, value: {"fact": "area", word: value}, words, st.integers(0, 5))


@st.composite
def sound(draw: st.DrawFn) -> dict[str, Any]:
    """Bodies without a problem: a chain of steps with branches that skip some, ways back, questions to agencies."""
    count = draw(st.integers(1, 6))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
    shares = [after - before for before, after in zip([0, *cuts], [*cuts, 100], strict=True)]
    steps = [draw(_sound_step(index, count, shares[index])) for index in range(count)]
    steps.append({"key": "end", "name": "Kết thúc", "kind": "end"})
    return {"workflow": "random", "name": "Ngẫu nhiên", "facts": AREA, "steps": steps}


def _key(index: int, count: int) -> str:
    return "end" if index >= count else f"s{index}"


@st.composite
def _sound_step(draw: st.DrawFn, index: int, count: int, share: int) -> dict[str, Any]:
    kind = draw(st.sampled_from(["work", "work", "approval", "coordination"]))
    onward = {"work": "propose", "approval": "approve", "coordination": "answer"}[kind]
    following = _key(index + 1, count)
    ways: list[dict[str, Any]] = []
    if draw(st.booleans()):
        # Tells the facts apart, and is no more than half of them: what follows is taken for some.
        channel = draw(st.sampled_from(FACT_VALUES["channel"]))
        ways.append(
            {
                "when": {"fact": "channel", "is": channel},
                "to": _key(draw(st.integers(index + 1, count)), count),
            }
        )
    step: dict[str, Any] = {
        "key": f"s{index}",
        "name": f"Bước {index}",
        "kind": kind,
        "role": draw(st.sampled_from(["counter", "specialist", "head", "leader"])),
        "share": share,
        "next": {onward: [*ways, {"to": following}]},
    }
    if kind == "coordination":
        step["tasks"] = [{"agency": "*", "name": "Ý kiến", "working_days": draw(st.integers(1, 5))}]
    if kind == "approval" or (index and draw(st.booleans())):
        step["next"]["send_back"] = f"s{draw(st.integers(0, index))}"
    return step


@st.composite
def wild(draw: st.DrawFn) -> Workflow:
    """Any ways between any steps: nothing is missing in a step, but what they lead to is left to chance."""
    count = draw(st.integers(1, 5))
    keys = [*(f"s{index}" for index in range(count)), "end"]
    way = st.fixed_dictionaries({"to": st.sampled_from(keys)}, optional={"when": conditions()})
    refusal = st.fixed_dictionaries({"forbid": st.just("Không."), "when": conditions()})
    events = st.sampled_from(["accept", "assign", "propose", "send_back", "finish"])
    following = st.dictionaries(
        events, st.lists(st.one_of(way, way, refusal), min_size=1, max_size=3), max_size=3
    )
    steps = [
        {"key": key, "name": key, "role": "head", "share": 0, "next": draw(following)} for key in keys[:-1]
    ]
    steps.append({"key": "end", "name": "end", "kind": "end"})
    return read({"workflow": "wild", "name": "w", "facts": AREA, "steps": steps})
