"""Two words on one dossier compared one by one, the plain way: what the columns have to come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.rules.instants import Instant, local_day
from motcua.rules.reconcile import DATES, SAME, Difference
from motcua.rules.report import State


@dataclass(frozen=True)
class Word:
    """What one system says of a dossier; instants in milliseconds UTC, None where it does not say."""

    state: State
    received: Instant | None = None
    due: Instant | None = None
    finished: Instant | None = None


def compare(ours: Word, theirs: Word) -> Iterator[tuple[str, str, str]]:
    """What differs: kind, and what each side says; days only where both sides say one."""
    if ours.state != theirs.state:
        ready = {ours.state, theirs.state} == {State.READY, State.HANDED_OVER}
        together = any({ours.state, theirs.state} <= same for same in SAME)
        if ready or not together:
            kind = Difference.RETURNED if ready else Difference.STATE
            yield kind.value, ours.state.value, theirs.state.value
    for kind in DATES:
        mine, other = getattr(ours, kind.value), getattr(theirs, kind.value)
        if mine is not None and other is not None and local_day(mine) != local_day(other):
            yield kind.value, str(mine), str(other)
