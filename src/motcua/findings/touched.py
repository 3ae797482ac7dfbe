"""Which dossiers an incident of a system touched: proposed by rule, confirmed by a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Q

from motcua.catalogue.writing import writing
from motcua.dossiers.models import Act, Dossier
from motcua.findings.explaining import incidents_of
from motcua.findings.models import Incident, Touched
from motcua.people.audit import Acting
from motcua.rules.instants import Instant

MOST = 500


class Because(StrEnum):
    """Why the rule thinks that an incident touched a dossier."""

    DUE = "due"
    """It was due while the system failed."""
    ACT = "act"
    """Something was done on it, or entered, while the system failed."""
    CHOSEN = "chosen"
    """A person added it."""


@dataclass(frozen=True)
class Proposed:
    """A dossier that an incident may have touched; `confirmed` None while nobody has said so."""

    dossier: Dossier
    because: Because
    confirmed: bool | None


def proposed(incident: Incident, now: Instant) -> list[Proposed]:
    """The dossiers of the incident's system whose due or an act fell within it, and those that a person added."""
    said = confirmations([incident.pk])
    reasons = _by_rule(incident, now)
    reasons |= {key: Because.CHOSEN for (_, key), yes in said.items() if yes and key not in reasons}
    found = Dossier.objects.filter(pk__in=list(reasons)).select_related(
        "cell__procedure", "cell__field", "authority"
    )
    rows = [Proposed(one, reasons[one.pk], said.get((incident.pk, one.pk))) for one in found]
    return sorted(rows, key=lambda row: (row.confirmed is not None, row.dossier.due_at or 0, row.dossier.pk))


def _by_rule(incident: Incident, now: Instant) -> dict[int, Because]:
    begin, end = incident.begin, incident.end or now
    theirs = Dossier.objects.filter(unit=incident.unit_id).filter(_of_system(incident.system_id))
    due = theirs.filter(due_at__gte=begin, due_at__lte=end).filter(
        Q(finished_at=None) | Q(finished_at__gte=F("due_at"))
    )
    within = Q(received_at__gte=begin, received_at__lte=end) | Q(finished_at__gte=begin, finished_at__lte=end)
    acted = Act.objects.filter(occurred_at__gte=begin, occurred_at__lte=end, dossier__in=theirs.values("pk"))
    found = dict.fromkeys(acted.values_list("dossier", flat=True)[:MOST], Because.ACT)
    found |= dict.fromkeys(theirs.filter(within).values_list("pk", flat=True)[:MOST], Because.ACT)
    return found | dict.fromkeys(due.values_list("pk", flat=True)[:MOST], Because.DUE)


def _of_system(system: int) -> Q:
    """The dossiers that a system leads, or whose code it issued."""
    return Q(authority=system) | Q(issuer=system)


def confirmations(incidents: Collection[int]) -> dict[tuple[int, int], bool]:
    """What people said last: by incident and dossier, whether it was touched."""
    rows = Touched.objects.filter(incident__in=list(incidents)).order_by("at", "pk")
    return {
        (incident, dossier): yes
        for incident, dossier, yes in rows.values_list("incident", "dossier", "confirmed")
    }


@writing()
def confirm(incident: Incident, dossiers: Sequence[int], yes: bool, acting: Acting) -> int:
    """Say whether an incident touched dossiers of its unit; gives on how many that is new."""
    said = confirmations([incident.pk])
    known = Dossier.objects.filter(unit=incident.unit_id, pk__in=list(dossiers)).values_list("pk", flat=True)
    fresh = [key for key in known if said.get((incident.pk, key)) is not yes]
    Touched.objects.bulk_create(
        Touched(incident=incident, dossier_id=key, confirmed=yes, at=acting.at, by_id=acting.actor)
        for key in fresh
    )
    return len(fresh)


def incidents_on(unit: int, dossiers: Collection[int]) -> dict[int, list[Incident]]:
    """The incidents that touched dossiers of a unit, as people confirmed, by dossier."""
    held = {one.pk: one for one in incidents_of(unit)}
    found: dict[int, list[Incident]] = {}
    for (incident, dossier), yes in confirmations(list(held)).items():
        if yes and dossier in dossiers:
            found.setdefault(dossier, []).append(held[incident])
    return found


def carried_over(old: Incident, new: Incident, acting: Acting) -> None:
    """What was confirmed of an incident holds of the one that replaces it."""
    kept = [(dossier, yes) for (_, dossier), yes in confirmations([old.pk]).items()]
    Touched.objects.bulk_create(
        Touched(incident=new, dossier_id=dossier, confirmed=yes, at=acting.at, by_id=acting.actor)
        for dossier, yes in kept
    )


def proposing(unit: int, dossier: Dossier, now: Instant) -> list[Incident]:
    """The incidents of a unit that the rule thinks touched a dossier, while nobody has said so or not."""
    systems = {dossier.authority_id, dossier.issuer_id}
    held = [one for one in incidents_of(unit) if one.system_id in systems]
    if not held:
        return []
    said = confirmations([one.pk for one in held])
    times = list(Act.objects.filter(dossier=dossier).values_list("occurred_at", flat=True))
    times += [at for at in (dossier.received_at, dossier.finished_at) if at is not None]
    if dossier.due_at is not None and (dossier.finished_at is None or dossier.finished_at >= dossier.due_at):
        times.append(dossier.due_at)
    return [
        one
        for one in held
        if (one.pk, dossier.pk) not in said and any(one.begin <= at <= (one.end or now) for at in times)
    ]
