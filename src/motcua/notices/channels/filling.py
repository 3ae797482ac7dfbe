"""Requests described as data: {places} in headers and bodies, and what of an answer means what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.notices.events import EVENTS

_PLACE = re.compile(r"\{([a-z_]+)(?::([A-Z0-9_]*))?\}")
_HEADER = re.compile(r"([A-Za-z0-9_\-]+)\s*:\s*(.*)")
_OWN = frozenset({"to", "text", "title", "id", "template", "secret"})
WHOLE = "text"
"""The path that means the answer as it stands."""


@dataclass(frozen=True)
class Condition:
    """Something of an answer that has to have a value: «data.status = 0»; `text = OK` looks in the whole answer."""

    path: str
    value: str

    def holds(self, answer: Any, whole: str) -> bool:
        """Whether an answer (JSON, or None) has it."""
        return self.value in whole if self.path == WHOLE else at(answer, self.path) == self.value


def at(answer: Any, path: str) -> str | None:
    """What stands at a dotted path of JSON, as text; None where there is nothing."""
    for step in path.split("."):
        if isinstance(answer, dict) and step in answer:
            answer = answer[step]
        elif isinstance(answer, list) and step.isdecimal() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return None
    if isinstance(answer, dict | list) or answer is None:
        return None
    return json.dumps(answer) if isinstance(answer, bool) else str(answer)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    return ((n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip())


def pairs(text: str) -> list[tuple[str, str]]:
    """Lines «name = value»; raises ValueError with the line."""
    return [_pair(number, line) for number, line in lines(text)]


def _pair(number: int, line: str) -> tuple[str, str]:
    name, sign, value = line.partition("=")
    if not sign or not name.strip():
        raise ValueError(f"Dòng {number}: viết như tên = giá trị.")
    return name.strip(), value.strip()


def conditions(text: str) -> list[Condition]:
    """Lines «path = value»; raises ValueError with the line."""
    return [Condition(*pair) for pair in pairs(text)]


def headers(text: str) -> list[tuple[str, str]]:
    """Lines «Name: value»; raises ValueError with the line."""
    return [_header(number, line) for number, line in lines(text)]


def _header(number: int, line: str) -> tuple[str, str]:
    found = _HEADER.fullmatch(line)
    if found is None or not found[2].isascii():
        raise ValueError(f"Dòng {number}: viết như Authorization: Bearer {{secret:SMS}}, không dấu.")
    return found[1], known_places(found[2])


def statuses(text: str) -> list[range]:
    """«200-299, 409» as ranges; raises ValueError."""
    found = [re.fullmatch(r"(\d{3})(?:-(\d{3}))?", part.strip()) for part in text.split(",")]
    if not all(found):
        raise ValueError("Viết như 200-299 hoặc 200, 201, 202.")
    return [range(int(one[1]), int(one[2] or one[1]) + 1) for one in found if one]


def document(text: str) -> Any:
    """A body in JSON whose texts may have places; raises ValueError with line and column."""
    try:
        body = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"Dòng {error.lineno}, ký tự {error.colno}: không phải JSON đúng.") from error
    known_places(json.dumps(body, ensure_ascii=False))
    return body


def known_places(text: str) -> str:
    """The text itself; raises ValueError where a place is unknown."""
    known = _OWN | {name for event in EVENTS.values() for name in event.parameters}
    for name, secret in _PLACE.findall(text):
        if name not in known or (name == "secret") != bool(secret):
            raise ValueError(f"Không có chỗ điền {{{name}}}. Dùng được: {', '.join(sorted(known))}.")
    return text


def secrets_of(text: str) -> set[str]:
    """The secrets that a text names."""
    return {secret for name, secret in _PLACE.findall(text) if name == "secret"}


def filled(value: Any, values: Mapping[str, str], secret: Callable[[str], str]) -> Any:
    """JSON or a text with its places filled in; a value that is not there is empty. Raises what `secret` raises."""
    if isinstance(value, dict):
        return {key: filled(inner, values, secret) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, values, secret) for inner in value]
    if not isinstance(value, str):
        return value
    return _PLACE.sub(
        lambda found: secret(found[2]) if found[1] == "secret" else values.get(found[1], ""), value
    )
