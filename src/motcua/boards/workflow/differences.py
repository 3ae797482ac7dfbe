"""What one version of a workflow says otherwise than another, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.boards.workflow import words
from motcua.boards.workflow.table import Row, rows
from motcua.rules.workflow import Workflow


@dataclass(frozen=True)
class Said:
    """A line of a part; `same` where it stands on the other side too."""

    text: str
    same: bool


@dataclass(frozen=True)
class Change:
    """A part of a step that differs: what it said before and what it says after, line by line; empty: nothing."""

    step: str
    part: str
    before: list[Said]
    after: list[Said]


def differences(before: Workflow, after: Workflow) -> list[Change]:
    """The changes from one version to another: the whole first, then the steps in the order of the later one."""
    shared = set(before.by_key) & set(after.by_key)
    found = _changed("", _whole(before, shared), _whole(after, shared))
    old, new = ({row.key: row for row in rows(workflow)} for workflow in (before, after))
    for key in [*new, *(key for key in old if key not in new)]:
        found += _of_step(old.get(key), new.get(key))
    return found


def _of_step(before: Row | None, after: Row | None) -> list[Change]:
    if before is None and after is not None:
        return [_change(after.name, _("Step added"), [], _lines(after))]
    if after is None and before is not None:
        return [_change(before.name, _("Step taken away"), _lines(before), [])]
    assert before is not None and after is not None  # noqa: S101  one of the two has the key
    return _changed(after.name, _parts(before), _parts(after))


def _changed(step: str, before: dict[str, list[str]], after: dict[str, list[str]]) -> list[Change]:
    return [_change(step, part, before[part], said) for part, said in after.items() if said != before[part]]


def _change(step: str, part: str, before: list[str], after: list[str]) -> Change:
    """Where only the order differs, every line does."""
    same = set(before) & set(after) if sorted(before) != sorted(after) else set[str]()
    return Change(step, part, *([Said(line, line in same) for line in lines] for lines in (before, after)))


def _whole(workflow: Workflow, shared: set[str]) -> dict[str, list[str]]:
    facts = [f"{words.fact_name(workflow, one.name)}: {words.kind_of_fact(one)}" for one in workflow.facts]
    # By their keys, for a new name of a step is told with the step.
    return {
        _("Name"): [workflow.name],
        _("Declared facts"): facts,
        _("Order of the steps"): [step.key for step in workflow.steps if step.key in shared],
    }


def _parts(row: Row) -> dict[str, list[str]]:
    return {
        _("Name"): [row.name],
        _("Kind"): [row.kind],
        _("Who"): [row.actor] if row.actor else [],
        pgettext("workflow", "Time"): [row.time] if row.time else [],
        _("Leads to"): row.ways,
        _("Agencies asked"): row.tasks,
    }


def _lines(row: Row) -> list[str]:
    return [line for part in list(_parts(row).values())[1:] for line in part]
