"""Whether conditions hold: comparisons of plain facts, nothing that could be run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.rules.workflow.model import Comparison, Condition, Conditions, Value


class MissingFact(LookupError):
    """A condition asks about a fact that was not given: whoever advances a dossier has to know it."""

    def __init__(self, fact: str) -> None:
        super().__init__(f"the fact {fact!r} is not known")
        self.fact = fact


COMPARE: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.IS: lambda known, value: known == value,
    Comparison.IS_NOT: lambda known, value: known != value,
    Comparison.IN: lambda known, value: known in value,
    Comparison.NOT_IN: lambda known, value: known not in value,
    Comparison.AT_LEAST: lambda known, value: known >= value,
    Comparison.AT_MOST: lambda known, value: known <= value,
    Comparison.MORE: lambda known, value: known > value,
    Comparison.LESS: lambda known, value: known < value,
}
"""Each comparison, of what is known with the value of the condition."""


def holds(condition: Condition, facts: Mapping[str, Value]) -> bool:
    """Whether a condition holds; raises MissingFact."""
    if condition.fact not in facts:
        raise MissingFact(condition.fact)
    return COMPARE[condition.comparison](facts[condition.fact], condition.value)


def may_hold(conditions: Conditions, facts: Mapping[str, Value]) -> bool | None:
    """Whether all conditions hold by what is known so far; None where that depends on a fact not known yet."""
    known = [condition for condition in conditions if condition.fact in facts]
    if not all(holds(condition, facts) for condition in known):
        return False
    return True if len(known) == len(conditions) else None


def all_hold(conditions: Conditions, facts: Mapping[str, Value]) -> bool:
    """Whether all conditions hold; raises MissingFact where that depends on a fact that was not given."""
    verdict = may_hold(conditions, facts)
    if verdict is None:
        raise MissingFact(next(condition.fact for condition in conditions if condition.fact not in facts))
    return verdict
