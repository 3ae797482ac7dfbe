"""What acts are told of, and to whom: queued in the act's transaction, sent by the worker, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from motcua.casework.case import Case
from motcua.casework.models import Applicant, Work
from motcua.casework.told import listen
from motcua.catalogue.models import Unit
from motcua.dossiers.own import Written
from motcua.notices.parameters import Value
from motcua.notices.queue import queue
from motcua.notices.recipients import (
    Contact,
    To,
    applicant,
    applicant_source,
    holders,
    officer,
    officer_source,
)
from motcua.people.models import Role
from motcua.rules.accounts import CLOSED
from motcua.rules.instants import Instant, local_day

Context = dict[str, Value]
Told = tuple[str, Context]

_ENDINGS = {"resolved": "result_ready", "refused": "refused", "stopped": "stopped", "withdrawn": "stopped"}


@listen
def tell_people(case: Case, act: str) -> None:
    """Queue what the act's entries say to the applicant and to officers."""
    unit = Unit.objects.get(pk=case.work.unit_id)
    for entry in case.told:
        told = _told(entry)
        if told is not None:
            name, context = told
            recipients = _officers(case, name)
            queue(
                name,
                unit,
                case.dossier,
                context,
                case.now,
                to=recipients,
                occurrence=f"{name}.{case.work.seq}",
            )


def _told(entry: Written) -> Told | None:
    """The event of an entry and its values; None where nobody is told."""
    reader = _EVENTS.get(entry.kind)
    return reader(entry) if reader else None


def _paused(entry: Written) -> Told | None:
    if entry.body["ground"] != "supplement":
        return None
    return "supplement_requested", {"until": local_day(entry.body["reply_by"])}


def _resumed(entry: Written) -> Told | None:
    return ("supplement_received", {}) if entry.body.get("ground") == "supplement" else None


def _moved(entry: Written) -> Told | None:
    agency = Unit.objects.values_list("name", flat=True).get(pk=entry.body["dims"]["unit"])
    return "transferred", {"agency": agency}


def _approved(entry: Written) -> Told | None:
    return None if entry.body.get("final") else ("to_approve", {})


_EVENTS: dict[str, Callable[[Written], Told | None]] = {
    "accepted": lambda _entry: ("accepted", {}),
    "completion_asked": lambda _entry: ("completion_asked", {}),
    "turned_away": lambda _entry: ("turned_away", {}),
    "paused": _paused,
    "resumed": _resumed,
    "extended": lambda _entry: ("due_extended", {}),
    "apologised": lambda entry: ("apology", {"appointment": entry.body["promised"]}),
    "moved": _moved,
    "finished": lambda entry: (_ENDINGS[entry.body["outcome"]], {}),
    "returned": lambda _entry: ("handed_over", {}),
    "assigned": lambda _entry: ("assigned", {}),
    "sent_back": lambda _entry: ("sent_back", {}),
    "proposed": lambda _entry: ("to_approve", {}),
    "approved": _approved,
}


def _officers(case: Case, event: str) -> Iterable[To]:
    """Who is told: the officer who has it, whose turn it is to approve, else the applicant."""
    if event == "to_approve":
        return holders(case.work.unit_id, [case.work.step_role], case.now) if case.work.step_role else []
    if event in ("assigned", "sent_back"):
        return [officer(case.work.assignee_id, Role.SPECIALIST)] if case.work.assignee_id else []
    return [applicant()]


@applicant_source
def of_reception(dossier: int) -> Contact | None:
    """The e-mail address that reception wrote down."""
    found = Applicant.objects.filter(pk=dossier).values_list("email", flat=True).first()
    return Contact(email=found) if found else None


@officer_source
def assigned_to(event: str, dossier: int, now: Instant) -> Iterable[To]:
    """The officer who has an own dossier that is not ended."""
    work = Work.objects.filter(pk=dossier, assignee__isnull=False).first()
    if work is None or work.assignee_id is None or work.state in CLOSED:
        return []
    return [officer(work.assignee_id, Role.SPECIALIST)]
