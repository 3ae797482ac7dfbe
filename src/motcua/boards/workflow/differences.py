"""What one version of a workflow says otherwise than another, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.boards.workflow import words
from motcua.boards.workflow.table import Row, rows
from motcua.rules.workflow import Workflow


@dataclass(frozen=True)
class Change:
    """A part of a step that differs: what it said before and what it says after, line by line; empty: nothing."""

    step: str
    part: str
    before: list[str]
    after: list[str]


def differences(before: Workflow, after: Workflow) -> list[Change]:
    """The changes from one version to another: the whole first, then the steps in the order of the later one."""
    found = _changed("", _whole(before), _whole(after))
    old, new = ({row.key: row for row in rows(workflow)} for workflow in (before, after))
    for key in [*new, *(key for key in old if key not in new)]:
        found += _of_step(old.get(key), new.get(key))
    return found


def _of_step(before: Row | None, after: Row | None) -> list[Change]:
    if before is None and after is not None:
        return [Change(after.name, _("Step added"), [], _lines(after))]
    if after is None and before is not None:
        return [Change(before.name, _("Step taken away"), _lines(before), [])]
    assert before is not None and after is not None  # noqa: S101  one of the two has the key
    return _changed(after.name, _parts(before), _parts(after))


def _changed(step: str, before: dict[str, list[str]], after: dict[str, list[str]]) -> list[Change]:
    return [Change(step, part, before[part], said) for part, said in after.items() if said != before[part]]


def _whole(workflow: Workflow) -> dict[str, list[str]]:
    facts = [f"{words.fact_name(workflow, one.name)}: {words.kind_of_fact(one)}" for one in workflow.facts]
    return {
        _("Name"): [workflow.name],
        _("Declared facts"): facts,
        _("Order of the steps"): [step.name for step in workflow.steps],
    }


def _parts(row: Row) -> dict[str, list[str]]:
    return {
        _("Name"): [row.name],
        _("Kind"): [row.kind],
        _("Who"): [row.actor] if row.actor else [],
        _("Time"): [row.time] if row.time else [],
        _("Leads to"): row.ways,
        _("Agencies asked"): row.tasks,
    }


def _lines(row: Row) -> list[str]:
    return [line for part in list(_parts(row).values())[1:] for line in part]
