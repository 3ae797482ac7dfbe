"""What can be wrong with a workflow, each with the place where it stands; the words for it belong to the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from motcua.rules.workflow.model import Value

Path: TypeAlias = tuple[str | int, ...]
"""Where in the body of a workflow: ("steps", 2, "next", "propose", 0)."""


class Code(StrEnum):
    """Every kind of problem: of the writing first, then of the meaning."""

    BAD_FILE = "bad_file"
    KEY_TWICE = "key_twice"
    NOT_PLAIN = "not_plain"
    TOO_LONG = "too_long"
    WRONG_SHAPE = "wrong_shape"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_WORD = "wrong_word"
    WRONG_NUMBER = "wrong_number"
    UNKNOWN_FACT = "unknown_fact"
    WRONG_VALUE = "wrong_value"
    NO_STEPS = "no_steps"
    TOO_LARGE = "too_large"
    WRONG_KEY = "wrong_key"

    DUPLICATE_STEP = "duplicate_step"
    DUPLICATE_TASK = "duplicate_task"
    DUPLICATE_FACT = "duplicate_fact"
    NO_ACTOR = "no_actor"
    UNKNOWN_SAME = "unknown_same"
    NO_AGENCY = "no_agency"
    NO_TERM = "no_term"
    TWO_TERMS = "two_terms"
    NO_TASK_TERM = "no_task_term"
    SHARES = "shares"
    CONSENT_WITHOUT_GROUND = "consent_without_ground"
    GROUND_WITHOUT_CONSENT = "ground_without_consent"
    NO_TASKS = "no_tasks"
    TASKS_ELSEWHERE = "tasks_elsewhere"
    NO_TASK_OPENED = "no_task_opened"
    NEVER_JOINED = "never_joined"
    EVENT_NOT_HERE = "event_not_here"
    ASK_WITHOUT_TASKS = "ask_without_tasks"
    APPROVAL_WITHOUT_APPROVE = "approval_without_approve"
    APPROVAL_WITHOUT_RETURN = "approval_without_return"
    NO_TARGET = "no_target"
    UNKNOWN_TARGET = "unknown_target"
    BRANCH_WITHOUT_RESULT = "branch_without_result"
    NOT_KNOWN_YET = "not_known_yet"
    NEVER_TAKEN = "never_taken"
    NO_END = "no_end"
    END_GOES_ON = "end_goes_on"
    UNREACHABLE = "unreachable"
    OUT_OF_ORDER = "out_of_order"
    DEAD_END = "dead_end"
    LOOP_WITHOUT_EXIT = "loop_without_exit"
    STUCK_WHEN = "stuck_when"
    TOO_MANY_FACTS = "too_many_facts"


@dataclass(frozen=True)
class Problem:
    """A problem: its kind, the key of the step (empty: the whole workflow), its place, and what the words need.

    `facts` are an example of facts with which it shows.
    """

    code: Code
    step: str = ""
    path: Path = ()
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    facts: Mapping[str, Value] = field(default_factory=dict, hash=False)


class BadWorkflow(ValueError):
    """A body that is no workflow; `problems` say where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{one.code} {'.'.join(map(str, one.path))}" for one in problems))
        self.problems = problems
