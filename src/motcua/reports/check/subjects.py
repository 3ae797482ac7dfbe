"""What a figure is a figure of: what is counted, which of the known concepts, and what narrows it down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from motcua.reports.check.lexicon import lexicon
from motcua.reports.check.text.fold import fold

STAGES = frozenset({"received", "total", "closed", "open"})
TIMELINESS = frozenset({"early", "on_time", "in_time", "late", "in_term"})
TOTALS = frozenset({"received", "total", "new", "closed"})
NARROWER = frozenset({"early", "late", "on_time", "in_time", "online", "direct"})


@dataclass(frozen=True)
class Subject:
    """`noun` is what is counted, `concepts` names of the lexicon, `rest` the words that narrow it down further.

    `other_time` tells that it is about another time than the report's period.
    """

    noun: str = ""
    concepts: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    other_time: bool = False

    def under(self, whole: Subject) -> Subject:
        """The subject of a part of `whole`: what the part does not say itself, it has from there."""
        said = {lexicon().dimension_of[name] for name in self.concepts}
        kept = {
            name
            for name in whole.concepts
            if lexicon().dimension_of[name] not in said and not _replaced(name, self.concepts)
        }
        return Subject(
            self.noun or whole.noun,
            self.concepts | kept,
            self.rest | whole.rest,
            self.other_time or whole.other_time,
        )


def _replaced(name: str, own: frozenset[str]) -> bool:
    """Whether a concept of the whole does not hold of its part: what is still to be done is not received anew."""
    return (name == "new" and "carried" in own) or (
        name in ("received", "total") and bool(own & {"closed", "open"})
    )


@cache
def _pattern() -> re.Pattern[str]:
    """Concepts and idle phrases at once, the longest first, so that «giải quyết TTHC» is not «giải quyết»."""
    words = lexicon()
    concepts = words.concepts.pattern.removeprefix("(?<!\\w)(?:").removesuffix(")(?!\\w)").split("|")
    idle = words.lists["idle"].pattern.removeprefix("(?<!\\w)(?:").removesuffix(")(?!\\w)").split("|")
    nouns = words.nouns.pattern.removeprefix("(?<!\\w)(?:").removesuffix(")(?!\\w)").split("|")
    every = sorted({*concepts, *idle, *nouns}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(every)})(?!\w)")


_WORD = re.compile(r"[^\W\d_]+")
_FIELD = re.compile(r"(?<!cac )(?<!theo )(?<!tung )(?<!nhung )(?<!moi )\blinh vuc\s+(?P<name>\w[\w\s,\-–]*)")
_BLANK = re.compile(r"\s+")


@lru_cache(maxsize=20_000)
def subject(label: str, noun: str = "", idle: frozenset[str] = frozenset()) -> Subject:
    """The subject of a label; `noun` is known already, words in `idle` (of the unit's name, in small letters) mean nothing here."""
    words = lexicon()
    spelt, label = label.lower(), fold(label)
    spelt = spelt if len(spelt) == len(label) else label
    concepts: set[str] = set()
    nouns: list[str] = []
    kept: list[str] = []
    at = 0
    for match in _pattern().finditer(label):
        kept.append(spelt[at : match.start()])
        phrase = _BLANK.sub(" ", match[0])
        if concept := words.concept_of.get(phrase):
            concepts.add(concept)
        if named := words.noun_of.get(phrase):
            nouns.append(named)
        at = match.end()
    left_over = " ".join([*kept, spelt[at:]])
    rest = {word for word in _WORD.findall(left_over) if word not in words.idle_words | idle}
    if "mới" in rest and not concepts & {"closed", "open"}:
        # The word alone, and with its diacritics: «mỗi» and «mọi» are folded alike.
        rest.discard("mới")
        concepts.add("new")
    if field := _FIELD.search(label):
        rest |= set(_WORD.findall(spelt[field.start("name") : field.end("name")]))
    other_time = words.lists["other_times"].search(_without(label, concepts)) is not None
    return Subject(noun or _counted(nouns), _settled(concepts), frozenset(rest), other_time)


def _counted(nouns: list[str]) -> str:
    """What a label without a noun behind its number counts: the first thing it names that is counted in reports."""
    return next(
        (noun for noun in nouns if noun in ("dossier", "procedure", "complaint", "vote", "person")), ""
    )


def _without(label: str, concepts: set[str]) -> str:
    return lexicon().concepts.sub(" ", label) if concepts & {"carried", "open"} else label


def _settled(concepts: set[str]) -> frozenset[str]:
    """The concepts without those that a more exact one says too."""
    if "total" in concepts or "new" in concepts or "carried" in concepts:
        concepts = concepts - {"received"}
    if (
        "open" in concepts
        or "carried" in concepts
        or concepts & {"refused", "withdrawn", "supplement", "paused"}
    ):
        concepts = concepts - {"closed"}
    if "in_time" in concepts:
        concepts = concepts - {"early", "on_time"}
    if {"early", "on_time"} <= concepts:
        concepts = (concepts - {"early", "on_time"}) | {"in_time"}
    if "direct_postal" in concepts or {"direct", "postal"} <= concepts:
        concepts = (concepts - {"direct", "postal"}) | {"direct_postal"}
    if "linked" in concepts:
        concepts = concepts - {"onestop"}
    return frozenset(concepts)


@lru_cache(maxsize=4096)
def is_plain_heading(folded: str) -> bool:
    """Whether a heading is made of the usual words only, and so does not narrow down what its figures count."""
    bare = lexicon().lists["headings"].sub(" ", folded)
    return not _WORD.search(bare)
