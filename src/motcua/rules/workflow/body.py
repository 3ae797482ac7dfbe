"""A workflow as plain data (from YAML or JSON) and back; what cannot be read is told with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from motcua.rules.terms import Term, TermUnit
from motcua.rules.workflow.model import (
    FACTS,
    Comparison,
    Condition,
    Conditions,
    Event,
    Fact,
    FactKind,
    Silence,
    Step,
    StepKind,
    Task,
    Transition,
    Value,
    Workflow,
)
from motcua.rules.workflow.problems import BadWorkflow, Code, Path, Problem

MOST_STEPS = 100
LONGEST_TEXT = 300
_YES = frozenset({"true", "yes", "có"})
_NO = frozenset({"false", "no", "không"})
_TERM_UNITS = tuple(unit.value for unit in TermUnit)
_KEYS = {
    "workflow": ("workflow", "name", "facts", "steps"),
    "fact": ("kind", "name", "choices", "default"),
    "step": ("key", "name", "kind", "role", "share", "working_hours", "same_as", "tasks", "next"),
    "task": ("agency", "name", *_TERM_UNITS, "silence", "ground", "when"),
    "transition": ("to", "when", "forbid"),
}

Word = TypeVar("Word", bound=StrEnum)


def read(body: object) -> Workflow:
    """The workflow of a body: mappings, lists and scalars, numbers and yes/no also as text.

    Raises BadWorkflow with every problem of the writing; what the workflow means is for `check`.
    """
    reader = _Reader()
    workflow = reader.workflow(body)
    if reader.problems:
        raise BadWorkflow(reader.problems)
    return workflow


class _Reader:
    """Reads on after a problem, so that all of them are told at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.step = ""
        self.facts: dict[str, Fact] = dict(FACTS)

    def tell(self, code: Code, path: Path, **params: str | int) -> None:
        self.problems.append(Problem(code, self.step, path, params))

    def workflow(self, body: object) -> Workflow:
        data = self.mapping(body, (), "workflow")
        facts = tuple(
            self.fact(name, one) for name, one in self.mapping(data.get("facts"), ("facts",)).items()
        )
        self.facts |= {fact.name: fact for fact in facts}
        listed = self.listing(data.get("steps"), ("steps",))
        if not listed:
            self.tell(Code.NO_STEPS, ("steps",))
        if len(listed) > MOST_STEPS:
            self.tell(Code.TOO_LARGE, ("steps",), most=MOST_STEPS)
        steps = tuple(self.one_step(one, ("steps", index)) for index, one in enumerate(listed[:MOST_STEPS]))
        self.step = ""
        return Workflow(self.needed(data, "workflow", ()), self.needed(data, "name", ()), steps, facts)

    def fact(self, name: str, body: object) -> Fact:
        path: Path = ("facts", name)
        data = self.mapping(body, path, "fact")
        kind = self.word(FactKind, data, "kind", path, FactKind.YES_NO)
        choices = tuple(self.text(one, (*path, "choices")) for one in self.listing(data.get("choices"), path))
        if name in FACTS:
            self.tell(Code.DUPLICATE_FACT, path, fact=name)
        if kind is FactKind.CHOICE and not choices:
            self.tell(Code.MISSING_KEY, path, key="choices")
        made = Fact(name, kind, choices, self.text(data.get("name"), path))
        return replace(made, default=self.default(made, data.get("default"), path))

    def default(self, fact: Fact, body: object, path: Path) -> Value | None:
        if body in (None, ""):
            self.tell(Code.MISSING_KEY, path, key="default")
            return None
        found = _value(fact, body)
        if found is None:
            self.tell(Code.WRONG_VALUE, (*path, "default"), fact=fact.name, value=str(body))
        return found

    def one_step(self, body: object, path: Path) -> Step:
        self.step = str(body["key"]) if isinstance(body, Mapping) and "key" in body else ""
        data = self.mapping(body, path, "step")
        return Step(
            self.needed(data, "key", path),
            self.needed(data, "name", path),
            self.word(StepKind, data, "kind", path, StepKind.WORK),
            self.text(data.get("role"), (*path, "role")),
            self.number(data, "share", path, 0, 100),
            self.number(data, "working_hours", path, 1, 10_000),
            self.text(data.get("same_as"), (*path, "same_as")),
            self.many(data, "tasks", path, self.task),
            self.transitions(self.mapping(data.get("next"), (*path, "next")), (*path, "next")),
        )

    def many(self, data: Mapping[str, Any], key: str, path: Path, read_one: Any) -> tuple[Any, ...]:
        listed = self.listing(data.get(key), (*path, key))
        return tuple(read_one(one, (*path, key, index)) for index, one in enumerate(listed))

    def task(self, body: object, path: Path) -> Task:
        data = self.mapping(body, path, "task")
        return Task(
            self.text(data.get("agency"), (*path, "agency")),
            self.needed(data, "name", path),
            self.term(data, path),
            self.word(Silence, data, "silence", path, Silence.WAIT),
            self.text(data.get("ground"), (*path, "ground")),
            self.conditions(data.get("when"), (*path, "when")),
        )

    def term(self, data: Mapping[str, Any], path: Path) -> Term | None:
        given = {unit: self.number(data, unit, path, 1, 10_000) for unit in TermUnit}
        terms = [Term(amount, unit) for unit, amount in given.items() if amount]
        if len(terms) > 1:
            self.tell(Code.TWO_TERMS, path)
        return terms[0] if terms else None

    def transitions(self, data: Mapping[str, Any], path: Path) -> tuple[Transition, ...]:
        found: list[Transition] = []
        for word, body in data.items():
            event = self.as_word(Event, word, (*path, word), Event.FINISH)
            if isinstance(body, list | tuple):
                found += [self.transition(event, one, (*path, word, index)) for index, one in enumerate(body)]
            else:
                found.append(self.transition(event, body, (*path, word)))
        return tuple(found)

    def transition(self, event: Event, body: object, path: Path) -> Transition:
        if not isinstance(body, Mapping):
            return Transition(event, self.text(body, path))
        data = self.mapping(body, path, "transition")
        to, forbid = (self.text(data.get(key), (*path, key)) for key in ("to", "forbid"))
        if to and forbid:
            self.tell(Code.WRONG_SHAPE, path, wanted="to|forbid")
        return Transition(event, to, self.conditions(data.get("when"), (*path, "when")), forbid)

    def conditions(self, body: object, path: Path) -> Conditions:
        listed = [body] if isinstance(body, Mapping) else self.listing(body, path)
        found = [self.condition(one, path) for one in listed]
        return tuple(one for one in found if one is not None)

    def condition(self, body: object, path: Path) -> Condition | None:
        data = self.mapping(body, path)
        fact = self.facts.get(str(data.get("fact", "")))
        words = [key for key in data if key != "fact"]
        if fact is None:
            self.tell(Code.UNKNOWN_FACT, path, fact=str(data.get("fact", "")), known=", ".join(self.facts))
        elif len(words) != 1 or words[0] not in set(Comparison):
            self.tell(Code.WRONG_WORD, path, word=", ".join(words), words=", ".join(Comparison))
        else:
            comparison = Comparison(words[0])
            value = self.compared(fact, comparison, data[words[0]], path)
            return None if value is None else Condition(fact.name, comparison, value)
        return None

    def compared(
        self, fact: Fact, comparison: Comparison, body: object, path: Path
    ) -> Value | tuple[Value, ...] | None:
        several = comparison in (Comparison.IN, Comparison.NOT_IN)
        ordered = comparison not in (*_FOR_ALL, Comparison.IN, Comparison.NOT_IN)
        if several is not isinstance(body, list | tuple) or (ordered and fact.kind is not FactKind.NUMBER):
            self.tell(Code.WRONG_VALUE, path, fact=fact.name, value=str(body))
            return None
        values = [_value(fact, one) for one in (body if isinstance(body, list | tuple) else [body])]
        known = [one for one in values if one is not None]
        if not values or len(known) != len(values):
            self.tell(Code.WRONG_VALUE, path, fact=fact.name, value=str(body))
            return None
        return tuple(known) if several else known[0]

    def mapping(self, body: object, path: Path, of: str = "") -> Mapping[str, Any]:
        if body is None or body == "":
            body = {}
        if not isinstance(body, Mapping):
            self.tell(Code.WRONG_SHAPE, path, wanted="mapping")
            return {}
        allowed = _KEYS.get(of, ())
        for key in body if allowed else ():
            if key not in allowed:
                self.tell(Code.UNKNOWN_KEY, (*path, str(key)), key=str(key), keys=", ".join(allowed))
        return {str(key): value for key, value in body.items()}

    def listing(self, body: object, path: Path) -> list[Any]:
        if isinstance(body, list | tuple):
            return list(body)
        if body not in (None, ""):
            self.tell(Code.WRONG_SHAPE, path, wanted="list")
        return []

    def needed(self, data: Mapping[str, Any], key: str, path: Path) -> str:
        found = self.text(data.get(key), (*path, key))
        if not found and data.get(key) in (None, ""):
            self.tell(Code.MISSING_KEY, path, key=key)
        return found

    def text(self, body: object, path: Path) -> str:
        if isinstance(body, str | int) and len(str(body)) <= LONGEST_TEXT:
            return str(body).strip()
        if body is not None:
            self.tell(Code.WRONG_SHAPE, path, wanted="text")
        return ""

    def number(self, data: Mapping[str, Any], key: str, path: Path, least: int, most: int) -> int | None:
        body = data.get(key)
        if body in (None, ""):
            return None
        found = _number(body)
        if found is None or not least <= found <= most:
            self.tell(Code.WRONG_NUMBER, (*path, key), key=key, least=least, most=most)
            return None
        return found

    def word(self, kind: type[Word], data: Mapping[str, Any], key: str, path: Path, default: Word) -> Word:
        body = data.get(key)
        return default if body in (None, "") else self.as_word(kind, body, (*path, key), default)

    def as_word(self, kind: type[Word], body: object, path: Path, default: Word) -> Word:
        if isinstance(body, str) and body in set(kind):
            return kind(body)
        self.tell(Code.WRONG_WORD, path, word=str(body), words=", ".join(kind))
        return default


_FOR_ALL = (Comparison.IS, Comparison.IS_NOT)


def _value(fact: Fact, body: object) -> Value | None:
    """A value of the fact's kind; None where it is none."""
    if fact.kind is FactKind.NUMBER:
        return _number(body)
    word = str(body).strip()
    if fact.kind is FactKind.YES_NO:
        return True if word.lower() in _YES else False if word.lower() in _NO else None
    if not word or not isinstance(body, str) or (fact.choices and word not in fact.choices):
        return None
    return word


def _number(body: object) -> int | None:
    if isinstance(body, int) and not isinstance(body, bool):
        return body
    text = str(body).strip()
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 16 else None
