"""The words of `lexicon.yaml` as patterns; read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from motcua.reports.check.text.fold import fold, phrases


@dataclass(frozen=True)
class Partition:
    """A list whose entries exclude each other; see the file for what its parts mean."""

    name: str
    nouns: frozenset[str]
    parts: frozenset[str]
    extra: frozenset[str]
    complete: tuple[frozenset[str], ...]
    whole: frozenset[str]
    not_whole: frozenset[str]
    usual: tuple[frozenset[str], ...] = ()
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lexicon:
    """`nouns` and `concepts` are patterns whose match is looked up in `noun_of` and `concept_of` (folded phrases).

    `idle_words` keep their diacritics: «có» means nothing, «cỡ» does."""

    nouns: re.Pattern[str]
    noun_of: dict[str, str]
    concepts: re.Pattern[str]
    concept_of: dict[str, str]
    dimension_of: dict[str, str]
    partitions: tuple[Partition, ...]
    lists: dict[str, re.Pattern[str]]
    idle_words: frozenset[str]


_LISTS = ("aims", "aim_words", "idle", "other_times", "headings")
_EXACT = ("about", "names", "loose_names", "scales", "change", "ends")
"""Short words that without diacritics would be other words («mỗi» and «mới», «để» and «đề»)."""


@cache
def lexicon() -> Lexicon:
    """The lexicon, made once for the process."""
    text = files("motcua.reports.check").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    raw: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    noun_of = dict(_turned(raw["nouns"]))
    concept_of = {phrase: name for group in raw["concepts"].values() for phrase, name in _turned(group)}
    lists = {name: phrases(raw[name]) for name in _LISTS} | {
        name: phrases(raw[name], exact=True) for name in _EXACT
    }
    lists |= {f"divider_{name}": phrases(words) for name, words in raw["dividers"].items()}
    return Lexicon(
        phrases(list(noun_of)),
        noun_of,
        phrases(list(concept_of)),
        concept_of,
        {name: dimension for dimension, group in raw["concepts"].items() for name in group},
        tuple(_partition(one) for one in raw["partitions"]),
        lists,
        frozenset(word.lower() for word in raw["idle_words"]),
    )


def _turned(group: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, words in group.items():
        yield from ((fold(word), name) for word in words)


def _partition(raw: dict[str, Any]) -> Partition:
    complete = tuple(frozenset(one) for one in raw["complete"])
    names = ("nouns", "parts", "extra", "whole", "not_whole")
    nouns, parts, extra, whole, not_whole = (frozenset(raw.get(name, ())) for name in names)
    usual = tuple(frozenset(one) for one in raw.get("usual", ()))
    return Partition(
        raw["name"], nouns, parts, extra, complete, whole, not_whole, usual, frozenset(raw.get("unless", ()))
    )
