"""Whom an act concerns hears of it: notices are queued with the act, from the entries that it wrote in the journal.

Citizens are told by the unit that received the dossier, officers by the unit that resolves it. Nobody is told
of what he did himself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from motcua.casework.case import Case
from motcua.casework.flow import workflow_of
from motcua.casework.models import Applicant, Work
from motcua.casework.told import listen
from motcua.catalogue.models import Unit
from motcua.dossiers.own import Written
from motcua.notices.parameters import Value
from motcua.notices.privacy import Fact, Known
from motcua.notices.queue import queue
from motcua.notices.recipients import Contact, To, applicant_source, holders, officer, officer_source
from motcua.people.models import Role
from motcua.rules.instants import Instant, local_day
from motcua.rules.workflow import StepKind

ASSIGNEE, APPROVER = "assignee", "approver"


@listen
def tell_people(case: Case, _act: str) -> None:
    """Queue what the act's entries are to be told of."""
    for entry in case.told:
        if tell := _TOLD.get(entry.kind):
            tell(case, entry)


def _applicant(
    case: Case, entry: Written, event: str, unit: int | None = None, **context: Value | None
) -> None:
    given = {name: value for name, value in context.items() if value is not None}
    queue(event, unit or case.work.received_by_id, case.dossier, given, case.now, occurrence=entry.pk)


def _officers(case: Case, entry: Written, event: str, people: Iterable[To]) -> None:
    others = [to for to in people if to.user != case.actor.user]
    if others:
        queue(event, case.work.unit_id, case.dossier, {}, case.now, to=others, occurrence=entry.pk)


def _accepted(case: Case, entry: Written) -> None:
    _applicant(case, entry, "accepted")


def _completion_asked(case: Case, entry: Written) -> None:
    _applicant(case, entry, "completion_asked")


def _turned_away(case: Case, entry: Written) -> None:
    if not entry.body.get("withdrawn"):
        _applicant(case, entry, "turned_away")


def _paused(case: Case, entry: Written) -> None:
    if entry.body.get("ground") == "supplement":
        until = entry.body.get("reply_by")
        _applicant(case, entry, "supplement_requested", until=None if until is None else local_day(until))


def _resumed(case: Case, entry: Written) -> None:
    if entry.body.get("ground") == "supplement":
        _applicant(case, entry, "supplement_received")


def _extended(case: Case, entry: Written) -> None:
    _applicant(case, entry, "due_extended")


def _apologised(case: Case, entry: Written) -> None:
    _applicant(case, entry, "apology", appointment=entry.body["promised"])


def _moved(case: Case, entry: Written) -> None:
    """The unit that took the dossier over is told of in the name of the one that received it."""
    if entry.body.get("why") == "transferred":
        target = Unit.objects.get(pk=case.work.unit_id)
        _applicant(case, entry, "transferred", agency=target.name)


def _finished(case: Case, entry: Written) -> None:
    """A withdrawal is the applicant's own act."""
    event = {"resolved": "result_ready", "refused": "refused", "stopped": "stopped"}.get(
        entry.body["outcome"]
    )
    if event:
        _applicant(case, entry, event)


def _returned(case: Case, entry: Written) -> None:
    _applicant(case, entry, "handed_over")


def _assigned(case: Case, entry: Written) -> None:
    _officers(case, entry, "assigned", [officer(entry.body["officer"], ASSIGNEE)])


def _sent_back(case: Case, entry: Written) -> None:
    _officers(case, entry, "sent_back", _assignee(case.work))


def _submitted(case: Case, entry: Written) -> None:
    """Whoever approves next: the role of the step to which the work has come."""
    if not entry.body.get("final"):
        _officers(case, entry, "to_approve", _approvers(case))


def _approvers(case: Case) -> list[To]:
    workflow, role = workflow_of(case), case.work.step_role or Role.LEADER
    if workflow is not None and workflow.step(case.work.step).kind is not StepKind.APPROVAL:
        return []
    own = holders(case.work.department_id, [role], case.now) if case.work.department_id else []
    return own or holders(case.work.unit_id, [role], case.now)


def _assignee(work: Work) -> list[To]:
    return [officer(work.assignee_id, ASSIGNEE)] if work.assignee_id else []


_TOLD: dict[str, Callable[[Case, Written], None]] = {
    "accepted": _accepted,
    "completion_asked": _completion_asked,
    "turned_away": _turned_away,
    "paused": _paused,
    "resumed": _resumed,
    "extended": _extended,
    "apologised": _apologised,
    "moved": _moved,
    "finished": _finished,
    "returned": _returned,
    "assigned": _assigned,
    "sent_back": _sent_back,
    "proposed": _submitted,
    "approved": _submitted,
}
"""What each kind of journal entry means for people."""


@officer_source
def responsible(_event: str, dossiers: Collection[int], _now: Instant) -> dict[int, list[To]]:
    """Who is responsible for own dossiers."""
    works = Work.objects.filter(dossier__in=dossiers, open=True, assignee__isnull=False)
    return {work.pk: _assignee(work) for work in works.only("assignee")}


@applicant_source
def of_applicant(dossier: int) -> Contact | None:
    """What casework knows of an applicant; who filed it is reached where the owner cannot be."""
    found = Applicant.objects.filter(dossier=dossier).select_related("dossier__person").first()
    if found is None:
        return None
    person = getattr(found.dossier, "person", None)
    others = (
        (Fact.NUMBER, found.id_number),
        (Fact.ADDRESS, found.address),
        (Fact.NAME, found.filer_name),
        (Fact.NUMBER, found.filer_id_number),
        (Fact.PHONE, found.filer_phone),
    )
    return Contact(
        phone="" if person and person.phone else found.filer_phone,
        email=found.email,
        others=tuple(Known(fact, value) for fact, value in others if value),
    )
