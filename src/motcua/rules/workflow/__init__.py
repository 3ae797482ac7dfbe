"""Internal procedures (quy trình nội bộ) as data and pure rules: where an act leads, by when, and what is wrong."""

from motcua.rules.workflow.advance import Advance, NotAllowed, advance, closed_by_silence, events
from motcua.rules.workflow.body import read
from motcua.rules.workflow.check import check
from motcua.rules.workflow.conditions import MissingFact
from motcua.rules.workflow.dues import deadlines, task_due
from motcua.rules.workflow.model import (
    ANY_AGENCY,
    FACTS,
    TASKS_OPEN,
    Event,
    Silence,
    Step,
    StepKind,
    Task,
    UnknownStep,
    Workflow,
)
from motcua.rules.workflow.problems import BadWorkflow, Code, Problem
from motcua.rules.workflow.written import body_of

__all__ = [
    "ANY_AGENCY", "FACTS", "TASKS_OPEN", "Advance", "BadWorkflow", "Code", "Event", "MissingFact", "NotAllowed",
    "Problem", "Silence", "Step", "StepKind", "Task", "UnknownStep", "Workflow", "advance", "body_of", "check",
    "closed_by_silence", "deadlines", "events", "read", "task_due",
]  # fmt: skip
