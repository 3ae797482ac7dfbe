"""From rows to what goes over the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.casework.models import Applicant, Work
from motcua.casework.perform import Done
from motcua.catalogue.versions import Offer
from motcua.dossiers.models import Person
from motcua.dossiers.own import Written
from motcua.rules.accounts import Account
from motcua.rules.instants import Instant, date_of, to_datetime
from motcua.rules.terms import Term


def moment(instant: Instant | None) -> datetime | None:
    """An instant as a datetime with the zone of Vietnam."""
    return None if instant is None else to_datetime(instant)


def dossier(work: Work) -> dict[str, Any]:
    """A dossier as a list shows it; `work` with its dossier and procedure."""
    return {
        "code": work.dossier.code,
        "procedure": work.procedure.code,
        "state": Account(work.state).name.lower(),
        "received_at": moment(work.dossier.received_at),
        "due_at": moment(work.due_at),
        "promised_at": moment(work.promised_at),
        "finished_at": moment(work.dossier.finished_at),
        "returned_at": moment(work.returned_at),
        "step": work.step,
        "seq": work.seq,
    }


def entry(written: Written) -> dict[str, Any]:
    """An entry of the journal, without its body, which may name people."""
    return {"kind": written.kind, "at": moment(written.at), "recorded_at": moment(written.recorded)}


def person(dossier_id: int) -> dict[str, str] | None:
    """The applicant of a dossier; None where the personal data have been erased."""
    found = Person.objects.filter(pk=dossier_id).first()
    beside = Applicant.objects.filter(pk=dossier_id).first()
    if found is None or beside is None:
        return None
    return {
        "name": found.name, "phone": found.phone, "id_number": beside.id_number, "address": beside.address,
    }  # fmt: skip


def term(value: Term | None) -> dict[str, Any] | None:
    """A term."""
    return None if value is None else {"amount": value.amount, "unit": value.unit.value}


def offer(found: Offer, field: str) -> dict[str, Any]:
    """What a procedure offers."""
    papers = [
        {"name": one.name, "code": one.code, "originals": one.originals, "copies": one.copies, "required": one.required}
        for one in found.papers
    ]  # fmt: skip
    return {
        "code": found.code, "name": found.name, "field": field, "level": found.level.name.lower(),
        "since": date_of(found.since), "term": term(found.term), "decision": found.decision, "papers": papers,
        "channels": [one.name.lower() for one in found.channels], "lanes": [one.name.lower() for one in found.lanes],
    }  # fmt: skip


def done(what: Done) -> dict[str, Any]:
    """What an act left."""
    return {"code": what.code, "state": what.state.name.lower(), "seq": what.seq}
