"""The texts that the program ships, as data: read once, checked against the parameters of their events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from motcua.notices.events import EVENTS, Event, Variant, event_named
from motcua.notices.wording import BadTemplate, Wording, check, parse

FILE = Path(__file__).with_name("vi.yaml")
LONGEST_TITLE = 150
LONGEST = {Variant.LETTER: 4_000, Variant.SHORT: 300, Variant.LINE: 160}
"""Signs that a template may have."""


@dataclass(frozen=True)
class Text:
    """The words of an event in one variant; only letters have a title."""

    title: str
    text: str


class BadText(ValueError):
    """A title or a text that cannot be used: which `part` (title, text) of it, and why."""

    def __init__(self, part: str, problem: str) -> None:
        super().__init__(f"{'Tiêu đề' if part == 'title' else 'Nội dung'}: {problem}")
        self.part, self.problem = part, problem


def checked(event: Event, variant: Variant, title: str, text: str) -> Text:
    """A text of an event, tidied; raises BadText with the place of what is wrong."""
    title, text = " ".join(title.split()), text.replace("\r\n", "\n").strip()
    if variant is Variant.LETTER and not title:
        raise BadText("title", "thư phải có tiêu đề.")
    if variant is not Variant.LETTER:
        title = ""
    if variant is Variant.LINE and "\n" in text:
        raise BadText("text", "chỉ một dòng.")
    if not text:
        raise BadText("text", "không được để trống.")
    for part, written, most in (("title", title, LONGEST_TITLE), ("text", text, LONGEST[variant])):
        _check_part(event, part, written, most)
    return Text(title, text)


def _check_part(event: Event, part: str, written: str, most: int) -> None:
    if len(written) > most:
        raise BadText(part, f"dài {len(written)} ký tự, nhiều nhất {most}.")
    try:
        check(parse(written), event.required, event.optional)
    except BadTemplate as error:
        raise BadText(part, str(error)) from error


def shipped(event: str, variant: Variant) -> Text:
    """The text that the program ships; raises UnknownEvent, and LookupError where the event has no such variant."""
    return _shipped()[event_named(event).name][variant]


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Mapping[Variant, Text]]:
    return read(_raw())


def read(raw: dict[str, Any]) -> dict[str, dict[Variant, Text]]:
    """Texts as the file has them; raises BadText, and LookupError where an event or a variant is missing."""
    return {
        event.name: {
            variant: _read(event, variant, raw[event.name][variant.value]) for variant in event.variants
        }
        for event in EVENTS.values()
    }


def _read(event: Event, variant: Variant, raw: dict[str, str]) -> Text:
    return checked(event, variant, raw.get("title", ""), raw["text"])


def gathered_text(words: Mapping[str, str], lines: Sequence[str]) -> tuple[str, str]:
    """Title and text of one message that gathers several notices; `words` are the values of the first of them."""
    raw = _raw()["gathered"]
    values = {**words, "count": f"{len(lines):02}", "lines": "\n".join(f"– {line}" for line in lines)}
    return compiled(raw["title"]).render(values), compiled(raw["text"]).render(values)


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1024)
def compiled(text: str) -> Wording:
    """A template that is known to be right, read once."""
    return parse(text)
