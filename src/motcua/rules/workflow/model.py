"""An internal procedure (quy trình nội bộ) as data: steps, who does them, in what time, and what leads on.

Sources: Thông tư 21/2023/TT-BTTTT, Art. 5 (functions 7, 9, 15 and 16), as amended by Thông tư 11/2025/TT-BKHCN;
Nghị định 118/2025/NĐ-CP, Art. 17, 18 and 22 (reception, transfer, results).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from motcua.rules.lanes import Lane
from motcua.rules.terms import Term

ROLES = ("counter", "specialist", "head", "director", "leader", "clerk", "control")
"""Who may be the actor of a step: the roles of people, without those that never act on dossiers."""

ANY_AGENCY = "*"
"""In place of an agency: whoever asks names the agencies, one task for each."""


class StepKind(StrEnum):
    """What is done in a step: work, approval (phê duyệt), coordination (phối hợp), or nothing: the end."""

    WORK = "work"
    APPROVAL = "approval"
    COORDINATION = "coordination"
    END = "end"


class Event(StrEnum):
    """The acts of casework that lead from one step to the next."""

    ACCEPT = "accept"
    ASSIGN = "assign"
    PROPOSE = "propose"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    ASK_AGENCY = "ask_agency"
    ANSWER = "answer"
    FINISH = "finish"
    REFUSE = "refuse"


class Comparison(StrEnum):
    """How a condition compares a fact with its value; the last four are for numbers."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"


class FactKind(StrEnum):
    """What values a fact can have."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"


class Silence(StrEnum):
    """What follows when an agency has not answered in its term.

    `WAIT`: nothing, the answer is required. `GO_ON`: the work goes on without it, which is not consent.
    `CONSENT`: silence counts as consent, only where a rule of law says so.
    """

    WAIT = "wait"
    GO_ON = "go_on"
    CONSENT = "consent"


Value: TypeAlias = bool | int | str
"""The value of a fact; numbers are whole."""


@dataclass(frozen=True)
class Fact:
    """Something known of a dossier that conditions may ask about; `choices` belong to the kind `CHOICE`.

    `default` holds as long as nobody has said otherwise; `events` are those with which it is known, none: always.
    """

    name: str
    kind: FactKind
    choices: tuple[str, ...] = ()
    label: str = ""
    default: Value | None = None
    events: tuple[Event, ...] = ()


_WITH_OUTCOME = (Event.PROPOSE, Event.APPROVE, Event.FINISH)

FACTS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("procedure", FactKind.TEXT),
        Fact("field", FactKind.TEXT),
        Fact("channel", FactKind.CHOICE, ("direct", "online", "postal")),
        Fact("level", FactKind.CHOICE, ("information", "partial", "full")),
        Fact("lane", FactKind.CHOICE, tuple(lane.name.lower() for lane in Lane)),
        Fact("fee_due", FactKind.YES_NO),
        Fact("fee_paid", FactKind.YES_NO),
        Fact("outcome", FactKind.CHOICE, ("resolved", "refused"), events=_WITH_OUTCOME),
        Fact("elsewhere", FactKind.YES_NO),
    )
}
"""What casework knows of every dossier; a workflow may declare more. `elsewhere`: received for another unit."""

TASKS_OPEN = "tasks_open"
"""The fact that says how many tasks of a coordination step are still open; conditions do not ask about it."""


@dataclass(frozen=True)
class Condition:
    """A comparison of one fact with one value, or with several for `IN` and `NOT_IN`."""

    fact: str
    comparison: Comparison
    value: Value | tuple[Value, ...]


Conditions: TypeAlias = tuple[Condition, ...]
"""All of them have to hold; none always holds."""


@dataclass(frozen=True)
class Transition:
    """What an event leads to where the conditions hold: the step `to`, or a refusal with the reason `forbid`."""

    event: Event
    to: str = ""
    when: Conditions = ()
    forbid: str = ""


@dataclass(frozen=True)
class Task:
    """A question to another agency (phối hợp): answered by `agency` within `term`, opened where `when` holds.

    `ground` is the rule of law by which silence is consent, for `Silence.CONSENT` only.
    """

    agency: str
    name: str
    term: Term | None = None
    silence: Silence = Silence.WAIT
    ground: str = ""
    when: Conditions = ()

    @property
    def answer_required(self) -> bool:
        """Whether the step waits for the answer however long it takes."""
        return self.silence is Silence.WAIT


@dataclass(frozen=True)
class Step:
    """A step (bước): who does it, in what part of the term, and where its events lead.

    The time is a `share` of the dossier's term in percent (0: not counted) or so many `working_hours` of its own.
    `same_as` names an earlier step whose officer does this one too. Of an event's transitions the first whose
    conditions hold is taken.
    """

    key: str
    name: str
    kind: StepKind = StepKind.WORK
    role: str = ""
    share: int | None = None
    working_hours: int | None = None
    same_as: str = ""
    tasks: tuple[Task, ...] = ()
    next: tuple[Transition, ...] = ()

    def on(self, event: Event) -> tuple[Transition, ...]:
        """The transitions of an event, in order."""
        return tuple(one for one in self.next if one.event is event)

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event that the step knows, in order."""
        return tuple(dict.fromkeys(one.event for one in self.next))


@dataclass(frozen=True)
class Workflow:
    """An internal procedure: its steps in the order of the work, the first of them where a dossier begins.

    `facts` are those that it declares beyond `FACTS`, each with a default, so that they are always known.
    """

    key: str
    name: str
    steps: tuple[Step, ...]
    facts: tuple[Fact, ...] = field(default=())

    @property
    def start(self) -> str:
        """The key of the first step."""
        return self.steps[0].key

    @cached_property
    def by_key(self) -> dict[str, Step]:
        """The steps by their keys."""
        return {step.key: step for step in reversed(self.steps)}

    @cached_property
    def known_facts(self) -> dict[str, Fact]:
        """Every fact that a condition may ask about."""
        return FACTS | {fact.name: fact for fact in self.facts}

    @cached_property
    def asked(self) -> frozenset[str]:
        """Facts named by conditions of transitions and tasks; how many tasks are open, where any are opened."""
        transitions = {one.fact for step in self.steps for way in step.next for one in way.when}
        tasks = {one.fact for step in self.steps for task in step.tasks for one in task.when}
        coordinated = any(step.kind is StepKind.COORDINATION for step in self.steps)
        return frozenset(transitions | tasks | ({TASKS_OPEN} if coordinated else set()))

    @cached_property
    def defaults(self) -> dict[str, Value]:
        """What holds of declared facts as long as nobody has said otherwise."""
        return {fact.name: fact.default for fact in self.facts if fact.default is not None}

    def step(self, key: str) -> Step:
        """A step by its key; raises UnknownStep."""
        if key in self.by_key:
            return self.by_key[key]
        raise UnknownStep(self, key)


class UnknownStep(LookupError):
    """A step that the workflow does not have: is it the version that the dossier keeps?"""

    def __init__(self, workflow: Workflow, key: str) -> None:
        super().__init__(f"{workflow.key} has no step {key!r}, only {', '.join(workflow.by_key)}")
        self.workflow = workflow
        self.key = key
