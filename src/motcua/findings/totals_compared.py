"""A published total beside ours by the same definition, and the difference dossier by dossier as far as it can be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.dossiers.models import Dossier
from motcua.findings.models import Finding, PublishedTotal
from motcua.findings.recounted import by_words
from motcua.findings.totals import JOINED, days_of, ours
from motcua.rules.instants import Instant
from motcua.rules.reconcile import DISAGREE, Difference

_APART = frozenset(kind.value for kind in (*DISAGREE, Difference.TWICE))
"""Kinds of findings by which a dossier may be counted otherwise elsewhere."""


class Reason(StrEnum):
    """Why a dossier makes a difference between two totals."""

    NOT_TOLD = "not_told"
    """We count it; the system never told of it."""
    OTHERWISE = "otherwise"
    """We count it; by the system's word it does not count in this period."""
    ONLY_THERE = "only_there"
    """By the system's word it counts; by the leading system's it does not."""
    NOT_HERE = "not_here"
    """There and not here: it may be counted there."""
    DIFFERS = "differs"
    """We count it, and its systems do not agree."""


@dataclass(frozen=True)
class Explaining:
    """A dossier that explains a difference: by how much ours is more (less where below 0), and why; `dossier` None where
    it is not here."""

    dossier: int | None
    code: str
    times: int
    reason: Reason
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Compared:
    """A published total, ours, and what it would be by the system's own words (`by_words`, None where that is unknown).

    `explained` is how much of ours - theirs the dossiers account for; the others are candidates only.
    """

    total: PublishedTotal
    ours: int
    by_words: int | None
    dossiers: tuple[Explaining, ...]
    candidates: tuple[Explaining, ...]

    @property
    def apart(self) -> int:
        """By how much ours is more than the published one."""
        return self.ours - (self.total.value or 0)

    @property
    def explained(self) -> int:
        """How much of that the dossiers account for."""
        return sum(one.times for one in self.dossiers)

    @property
    def rest(self) -> int:
        """What is left: by what the other counts and never told."""
        return self.apart - self.explained


def compared(total: PublishedTotal, now: Instant) -> Compared:
    """A total beside ours, with the dossiers that make the difference."""
    counted = ours(total)
    apart, words = _by_system(total, counted, now) if total.system_id else ([], None)
    known = {one.dossier for one in apart}
    left = [
        one for one in _candidates(total, set(counted)) if one.dossier is None or one.dossier not in known
    ]
    return Compared(total, sum(counted.values()), words, tuple(apart), tuple(left))


def _by_system(total: PublishedTotal, counted: dict[int, int], now: Instant) -> tuple[list[Explaining], int]:
    assert total.system_id is not None  # noqa: S101
    told, spoken = by_words(
        total.unit_id, total.system_id, total.measure.split(JOINED), days_of(total), total.field_id, now
    )
    differing = {key: counted.get(key, 0) - told.get(key, 0) for key in {*counted, *told}}
    differing = {key: times for key, times in differing.items() if times}
    codes = dict(Dossier.objects.filter(pk__in=list(differing)).values_list("pk", "code"))
    findings = _findings(total, set(differing))
    found = [
        Explaining(key, codes[key], times, _reason(key, times, spoken), tuple(findings.get(key, ())))
        for key, times in differing.items()
    ]
    return sorted(found, key=lambda one: (one.reason, one.code)), sum(told.values())


def _reason(key: int, times: int, spoken: frozenset[int]) -> Reason:
    if times < 0:
        return Reason.ONLY_THERE
    return Reason.OTHERWISE if key in spoken else Reason.NOT_TOLD


def _findings(total: PublishedTotal, keys: set[int]) -> dict[int, list[Finding]]:
    """The findings on these dossiers that are not closed, by dossier."""
    found: dict[int, list[Finding]] = {}
    open_ones = Finding.objects.filter(unit=total.unit_id, dossier__isnull=False)
    for one in open_ones.exclude(state=Finding.State.CLOSED).order_by("pk"):
        if one.dossier_id in keys:
            found.setdefault(one.dossier_id, []).append(one)
    return found


def _candidates(total: PublishedTotal, counted: set[int]) -> list[Explaining]:
    """What might make a difference as well: dossiers counted here on which systems differ, and what is not here."""
    every = _findings(total, counted)
    differing = {
        key: apart for key, some in every.items() if (apart := [one for one in some if one.kind in _APART])
    }
    codes = dict(Dossier.objects.filter(pk__in=list(differing)).values_list("pk", "code"))
    here = [
        Explaining(key, codes[key], 0, Reason.DIFFERS, tuple(some)) for key, some in sorted(differing.items())
    ]
    strange = Finding.objects.filter(unit=total.unit_id, dossier=None, kind=Difference.NOT_HERE.value)
    if total.system_id:
        strange = strange.filter(right=total.system_id)
    missing = [
        Explaining(None, one.code, 0, Reason.NOT_HERE, (one,))
        for one in strange.exclude(state=Finding.State.CLOSED).order_by("pk")
    ]
    return here + missing
