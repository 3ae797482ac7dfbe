"""What arrived after a period had been closed: its dossiers, by cause, and what it does to the figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.closing.models import Closing
from motcua.closing.state import period_of, units_of
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Act
from motcua.ledger.differing import NAMES, Changed, changed
from motcua.ledger.lists import EVER
from motcua.rules.adjustments import Cause, What, cause, what
from motcua.rules.instants import Instant
from motcua.rules.periods import Period


@dataclass(frozen=True)
class Adjustment:
    """One dossier (key) that is counted otherwise than it was closed.

    `systems` (keys) told of it since, `recorded_at` is when the first of that was recorded, None where nothing was
    told; `differences` are the measures that it changes, over all fields; none where it only went to another one.
    """

    dossier: int
    what: What
    cause: Cause
    systems: tuple[int, ...]
    recorded_at: Instant | None
    differences: dict[str, int]


@dataclass(frozen=True)
class Adjustments:
    """All that was adjusted since an instant, dossier by dossier."""

    period: Period
    then: Instant
    now: Instant | None
    found: tuple[Adjustment, ...]

    def totals(self) -> Counter[str]:
        """What they come to, by measure; as much as the figures of now differ from those of then."""
        sums: Counter[str] = Counter()
        for one in self.found:
            sums.update(one.differences)
        return Counter({name: n for name, n in sums.items() if n})

    def counted(self) -> list[tuple[Cause, What, int]]:
        """How many dossiers by cause and change, in the order of both lists."""
        counts = Counter((one.cause, one.what) for one in self.found)
        order = [(cause, what) for cause in Cause for what in What]
        return [(*pair, counts[pair]) for pair in order if counts[pair]]


@dataclass(frozen=True)
class _Told:
    kinds: frozenset[str]
    systems: tuple[int, ...]
    first: Instant


def adjustments(closing: Closing, now: Instant | None = None) -> Adjustments:
    """What was recorded after a closing and by `now` (milliseconds UTC, None: so far) and changes its figures."""
    return between(units_of(closing), period_of(closing), closing.as_of, now)


def between(units: Sequence[int], period: Period, then: Instant, now: Instant | None = None) -> Adjustments:
    """The same between any two instants of knowledge."""
    dossiers = changed(units, period, then, now)
    told = _told([one.dossier for one in dossiers], then, EVER if now is None else now)
    return Adjustments(period, then, now, tuple(_adjustment(one, told) for one in dossiers))


def _told(keys: Iterable[int], then: Instant, now: Instant) -> dict[int, _Told]:
    acts: defaultdict[int, list[tuple[str, int, Instant]]] = defaultdict(list)
    for chunk in chunks(list(keys)):
        rows = Act.objects.filter(dossier__in=chunk, recorded_at__gt=then, recorded_at__lte=now)
        for dossier, kind, system, at in rows.values_list("dossier", "kind", "system", "recorded_at"):
            acts[dossier].append((kind, system, at))
    return {
        key: _Told(
            frozenset(kind for kind, _, _ in some),
            tuple(sorted({system for _, system, _ in some})),
            min(at for _, _, at in some),
        )
        for key, some in acts.items()
    }


def _adjustment(one: Changed, told: dict[int, _Told]) -> Adjustment:
    then, now = one.total(now=False), one.total(now=True)
    known = told.get(one.dossier)
    differences = {name: now[name] - then[name] for name in NAMES if now[name] != then[name]}
    return Adjustment(
        one.dossier,
        what(then, now),
        cause(known.kinds if known else frozenset()),
        known.systems if known else (),
        known.first if known else None,
        differences,
    )
