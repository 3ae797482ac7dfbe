"""Recording facts with evidence and incidents of systems: never changed, only followed by another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.casework.models import StoredFile
from motcua.catalogue.models import System, Unit
from motcua.catalogue.writing import writing
from motcua.dossiers.models import Dossier
from motcua.findings.models import Fact, Incident
from motcua.people.audit import Acting
from motcua.rules.instants import MS_PER_MINUTE, Instant

MOST_TEXT = 4000
Row = TypeVar("Row", Fact, Incident)


class NotRecorded(ValueError):
    """Why a fact or an incident is not recorded, in words for people; `field` names what is wrong."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


@dataclass(frozen=True)
class FactTold:
    """What is recorded beside a dossier: the text, when it happened, and the evidence kept of it.

    `replaces` is the fact that it follows; with an empty `text` that one is withdrawn.
    """

    text: str
    happened_at: Instant | None = None
    file: StoredFile | None = None
    replaces: Fact | None = None


@writing()
def tell(unit: Unit, dossier: Dossier, told: FactTold, acting: Acting) -> Fact:
    """Record a fact beside a dossier of the unit, whatever system leads it. Raises NotRecorded."""
    text = told.text.strip()
    if not text and told.replaces is None:
        raise NotRecorded("text", _("Say what happened."))
    if len(text) > MOST_TEXT:
        raise NotRecorded("text", _("This is too long."))
    if told.happened_at is not None and told.happened_at > acting.at + MS_PER_MINUTE:
        raise NotRecorded("happened_at", _("This time has not come yet."))
    return _made(Fact(
        unit=unit, dossier=dossier, text=text, happened_at=told.happened_at, at=acting.at, by_id=acting.actor,
        file=told.file or (told.replaces.file if told.replaces and text else None), replaces=told.replaces,
    ))  # fmt: skip


@dataclass(frozen=True)
class IncidentTold:
    """An incident of a system: from when to when (None: it lasts), what was seen, a picture. `replaces` as of FactTold."""

    system: System
    begin: Instant
    end: Instant | None
    symptom: str
    file: StoredFile | None = None
    replaces: Incident | None = None


@writing()
def report(unit: Unit, told: IncidentTold, acting: Acting) -> Incident:
    """Record an incident of a system as the unit saw it. Raises NotRecorded."""
    symptom = told.symptom.strip()
    if not symptom and told.replaces is None:
        raise NotRecorded("symptom", _("Say what was seen: slow, refused, could not sign in…"))
    if len(symptom) > MOST_TEXT:
        raise NotRecorded("symptom", _("This is too long."))
    if told.begin > acting.at + MS_PER_MINUTE:
        raise NotRecorded("begin", _("This time has not come yet."))
    if told.end is not None and told.end <= told.begin:
        raise NotRecorded("end", _("The end lies before the begin. Correct one of them."))
    return _made(Incident(
        unit=unit, system=told.system, begin=told.begin, end=told.end, symptom=symptom, at=acting.at, by_id=acting.actor,
        file=told.file or (told.replaces.file if told.replaces and symptom else None), replaces=told.replaces,
    ))  # fmt: skip


def _made(row: Row) -> Row:
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise NotRecorded("", _("Somebody has replaced this meanwhile. Look at it again.")) from error
    return row


def facts_on(dossier: int) -> QuerySet[Fact]:
    """The facts that hold beside a dossier, the latest first."""
    held = Fact.objects.filter(dossier=dossier, replaced_by=None).exclude(text="")
    return held.select_related("by", "file", "replaces").order_by("-at", "-pk")


def incidents_of(unit: int) -> QuerySet[Incident]:
    """The incidents that hold for a unit, the latest first."""
    held = Incident.objects.filter(unit=unit, replaced_by=None).exclude(symptom="")
    return held.select_related("system", "by", "file").order_by("-begin", "-pk")
