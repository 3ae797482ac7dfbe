"""Verifying the access log: which line was changed, removed or slipped in after it had been sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q, QuerySet

from motcua.people.models import AuditEntry, Seal
from motcua.people.sealing import START, digest_of, leaf, leaves_of, sealed_upto


class Tampering(StrEnum):
    """What was done to the log."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    SEAL_CHANGED = "seal changed"
    SEAL_REMOVED = "seal removed"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong in a unit's log: the key of the line (None: the seal itself), and the seal's number."""

    kind: Tampering
    unit: int
    entry: int | None
    seal: int


@dataclass
class Verified:
    """What came of it: units, seals and lines looked at, lines not sealed yet, late seals, and what is wrong.

    `anchors` has number and digest of the last seal of each unit: kept elsewhere, they show whether the end of a
    log was cut off and sealed anew.
    """

    seals: int = 0
    lines: int = 0
    open: int = 0
    late: int = 0
    anchors: dict[int, tuple[int, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def units_with_log() -> set[int]:
    """Keys of the units that have lines or seals, 0 for what belongs to none."""
    lines = AuditEntry.objects.values_list("unit", flat=True).distinct()
    return {*lines, *Seal.objects.values_list("unit", flat=True).distinct()}


def verify(
    units: Collection[int] | None = None, anchors: Mapping[int, tuple[int, str]] | None = None
) -> Verified:
    """Compare the lines of units (None: all) with their seals, and the seals with their chain.

    `anchors` are numbers and digests of seals noted down earlier, by the key of the unit.
    """
    found = Verified()
    upto = sealed_upto()
    noted = anchors or {}
    for unit in sorted({*units_with_log(), *noted} if units is None else {*units}):
        found.findings += _unit(unit, upto, found, noted.get(unit))
    return found


def _unit(unit: int, upto: int, found: Verified, anchor: tuple[int, str] | None) -> Iterator[Finding]:
    begin, number, digest, strange = 0, 0, START, set[int]()
    for seal in Seal.objects.filter(unit=unit).order_by("number").iterator(chunk_size=200):
        yield from _chain(seal, number, digest, anchor)
        if seal.number > number + 1:
            begin = seal.first_id - 1
        leaves = leaves_of(seal)
        there = _there(seal, begin, leaves)
        yield from _compared(seal, leaves, there)
        strange = (strange | {key for key in there if key > begin}) - leaves.keys()
        begin = max(begin, seal.upto)
        number, digest = seal.number, seal.digest
        found.seals, found.lines, found.late = (
            found.seals + 1,
            found.lines + seal.count,
            found.late + seal.late,
        )
    if anchor is not None and anchor[0] > number:
        yield Finding(Tampering.SEAL_REMOVED, unit, None, anchor[0])
    strange |= set(_lines(unit).filter(pk__gt=begin, pk__lte=upto).values_list("pk", flat=True))
    yield from (Finding(Tampering.INSERTED, unit, key, number) for key in sorted(strange))
    found.open += _lines(unit).filter(pk__gt=upto).count()
    found.anchors[unit] = (number, digest)


def _chain(seal: Seal, number: int, before: str, anchor: tuple[int, str] | None) -> Iterator[Finding]:
    for missing in range(number + 1, seal.number):
        yield Finding(Tampering.SEAL_REMOVED, seal.unit, None, missing)
    noted = anchor is not None and anchor[0] == seal.number and anchor[1] != seal.digest
    # After a gap nothing is known of the seal before; that it is gone has been said.
    if noted or (seal.number == number + 1 and digest_of(seal, before) != seal.digest):
        yield Finding(Tampering.SEAL_CHANGED, seal.unit, None, seal.number)


def _lines(unit: int) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(unit=unit)


def _there(seal: Seal, begin: int, leaves: Collection[int]) -> dict[int, bytes]:
    """What is in the log now: the lines of the seal, and all from where the seal before had ended to its own end."""
    asked = Q(pk__gt=min(begin, seal.first_id - 1), pk__lte=max(seal.upto, seal.last_id))
    if seal.late:
        asked = Q(pk__in=list(leaves)) | Q(pk__gt=begin, pk__lte=seal.upto)
    return {entry.pk: leaf(entry) for entry in _lines(seal.unit).filter(asked).iterator()}


def _compared(seal: Seal, sealed: Mapping[int, bytes], there: Mapping[int, bytes]) -> Iterator[Finding]:
    for key, said in sealed.items():
        if key not in there:
            yield Finding(Tampering.REMOVED, seal.unit, key, seal.number)
        elif there[key] != said:
            yield Finding(Tampering.CHANGED, seal.unit, key, seal.number)
