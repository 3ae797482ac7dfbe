"""The terms by which a unit's dossiers are counted that other systems took in: any day, many procedures at once.

The same answers as `versions.in_force` in the ordinary lane, for exports name no lane, and milder: before the first
version that is known the first one counts, after a repeal the last, since the dossier has been accepted all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.models import ProcedureVersion, UnitParent, UnitTerm, VersionChannel
from motcua.catalogue.terms import term_from
from motcua.catalogue.versions import nearest_first, rules_of, shorter
from motcua.rules.calendar import FIRST_DAY
from motcua.rules.instants import Day, date_of, day_of
from motcua.rules.lanes import Lane
from motcua.rules.terms import OnResume, Term, TermRules

_COLUMNS = (
    "procedure", "procedure__code", "since", "term_amount", "term_unit", "cut_off_minute", "count_reception_day",
    "on_resume",
)  # fmt: skip


@dataclass(frozen=True)
class TermSpan:
    """How dossiers are counted that were received from the local day `since` on; without `term` no clock runs."""

    since: Day
    term: Term | None
    rules: TermRules
    on_resume: OnResume


class ReceptionTerms:
    """The terms of procedures in a unit; a handful of queries when it is made, none when it is asked."""

    def __init__(self, unit_id: int, procedure_ids: Iterable[int]) -> None:
        wanted = set(procedure_ids)
        self._unit = unit_id
        self._versions: dict[int, list[ProcedureVersion]] = defaultdict(list)
        versions = ProcedureVersion.objects.filter(procedure__in=wanted).select_related("procedure")
        for version in versions.only(*_COLUMNS).order_by("since"):
            self._versions[version.procedure_id].append(version)
        channels = VersionChannel.objects.filter(version__procedure__in=wanted, term_amount__isnull=False)
        self._channels = {(row.version_id, row.channel): row for row in channels}
        self._parents = _parents(unit_id)
        self._own: dict[int, list[UnitTerm]] = defaultdict(list)
        units = {unit_id, *(link.parent_id for links in self._parents.values() for link in links)}
        for own in UnitTerm.objects.filter(procedure__in=wanted, unit__in=units, lane=int(Lane.ORDINARY)):
            self._own[own.procedure_id].append(own)
        self._spans: dict[tuple[int, int], list[TermSpan]] = {}

    def on(self, procedure_id: int, channel: int, day: Day) -> TermSpan | None:
        """What holds for a dossier received on a local day by a channel; None where no version is known.

        Raises BadTerm.
        """
        spans = self.spans(procedure_id, channel)
        begun = bisect_right(spans, day, key=lambda span: span.since)
        return spans[begun - 1] if begun else None

    def spans(self, procedure_id: int, channel: int) -> list[TermSpan]:
        """All that held for a procedure by a channel, one after the other; the first from the first day on."""
        key = (procedure_id, channel)
        if key not in self._spans:
            known = procedure_id in self._versions
            days = self._turns(procedure_id) if known else []
            self._spans[key] = [self._span(procedure_id, channel, day) for day in days]
        return self._spans[key]

    def _turns(self, procedure_id: int) -> list[Day]:
        """The days on which something may change."""
        dates = {version.since for version in self._versions[procedure_id]}
        if own := self._own.get(procedure_id):
            dates |= {day for row in own for day in (row.since, row.until) if day is not None}
            dates |= {link.since for links in self._parents.values() for link in links}
        return [FIRST_DAY, *sorted(day for day in map(day_of, dates) if day > FIRST_DAY)]

    def _span(self, procedure_id: int, channel: int, day: Day) -> TermSpan:
        on, versions = date_of(day), self._versions[procedure_id]
        begun = [version for version in versions if version.since <= on]
        version = begun[-1] if begun else versions[0]
        national = self._term(version, self._channels.get((version.pk, channel))) or self._term(
            version, version
        )
        own = self._own_on(procedure_id, channel, on)
        term = shorter(self._term(version, own), national)
        return TermSpan(day, term, rules_of(version), OnResume(version.on_resume))

    def _own_on(self, procedure_id: int, channel: int, on: date) -> UnitTerm | None:
        rows = self._own.get(procedure_id)
        if not rows:
            return None
        held = nearest_first(rows, self._chain(on), on)
        return next((row for row in held if row.channel in (0, channel)), None)

    def _chain(self, on: date) -> list[int]:
        """The unit and those above it on a day."""
        chain = [self._unit]
        while begun := [link for link in self._parents.get(chain[-1], ()) if link.since <= on]:
            if begun[-1].parent_id in chain:
                break
            chain.append(begun[-1].parent_id)
        return chain

    @staticmethod
    def _term(
        version: ProcedureVersion, row: ProcedureVersion | VersionChannel | UnitTerm | None
    ) -> Term | None:
        if row is None:
            return None
        return term_from(version.procedure.code, version.since, row.term_amount, row.term_unit)


def _parents(unit_id: int) -> dict[int, list[UnitParent]]:
    """To whom a unit and those above it reported or report, each in the order of time."""
    found: dict[int, list[UnitParent]] = {}
    level = {unit_id}
    while level:
        found |= {unit: [] for unit in level}
        for link in UnitParent.objects.filter(unit__in=level).order_by("since"):
            found[link.unit_id].append(link)
        level = {link.parent_id for unit in level for link in found[unit]} - found.keys()
    return found
