"""The YAML of a workflow: read into plain data with the line of everything, and written in the order of the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from motcua.rules.workflow import BadWorkflow, Code, Problem, Workflow, body_of, check, read
from motcua.rules.workflow.problems import Path

LONGEST = 100_000
"""Characters that a workflow may have; the longest known has 4,000."""

_DEEPEST = 12


@dataclass(frozen=True)
class Reading:
    """What a text says: the workflow, None where it cannot be read, and its problems with their lines (1-based)."""

    workflow: Workflow | None
    problems: tuple[Problem, ...]
    lines: dict[Path, int] = field(default_factory=dict, hash=False)

    def line(self, problem: Problem) -> int | None:
        """The line on which a problem stands: of its place, or of the nearest around it; None for the whole text."""
        path = problem.path
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return None


def read_text(text: str) -> Reading:
    """The workflow of a YAML text, checked; whatever the text, the answer is a reading, never an error."""
    try:
        data, lines = _parsed(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return _unreadable(error)
    try:
        workflow = read(data)
    except BadWorkflow as error:
        return Reading(None, tuple(error.problems), lines)
    return Reading(workflow, tuple(check(workflow)), lines)


def readable(text: str) -> Workflow:
    """The workflow of a text, whatever is wrong with what it means; raises BadWorkflow."""
    reading = read_text(text)
    if reading.workflow is None:
        raise BadWorkflow(list(reading.problems))
    return reading.workflow


def as_text(workflow: Workflow) -> str:
    """A workflow as YAML, one step under the other."""
    body = body_of(workflow)
    steps = [yaml.safe_dump([step], **_STYLE) for step in body.pop("steps")]
    return yaml.safe_dump(body, **_STYLE) + "steps:\n" + "\n".join(_indented(step) for step in steps)


_STYLE: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "width": 110, "indent": 2}


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def _unreadable(error: Exception) -> Reading:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines: dict[Path, int] = {("file",): mark.line + 1} if mark else {}
    problem = getattr(error, "problem", None) or str(error)
    return Reading(None, (Problem(Code.BAD_FILE, "", ("file",), {"problem": problem}),), lines)


def _parsed(text: str) -> tuple[Any, dict[Path, int]]:
    """Plain data in which every scalar is text ("no" and "1.004" are words here), and the line of every place."""
    if len(text) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        node = loader.get_single_node()
        lines = dict(_lines(node, (), set()))
        return (loader.construct_document(node) if node else None), lines
    finally:
        loader.dispose()


def _lines(node: yaml.Node | None, path: Path, seen: set[int]) -> Iterator[tuple[Path, int]]:
    """Raises YAMLError for a key written twice and for what is used in two places, which would never end."""
    if node is None:
        return
    if id(node) in seen or len(path) > _DEEPEST:
        raise yaml.MarkedYAMLError(problem="an alias, or too deep", problem_mark=node.start_mark)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), item.start_mark.line + 1
            yield from _lines(item, (*path, index), seen)
    elif isinstance(node, yaml.MappingNode):
        yield from _mapping_lines(node, path, seen)


def _mapping_lines(node: yaml.MappingNode, path: Path, seen: set[int]) -> Iterator[tuple[Path, int]]:
    keys: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in keys:
            raise yaml.MarkedYAMLError(problem="a key written twice, or no word", problem_mark=key.start_mark)
        keys.add(key.value)
        yield (*path, key.value), key.start_mark.line + 1
        yield from _lines(value, (*path, key.value), seen)
