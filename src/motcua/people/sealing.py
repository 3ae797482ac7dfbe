"""Sealing the access log: digests over batches of lines, each chained to the batch before.

Writers never meet the sealer: a line is a plain INSERT, and sealing comes a moment later. Databases hand out keys
before they commit, so a key that is still missing may appear later. Therefore only lines older than MARGIN are
sealed, and lines that nevertheless appear among sealed ones get a late seal of their own within GRACE. One that
appears after that was not written by this program: verification says so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from django.db.models import F, Max, Min

from motcua.catalogue.writing import writing
from motcua.people.models import AuditEntry, Seal, Sealing
from motcua.rules.instants import MS_PER_HOUR, MS_PER_MINUTE, Instant

MARGIN = MS_PER_MINUTE
"""Younger lines wait: the transactions of those around them may still be open."""

GRACE = MS_PER_HOUR
"""So long after a seal a line may still turn up among those that it covers: no transaction is open longer."""

START = "0" * 64
"""What the first seal of a unit is chained to."""

_KEY = 8
LEAF = _KEY + 32


def leaf(entry: AuditEntry) -> bytes:
    """The key of a line and the SHA-256 of all that stands in it."""
    told = [
        entry.pk, entry.unit, entry.at, entry.actor, entry.kind, entry.subject_kind, entry.subject, entry.request,
        entry.details,
    ]  # fmt: skip
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return entry.pk.to_bytes(_KEY, "big") + sha256(text.encode()).digest()


def leaves_of(seal: Seal) -> dict[int, bytes]:
    """The leaves of a seal by the keys of their lines."""
    whole = bytes(seal.leaves)
    parts = (whole[at : at + LEAF] for at in range(0, len(whole), LEAF))
    return {int.from_bytes(part[:_KEY], "big"): part for part in parts}


def digest_of(seal: Seal, before: str) -> str:
    """What the digest of a seal has to be after a seal with the digest `before`."""
    head = [
        before, seal.unit, seal.number, seal.first_id, seal.last_id, seal.count, seal.upto, bool(seal.late),
        seal.sealed_at,
    ]  # fmt: skip
    return sha256(json.dumps(head).encode() + bytes(seal.leaves)).hexdigest()


def seal(now: Instant, margin: int = MARGIN) -> int:
    """Seal what is ripe at `now` (milliseconds UTC); gives the number of seals. Sealers wait for each other."""
    turn, _made = Sealing.objects.get_or_create(pk=1)
    with writing():
        # Written before anything is read: SQLite does not let a transaction write after another one has.
        Sealing.objects.filter(pk=turn.pk).update(runs=F("runs") + 1)
        begin = sealed_upto()
        end = _ripe_upto(begin, now, margin)
        batches = [(_late(begin, now), begin, True), (_between(begin, end), end, False)]
        made = [one for entries, upto, late in batches for one in _sealed(entries, upto, late, now)]
        Sealing.objects.filter(pk=turn.pk).update(upto=end)
    return len(made)


def sealed_upto() -> int:
    """The key up to which lines of all units have been looked at, 0 before the first seal."""
    return Sealing.objects.filter(pk=1).values_list("upto", flat=True).first() or 0


def _ripe_upto(begin: int, now: Instant, margin: int) -> int:
    """The last key before the first line that is too young; what a wrong clock has put far ahead does not wait."""
    tail = AuditEntry.objects.filter(pk__gt=begin)
    young = tail.filter(at__gt=now - margin, at__lte=now + margin).aggregate(first=Min("pk"))["first"]
    if young is not None:
        return int(young) - 1
    return tail.aggregate(last=Max("pk"))["last"] or begin


def _between(begin: int, end: int) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(pk__gt=begin, pk__lte=end).order_by("pk"))


def _late(end: int, now: Instant) -> list[AuditEntry]:
    """Lines that have turned up among those sealed within GRACE."""
    before = Seal.objects.filter(sealed_at__lt=now - GRACE).order_by("-pk").first()
    recent = Seal.objects.filter(pk__gt=before.pk if before else 0)
    covered = {key for one in recent.only("leaves").iterator() for key in leaves_of(one)}
    there = AuditEntry.objects.filter(pk__gt=before.upto if before else 0, pk__lte=end)
    missed = [key for key in there.values_list("pk", flat=True) if key not in covered]
    return list(AuditEntry.objects.filter(pk__in=missed).order_by("pk"))


def _sealed(entries: Sequence[AuditEntry], upto: int, late: bool, now: Instant) -> list[Seal]:
    """A new seal for each unit among the lines."""
    units: dict[int, list[AuditEntry]] = {}
    for entry in entries:
        units.setdefault(entry.unit, []).append(entry)
    return [_next(unit, ones, upto, late, now) for unit, ones in units.items()]


def _next(unit: int, entries: Sequence[AuditEntry], upto: int, late: bool, now: Instant) -> Seal:
    last = Seal.objects.filter(unit=unit).only("number", "digest").order_by("-number").first()
    made = Seal(
        unit=unit, number=last.number + 1 if last else 1, first_id=entries[0].pk, last_id=entries[-1].pk,
        count=len(entries), upto=upto, late=late, leaves=b"".join(map(leaf, entries)), sealed_at=now,
    )  # fmt: skip
    made.digest = digest_of(made, last.digest if last else START)
    made.save(force_insert=True)
    return made
