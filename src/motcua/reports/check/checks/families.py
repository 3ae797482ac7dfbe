"""Parts that exclude each other, as the lexicon knows them: early, on time and late; online, direct and by post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from motcua.reports.check.lexicon import Partition, lexicon
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import Subject

Item = TypeVar("Item")

_OF_ALL = frozenset({"received", "total", "new", "closed", "open"})
"""Concepts that a part may repeat of its whole without being narrower for it."""


@dataclass(frozen=True)
class Family(Generic[Item]):
    """The parts of a list that belong to one partition, by concept."""

    partition: Partition
    members: dict[str, Item]

    @property
    def complete(self) -> bool:
        """Whether these are all there can be."""
        return any(needed <= set(self.members) for needed in self.partition.complete)

    @property
    def usual(self) -> bool:
        """Whether these are all there usually are."""
        return any(needed <= set(self.members) for needed in self.partition.usual)


def divides(one: Partition, of: Subject) -> bool:
    """Whether a partition is one of what a subject counts."""
    if (of.noun and of.noun not in one.nouns) or of.concepts & one.not_whole:
        return False
    return not one.whole or bool(of.concepts & one.whole)


def family(
    one: Partition,
    of: Subject,
    parts: Iterable[tuple[Subject, Item]],
    behind: Sequence[tuple[Subject, Item]] = (),
) -> Family[Item] | None:
    """The parts that belong to a partition, where there are two that are told alike; what comes `behind` the list too,
    as long as it goes on with the partition. `of` is what is divided."""
    if not divides(one, of):
        return None
    members: dict[str, Item] = {}
    besides: set[frozenset[str]] = set()
    for told, item, late in [*((*part, False) for part in parts), *((*part, True) for part in behind)]:
        concepts = told.concepts & (one.parts | one.extra)
        if not concepts:
            if late:
                break
            continue
        if len(concepts) > 1 or set(members) & concepts:
            return None
        members[next(iter(concepts))] = item
        besides.add(told.concepts - concepts - _OF_ALL)
    if "in_time" in members:
        members = {key: part for key, part in members.items() if key not in ("early", "on_time")}
    # «4.152 hồ sơ trực tuyến tiếp nhận trong kỳ» is narrower than what was received in the period.
    return Family(one, members) if len(besides) == 1 and len(set(members) & one.parts) > 1 else None


def spoken_of(report: Report, names: frozenset[str]) -> bool:
    """Whether the report names one of these concepts anywhere."""
    words = lexicon()
    return any(
        words.concept_of.get(match[0]) in names
        for line in report.lines
        for match in words.concepts.finditer(line.folded)
    )
