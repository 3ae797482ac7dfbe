"""The page about internal procedures says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from motcua.rules.workflow import FACTS, Event, StepKind, check
from motcua.rules.workflow.model import ROLES, Comparison, FactKind, Silence
from motcua.rules.workflow.worlds import MOST_WORLDS
from motcua.workflow.defaults import SHIPPED
from motcua.workflow.reading import readable

PAGE = (Path(__file__).parents[2] / "docs" / "workflow.md").read_text(encoding="utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", PAGE))


def test_the_example_may_be_released() -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

    assert check(readable(text)) == []


def test_every_word_that_can_be_written_is_explained() -> None:
    words = {*ROLES, *FACTS, *Event, *StepKind, *FactKind, *Silence}
    choices = {choice for fact in FACTS.values() for choice in fact.choices}
    comparisons = {one if one.value.isalpha() or "_" in one else f'"{one}"' for one in Comparison}

    assert (words | choices | comparisons | {one.key for one in SHIPPED}) - CODE == set()


def test_the_limit_is_the_programs() -> None:
    assert f"{MOST_WORLDS:,}".replace(",", ".") in PAGE
