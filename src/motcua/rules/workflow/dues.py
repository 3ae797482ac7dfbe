"""When each step of a dossier is due: its part of the term, counted in working time."""

from __future__ import annotations

from functools import lru_cache

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import due as due_of
from motcua.rules.instants import MS_PER_HOUR, Instant
from motcua.rules.workflow.flow import Flow
from motcua.rules.workflow.model import Step, StepKind, Task, Workflow
from motcua.rules.workflow.worlds import Worlds


def deadlines(
    workflow: Workflow, begin: Instant, due: Instant, calendar: WorkingCalendar, start: str | None = None
) -> dict[str, Instant]:
    """When each step that lies ahead is due, by its key: a share of the working time from `begin` to `due`.

    Hours of their own go off first, the rest is divided by the shares; hours that do not fit are cut in proportion.
    Where a step is reached on several ways the longest counts; a step of 0 percent is due together with the one
    before it. With `start` only this step and those after it, over what is left: after a pause, an extension, or a
    return. Nothing is due after `due`. Raises UnknownStep, CalendarRangeError.
    """
    ahead = _ahead(workflow, workflow.step(start or workflow.start).key)
    whole = max(calendar.working_ms_between(begin, due), 0)
    return {
        key: due if used >= whole else min(calendar.add_working_ms(begin, used), due)
        for key, used in ahead.used(whole).items()
    }


@lru_cache(maxsize=1024)
def _ahead(workflow: Workflow, start: str) -> Ahead:
    return Ahead(workflow, start)


def task_due(task: Task, asked: Instant, calendar: WorkingCalendar) -> Instant | None:
    """When the answer to a task that was asked at an instant is due; None without a term."""
    found = due_of(asked, task.term, calendar)
    return found.instant if found else None


class Ahead:
    """The steps from one on, in their order, each with those just before it; ways back are left aside."""

    def __init__(self, workflow: Workflow, start: str) -> None:
        flow = Flow(workflow, Worlds(workflow))
        self.before: dict[str, list[str]] = {start: []}
        for step in workflow.steps:
            if step.key in self.before:
                for way in filter(flow.forward, flow.ways[step.key]):
                    self.before.setdefault(way.transition.to, []).append(step.key)
        listed = (step for step in workflow.steps if step.key in self.before)
        self.steps = [step for step in listed if step.kind is not StepKind.END]

    def used(self, whole: int) -> dict[str, int]:
        """How much of `whole` working milliseconds is used up when each step is done, on the longest way to it."""
        own = self._longest({step.key: (step.working_hours or 0) * MS_PER_HOUR for step in self.steps})
        hours = max(own.values(), default=0)
        shares = max(self._longest({step.key: step.share or 0 for step in self.steps}).values(), default=0)
        rest = max(whole - hours, 0)
        lengths = {step.key: _length(step, whole, hours, rest, max(shares, 1)) for step in self.steps}
        return self._longest(lengths)

    def _longest(self, lengths: dict[str, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for step in self.steps:
            found[step.key] = lengths[step.key] + max(
                (found[key] for key in self.before[step.key]), default=0
            )
        return found


def _length(step: Step, whole: int, hours: int, rest: int, shares: int) -> int:
    """The working milliseconds of a step."""
    if step.working_hours is not None:
        own = step.working_hours * MS_PER_HOUR
        return own if hours <= whole else own * whole // hours
    return rest * (step.share or 0) // shares
