"""All the ways in which the facts of a dossier can lie, as bits of integers.

Only values that a condition can tell apart count: those it names, and for text and numbers what lies between and
beside them. One bit stands for one combination, so that "which transition is taken when" is arithmetic on integers.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import prod

from motcua.rules.workflow.conditions import COMPARE
from motcua.rules.workflow.model import Condition, Conditions, Fact, FactKind, Transition, Value, Workflow

MOST_WORLDS = 50_000
OTHER = "…"
"""Any text that no condition names."""


class TooManyWorlds(ValueError):
    """Conditions that tell more combinations apart than can be looked at."""


class Worlds:
    """The combinations of facts that the conditions of a workflow tell apart. Raises TooManyWorlds."""

    def __init__(self, workflow: Workflow) -> None:
        asked = list(_asked(workflow))
        self.values = {
            fact: _values(workflow.known_facts[fact], [one for one in asked if one.fact == fact])
            for fact in dict.fromkeys(one.fact for one in asked)
        }
        self.count = prod(map(len, self.values.values()))
        if self.count > MOST_WORLDS:
            raise TooManyWorlds(self.count)
        self.every = (1 << self.count) - 1
        self._masks: dict[Condition, int] = {}

    def where(self, conditions: Conditions) -> int:
        """The combinations in which all conditions hold."""
        found = self.every
        for condition in conditions:
            found &= self._where(condition)
        return found

    def taken(self, ways: Iterable[Transition]) -> list[int]:
        """For each transition of one event the combinations in which it is the first that holds."""
        left, found = self.every, []
        for way in ways:
            found.append(left & self.where(way.when))
            left &= ~found[-1]
        return found

    def example(self, worlds: int, of: Iterable[str] = ()) -> dict[str, Value]:
        """One of these combinations: the values of all facts, or of those named."""
        place = (worlds & -worlds).bit_length() - 1
        wanted = set(of) or set(self.values)
        found: dict[str, Value] = {}
        for fact, values in self.values.items():
            place, which = divmod(place, len(values))
            if fact in wanted:
                found[fact] = values[which]
        return found

    def _where(self, condition: Condition) -> int:
        if condition not in self._masks:
            self._masks[condition] = self._mask(condition)
        return self._masks[condition]

    def _mask(self, condition: Condition) -> int:
        """One digit for each value of the fact, as wide as the facts before it, repeated over those after it."""
        values, width = self.values[condition.fact], self._widths[condition.fact]
        ones = (1 << width) - 1
        compare = COMPARE[condition.comparison]
        digits = sum(
            ones << (place * width) for place, value in enumerate(values) if compare(value, condition.value)
        )
        period = width * len(values)
        return digits * (self.every // ((1 << period) - 1))

    @cached_property
    def _widths(self) -> dict[str, int]:
        found, width = {}, 1
        for fact, values in self.values.items():
            found[fact] = width
            width *= len(values)
        return found


def _asked(workflow: Workflow) -> Iterable[Condition]:
    for step in workflow.steps:
        for when in (*(way.when for way in step.next), *(task.when for task in step.tasks)):
            yield from when


def _values(fact: Fact, asked: list[Condition]) -> list[Value]:
    if fact.kind is FactKind.YES_NO:
        return [True, False]
    if fact.kind is FactKind.CHOICE:
        return list(dict.fromkeys(fact.choices))
    named = dict.fromkeys(_named(asked))
    if fact.kind is FactKind.TEXT:
        return [*named, OTHER]
    return sorted({int(value) + step for value in named for step in (-1, 0, 1)})


def _named(asked: list[Condition]) -> Iterable[Value]:
    for one in asked:
        yield from one.value if isinstance(one.value, tuple) else (one.value,)
