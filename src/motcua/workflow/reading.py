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
        return _unreadable(text, error)
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


class _Refused(ValueError):
    """A text that could be YAML, but no workflow."""

    def __init__(self, code: Code, line: int | None = None, **params: str | int) -> None:
        super().__init__(code)
        self.code, self.line, self.params = code, line, params


def _unreadable(text: str, error: Exception) -> Reading:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    # The end of the text may be told as a line after the last.
    line = min(mark.line + 1, max(len(text.splitlines()), 1)) if mark else getattr(error, "line", None)
    code, params = getattr(error, "code", Code.BAD_FILE), getattr(error, "params", {})
    return Reading(None, (Problem(code, "", ("file",), params),), {("file",): line} if line else {})


def _parsed(text: str) -> tuple[Any, dict[Path, int]]:
    """Plain data in which every scalar is text ("no" and "1.004" are words here), and the line of every place."""
    if len(text) > LONGEST:
        raise _Refused(Code.TOO_LONG, most=LONGEST)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        node = loader.get_single_node()
        lines = dict(_lines(node, (), set()))
        return (loader.construct_document(node) if node else None), lines
    finally:
        loader.dispose()


def _lines(node: yaml.Node | None, path: Path, seen: set[int]) -> Iterator[tuple[Path, int]]:
    """Raises _Refused for a key written twice and for what is used in two places, which might never end."""
    if node is None:
        return
    if id(node) in seen or len(path) > _DEEPEST:
        raise _Refused(Code.NOT_PLAIN, node.start_mark.line + 1)
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
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _Refused(Code.NOT_PLAIN, line)
        if key.value in keys:
            raise _Refused(Code.KEY_TWICE, line, key=key.value)
        keys.add(key.value)
        yield (*path, key.value), line
        yield from _lines(value, (*path, key.value), seen)
