"""Keeping findings: what a comparison found beside what is kept. Findings open, change, and close by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.bulk import chunks, writing
from motcua.dossiers.models import Dossier
from motcua.findings.found import Found, found
from motcua.findings.models import Finding, FindingEvent, Recount, Schedule
from motcua.people.audit import register
from motcua.rules.instants import Instant, day_of, day_start
from motcua.rules.periods import Period
from motcua.rules.reconcile import DISAGREE

CLOSED = Finding.State.CLOSED
What = FindingEvent.What
COMPARED = register(
    "finding.compared",
    _("Compared the systems"),
    ("found", "opened", "closed"),
    lambda told: str(told["found"]),
)
_SEVERAL = 500


def reconcile(unit: int, now: Instant, by: int | None = None) -> Recount:
    """Compare all that is known of a unit's dossiers and bring its findings up to that; `by` is an account's key.

    Done again with nothing new it changes nothing but the time. A corrected cause, owner and explanation stay; an
    explained finding opens again where it changes.
    """
    now_found = found(unit, now)
    with writing():
        # One comparison of a unit is written at a time.
        Schedule.objects.select_for_update().get_or_create(unit_id=unit, defaults={"next_at": now})
        return _Keeping(unit, now, by).keep(now_found)


class _Keeping:
    """One comparison on its way into the tables; `news` are the events that come of it."""

    def __init__(self, unit: int, now: Instant, by: int | None) -> None:
        self.unit, self.now, self.by = unit, now, by
        self.news: list[FindingEvent] = []

    def keep(self, found: Found) -> Recount:
        """Write what is new, changed and gone."""
        kept = {one.identity: one for one in Finding.objects.filter(unit=self.unit)}
        rows = {row["identity"]: row for row in found.rows.iter_rows(named=True)}
        opened = self._open(row for identity, row in rows.items() if identity not in kept)
        again = self._change([(kept[identity], row) for identity, row in rows.items() if identity in kept])
        gone = [one for one in kept.values() if one.state != CLOSED and one.identity not in rows]
        self._close(gone)
        FindingEvent.objects.bulk_create(self.news, batch_size=_SEVERAL)
        open_ones = Finding.objects.filter(unit=self.unit).exclude(state=CLOSED)
        open_ones.update(last_seen=self.now)
        return Recount.objects.create(
            unit_id=self.unit, at=self.now, by_id=self.by, known=found.known, compared=found.compared,
            agreeing=found.agreeing, found=len(rows), opened=opened + again, closed=len(gone),
        )  # fmt: skip

    def _open(self, rows: Iterator[dict[str, Any]]) -> int:
        made = [
            Finding(
                unit_id=self.unit, identity=row["identity"], kind=row["kind"], dossier_id=row["key"], other_id=row["other"],
                code=row["code"], left_id=row["left"], right_id=row["right"], ours=row["ours"], theirs=row["theirs"],
                guess=row["guess"], first_seen=self.now, last_seen=self.now,
            )
            for row in rows
        ]  # fmt: skip
        Finding.objects.bulk_create(made, batch_size=_SEVERAL)
        identities = [one.identity for one in made]
        for some in chunks(identities, _SEVERAL):
            for one in Finding.objects.filter(unit=self.unit, identity__in=some):
                self._tell(one, What.FOUND)
        return len(made)

    def _change(self, both: list[tuple[Finding, dict[str, Any]]]) -> int:
        """Bring findings up to what they say now; gives how many that were closed are open again."""
        changed, again = list[Finding](), 0
        for one, row in both:
            other = (one.ours, one.theirs) != (row["ours"], row["theirs"])
            back = one.state == CLOSED
            if not other and not back and one.guess == row["guess"]:
                continue
            if back or (other and one.state == Finding.State.EXPLAINED):
                one.state, one.closed_at = Finding.State.OPEN, None
            one.ours, one.theirs, one.guess = row["ours"], row["theirs"], row["guess"]
            changed.append(one)
            if back or other:
                self._tell(one, What.AGAIN if back else What.CHANGED)
            again += back
        Finding.objects.bulk_update(
            changed, ["state", "closed_at", "ours", "theirs", "guess"], batch_size=_SEVERAL
        )
        return again

    def _close(self, gone: list[Finding]) -> None:
        for one in gone:
            self._tell(one, What.CLOSED)
        for some in chunks([one.pk for one in gone], _SEVERAL):
            Finding.objects.filter(pk__in=some).update(state=CLOSED, closed_at=self.now)

    def _tell(self, one: Finding, what: str) -> None:
        self.news.append(FindingEvent(finding=one, at=self.now, actor=self.by, what=what))


def last_recount(unit: int) -> Recount | None:
    """The last comparison of a unit."""
    return Recount.objects.filter(unit=unit).order_by("-at", "-pk").first()


def of_period(unit: int, period: Period) -> tuple[int, int]:
    """How many dossiers a unit received in a period, and on how many of them systems do not agree."""
    begin, end = day_start(day_of(period.first)), day_start(day_of(period.last) + 1)
    received = Dossier.objects.filter(unit=unit, received_at__gte=begin, received_at__lt=end)
    kinds = [kind.value for kind in DISAGREE]
    apart = Finding.objects.filter(unit=unit, kind__in=kinds, dossier__in=received.values("pk")).exclude(
        state=CLOSED
    )
    return received.count(), apart.values("dossier").distinct().count()
