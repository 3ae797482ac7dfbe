"""What is wrong with a workflow, in plain words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.boards.workflow import words
from motcua.rules.workflow import Code, Problem, Workflow
from motcua.workflow.reading import Reading

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PROBLEMS: dict[str, StrPromise] = {
    Code.BAD_FILE: _(
        "From here on the text cannot be read. Check the indentation (spaces, no tabs), colons, brackets and quotes."
    ),
    Code.KEY_TWICE: _("“%(key)s” is written twice. Keep one of them."),
    Code.NOT_PLAIN: _(
        "Only plain lists and keys are allowed here, without anchors (&, *) and not this deep."
    ),
    Code.TOO_LONG: _("The text is longer than %(most)s characters."),
    Code.WRONG_SHAPE: _("Something else belongs here: %(wanted)s."),
    Code.UNKNOWN_KEY: _("“%(key)s” is not known here. Known are: %(keys)s."),
    Code.MISSING_KEY: _("“%(key)s” is missing."),
    Code.WRONG_WORD: _("“%(word)s” is not known here. Known are: %(words)s."),
    Code.WRONG_NUMBER: _("“%(key)s” has to be a whole number from %(least)s to %(most)s."),
    Code.UNKNOWN_FACT: _("A condition asks about “%(fact)s”, which is not known. Known are: %(known)s."),
    Code.WRONG_VALUE: _("“%(value)s” cannot be compared with “%(fact)s” in this way."),
    Code.NO_STEPS: _("There is no step. Write the steps under “steps:”."),
    Code.TOO_LARGE: _("There are more than %(most)s steps."),
    Code.WRONG_KEY: _(
        "This is a version of “%(wanted)s”, but the text says “%(key)s”. Write the key as it was."
    ),
    Code.DUPLICATE_STEP: _("Another step has the same key. Give each step a key of its own."),
    Code.DUPLICATE_TASK: _("“%(task)s” stands twice in this step. Give each question a name of its own."),
    Code.DUPLICATE_FACT: _("“%(fact)s” is known of every dossier already. Declare yours under another name."),
    Code.NO_ACTOR: _("Nobody does this step (“%(role)s”). Write one of: %(roles)s."),
    Code.UNKNOWN_SAME: _("“same_as: %(same)s” does not name an earlier step."),
    Code.NO_AGENCY: _("“%(task)s” does not say which agency is asked; write “*” where the officer names it."),
    Code.NO_TERM: _("The time is not defined. Write a share of the term (share) or hours (working_hours)."),
    Code.TWO_TERMS: _("Two times are written. Keep one of them."),
    Code.NO_TASK_TERM: _("“%(task)s” has no term. Write working_days, working_hours or calendar_days."),
    Code.SHARES: _("The shares of the longest way add up to %(sum)s%%, not to 100%%."),
    Code.CONSENT_WITHOUT_GROUND: _(
        "“%(task)s” takes silence for consent. Write the rule of law that says so under “ground”."
    ),
    Code.GROUND_WITHOUT_CONSENT: _(
        "“%(task)s” names a rule under which silence is consent, but does not say “silence: consent”."
    ),
    Code.NO_TASKS: _("Nobody is asked in this step of coordination. Write its questions under “tasks”."),
    Code.TASKS_ELSEWHERE: _("Questions to agencies belong to a step of kind “coordination”."),
    Code.NO_TASK_OPENED: _("Nobody is asked where %(facts)s, so that no answer would ever come."),
    Code.NEVER_JOINED: _("The answers of the agencies lead nowhere. Write where “answer” leads."),
    Code.EVENT_NOT_HERE: _("“%(event)s” does not belong to a step of kind “%(kind)s”."),
    Code.ASK_WITHOUT_TASKS: _("“ask_agency” has to lead to a step of kind “coordination”."),
    Code.APPROVAL_WITHOUT_APPROVE: _("A step of approval has to know “approve”."),
    Code.APPROVAL_WITHOUT_RETURN: _(
        "Who approves must be able to say no: write “send_back” or “refuse” as well."
    ),
    Code.NO_TARGET: _("“%(event)s” does not say to which step it leads."),
    Code.UNKNOWN_TARGET: _("“%(event)s” leads to “%(to)s”, and there is no such step."),
    Code.BRANCH_WITHOUT_RESULT: _(
        "“%(event)s” has no result where %(facts)s. Add a way without conditions, or a refusal with its reason (forbid)."
    ),
    Code.NOT_KNOWN_YET: _("“%(fact)s” is not known yet with “%(event)s”, only with %(events)s."),
    Code.NEVER_TAKEN: _("This way of “%(event)s” is never taken: those before it cover every case."),
    Code.NO_END: _("There is no end. Add a step of kind “end”."),
    Code.END_GOES_ON: _("An end leads nowhere. Take its “next” away."),
    Code.UNREACHABLE: _("No way leads to this step."),
    Code.OUT_OF_ORDER: _(
        "This step is listed before those that lead to it. List the steps in the order of the work."
    ),
    Code.DEAD_END: _("Nothing leads on from here, and this is not an end."),
    Code.LOOP_WITHOUT_EXIT: _("From here the work goes round for ever: no way leads to an end."),
    Code.STUCK_WHEN: _("From here no way leads to an end where %(facts)s."),
    Code.TOO_MANY_FACTS: _(
        "The conditions tell too many cases apart (%(count)s) to be checked. Ask about fewer facts."
    ),
}
"""Each problem in words."""

_SHAPES: dict[str, StrPromise] = {
    "mapping": _("keys with values"),
    "list": _("a list"),
    "text": _("a short text"),
    "to|forbid": _("either “to” or “forbid”"),
}


@dataclass(frozen=True)
class Told:
    """A problem as it is shown: the line in the text, the step by name and key, its kind, and what to do."""

    line: int | None
    step: str
    key: str
    code: str
    text: str


def told(reading: Reading) -> list[Told]:
    """The problems of a reading, by line."""
    found = [
        Told(
            reading.line(one),
            _step_name(reading.workflow, one),
            one.step,
            one.code.value,
            say(one, reading.workflow),
        )
        for one in reading.problems
    ]
    return sorted(found, key=lambda one: one.line or 0)


def say(problem: Problem, workflow: Workflow | None) -> str:
    """A problem in words."""
    params: dict[str, object] = dict(problem.params)
    if workflow is not None:
        params["facts"] = words.world(workflow, problem.facts)
    if problem.code is Code.WRONG_SHAPE:
        params["wanted"] = _SHAPES[str(params["wanted"])]
    return str(PROBLEMS[problem.code]) % params


def _step_name(workflow: Workflow | None, problem: Problem) -> str:
    if workflow is None or problem.step not in workflow.by_key:
        return problem.step
    return workflow.by_key[problem.step].name
