"""What stands of the file of explanation on the page of a dossier, own or another system's."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.boards.findings.lines import RELATED, Line, lines
from motcua.dossiers.models import Dossier
from motcua.findings.explaining import facts_on
from motcua.findings.models import Fact, Finding, Incident
from motcua.findings.touched import incidents_on, proposing
from motcua.people.policies import EXPLAIN
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class Beside:
    """The findings that are not closed, the incidents that touched the dossier or may have, and the facts that hold; `records` whether
    the reader may add to them."""

    findings: list[Line]
    incidents: list[Incident]
    proposed: list[Incident]
    facts: list[Fact]
    records: bool
    shown: bool


def beside(unit: int, dossier: Dossier, rights: frozenset[str], now: Instant) -> Beside:
    """What stands beside a dossier for somebody with these rights in the unit."""
    open_ones = Finding.objects.filter(unit=unit, dossier=dossier).exclude(state=Finding.State.CLOSED)
    found = lines(open_ones.select_related(*RELATED).order_by("first_seen", "pk"), now)
    incidents = incidents_on(unit, {dossier.pk}).get(dossier.pk, [])
    proposed, facts = proposing(unit, dossier, now), list(facts_on(dossier.pk))
    anything = bool(found or incidents or proposed or facts)
    records = EXPLAIN in rights and dossier.unit_id == unit
    return Beside(found, incidents, proposed, facts, records, anything or records)
