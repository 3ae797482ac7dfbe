"""From a dossier to the data of its printed forms; which forms a dossier has follows from its journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from motcua.casework.case import Case
from motcua.casework.models import Applicant, Paper
from motcua.catalogue.models import Unit
from motcua.dossiers.models import Person
from motcua.dossiers.own import Written, clock_terms, standing
from motcua.people.models import SigningAuthority, User
from motcua.reports.printed.catalogue import letterhead
from motcua.reports.printed.letters import Apology, StopNotice
from motcua.reports.printed.parties import Contact, Kind, Letterhead, Named, Party, Signature
from motcua.reports.printed.parties import Paper as PrintedPaper
from motcua.reports.printed.sheets import ControlSheet, Handover
from motcua.reports.printed.signer import signature, to_be_signed
from motcua.reports.printed.slips import Missing, Receipt, Refusal, SupplementRequest
from motcua.rules.instants import date_of, local_day
from motcua.rules.measures import Channel


class NoSuchForm(LookupError):
    """The dossier has no form of this number: nothing in its journal calls for it."""


def forms_of(case: Case) -> list[str]:
    """The numbers of the forms that can be printed for a dossier as it stands."""
    return [key for key in _FORMS if _called_for(case, key) is not None]


def fill(case: Case, key: str) -> Any:
    """The data of a form (01 to 06) of a dossier. Raises NoSuchForm."""
    entry = _called_for(case, key)
    if entry is None:
        raise NoSuchForm(key)
    return _FORMS[key][1](case, entry)


def _called_for(case: Case, key: str) -> Written | None:
    """The latest of the entries that call for a form."""
    kinds = _FORMS[key][0] if key in _FORMS else ()
    found = [entry for kind in kinds if (entry := _last(case, kind)) is not None]
    return max(found, key=lambda entry: (entry.at, entry.pk), default=None)


def _last(case: Case, kind: str) -> Written | None:
    """The last entry of a kind that holds; «ground» and «outcome» tell kinds apart where one word is not enough.

    What was voided calls for no form any more, nor does an ending that a reopening took back.
    """
    name, _colon, which = kind.partition(":")
    held = standing(case.entries)
    if name == "finished":
        reopened = [place for place, entry in enumerate(held) if entry.kind == "reopened"]
        held = held[reopened[-1] :] if reopened else held
    found = [entry for entry in held if entry.kind == name]
    if which:
        found = [entry for entry in found if which in (entry.body.get("ground"), entry.body.get("outcome"))]
    return found[-1] if found else None


def head(case: Case, on: date) -> Letterhead:
    """The letterhead of the unit that resolves."""
    return letterhead(_unit(case), on)


def owner(case: Case) -> Party:
    """The applicant as printed."""
    person = Person.objects.filter(pk=case.dossier.pk).first()
    beside = Applicant.objects.filter(pk=case.dossier.pk).first()
    if person is None or beside is None:
        return Party("")
    kind = Kind.PERSON if beside.kind == Applicant.Kind.CITIZEN else Kind.ORGANISATION
    return Party(person.name, kind, beside.address, person.phone, beside.email, beside.id_number)


def _filer(case: Case) -> Party:
    beside = Applicant.objects.filter(pk=case.dossier.pk).exclude(filer_name="").first()
    if beside is None:
        return owner(case)
    return Party(beside.filer_name, phone=beside.filer_phone, id_number=beside.filer_id_number)


def _office(case: Case) -> str:
    return Unit.objects.values_list("name", flat=True).get(pk=case.work.received_by_id)


def _named(case: Case) -> Named:
    return Named(case.work.procedure.name, case.work.procedure.code)


def _papers(case: Case, *, handed_in: bool) -> list[Paper]:
    kept = Paper.objects.filter(dossier=case.dossier, is_result=False, replaced_by=None, handed_in=handed_in)
    return list(kept.order_by("pk"))


def _printed(papers: list[Paper]) -> tuple[PrintedPaper, ...]:
    return tuple(
        PrintedPaper(one.name, one.originals or None, None, one.copies or None, 1 if one.file_id else None)
        for one in papers
    )


def _day(entry: Written) -> date:
    return date_of(local_day(entry.at))


def _receipt(case: Case, entry: Written) -> Receipt:
    terms, fees = clock_terms(case.entries), list(case.dossier.fees.exclude(how="exempt"))
    return Receipt(
        head(case, _day(entry)), _office(case), case.dossier.code, _filer(case), Channel(case.dims.channel), _named(case),
        _printed(_papers(case, handed_in=True)), entry.at, case.dossier.due_at,
        terms.term if terms else None, request=case.work.summary, owner=owner(case),
        fee=sum(fee.amount for fee in fees) or None, receiver=_writer(case, entry),
    )  # fmt: skip


def _writer(case: Case, entry: Written) -> str:
    """Who wrote an entry."""
    actor = case.dossier.acts.filter(pk=entry.pk).values_list("actor", flat=True).first()
    user = User.objects.filter(pk=actor).first() if actor else None
    return user.get_full_name() if user else ""


def _request(case: Case, entry: Written) -> SupplementRequest:
    body = entry.body
    until = date_of(local_day(body["reply_by"])) if body.get("reply_by") else None
    return SupplementRequest(
        head(case, _day(entry)), _office(case), owner(case), _named(case),
        tuple(Missing(item) for item in body.get("items", ())), tuple(filter(None, [body.get("reason", "")])),
        case.dossier.code, until=until, contact=Contact(_writer(case, entry)),
        signer=Signature(name=_writer(case, entry)),
    )  # fmt: skip


def _refusal(case: Case, entry: Written) -> Refusal:
    accepted = entry.kind == "finished"
    lodged = _last(case, "lodged")
    return Refusal(
        head(case, _day(entry)), _office(case), owner(case), _named(case),
        tuple(filter(None, [entry.body.get("reason", "")])), Channel(case.dims.channel), accepted,
        case.dossier.code, lodged.at if lodged else None, signer=_signature(case, entry),
    )  # fmt: skip


def _apology(case: Case, entry: Written) -> Apology:
    return Apology(
        head(case, _day(entry)), _office(case), owner(case), case.dossier.code, _named(case),
        case.dossier.received_at or entry.at, case.dossier.due_at or entry.at, (entry.body["reason"],), entry.body["promised"], _head_signs(case, entry, SigningAuthority.Decision.APOLOGY),
    )  # fmt: skip


def _stop(case: Case, entry: Written) -> StopNotice:
    return StopNotice(
        head(case, _day(entry)), _office(case), owner(case), case.dossier.code, _named(case),
        case.dossier.received_at or entry.at, _day(entry), _head_signs(case, entry, SigningAuthority.Decision.STOP), _day(entry), tuple(filter(None, [entry.body.get("reason", "")])),
        returned=_printed(_papers(case, handed_in=True)),
    )  # fmt: skip


def _control(case: Case, entry: Written) -> ControlSheet:
    unit = Unit.objects.values_list("name", flat=True).get(pk=case.work.unit_id)
    passed = _passed_on(case)
    handovers = tuple(
        Handover(unit, unit, one.at, _writer(case, one), _taker(case, one, following))
        for one, following in zip(passed, [*passed[1:], None], strict=True)
    )
    return ControlSheet(
        head(case, _day(entry)), case.dossier.code, owner(case), _named(case), unit, handovers,
        received_at=case.dossier.received_at, due_at=case.dossier.due_at,
    )  # fmt: skip


_HANDED_ON = ("accepted", "assigned", "proposed", "approved", "sent_back", "finished")


def _passed_on(case: Case) -> list[Written]:
    """The entries with which somebody passed the dossier on; approving and deciding in one act is one."""
    found = [one for one in standing(case.entries) if one.kind in _HANDED_ON]
    before = [None, *found]
    return [
        one
        for one, last in zip(found, before, strict=False)
        if not (one.kind == "finished" and last is not None and last.kind == "approved" and last.at == one.at)
    ]


def _taker(case: Case, one: Written, following: Written | None) -> str:
    """Who got the dossier: the officer who was named, else who passed it on next."""
    if one.kind == "assigned":
        user = User.objects.filter(pk=one.body.get("officer") or 0).first()
        return user.get_full_name() if user else ""
    return _writer(case, following) if following is not None else ""


def _head_signs(case: Case, entry: Written, decision: str) -> Signature:
    """Who signs a letter of the agency: as the journal has it, else who has the authority, else an empty place.

    Who recorded the act does not sign for the head of the agency.
    """
    if entry.body.get("signature"):
        return _signature(case, entry)
    return to_be_signed(_unit(case), case.dims.procedure, case.dims.field, decision, _day(entry))


def _signature(case: Case, entry: Written) -> Signature:
    """Who signed a decision and by what authority, as the journal has it; an empty place else."""
    signed = entry.body.get("signature")
    if not signed:
        return Signature(name=_writer(case, entry))
    return signature(_unit(case), signed["form"], signed.get("position", ""), _writer(case, entry))


def _unit(case: Case) -> Unit:
    return Unit.objects.select_related("province").get(pk=case.work.unit_id)


_FORMS: dict[str, tuple[tuple[str, ...], Callable[[Case, Written], Any]]] = {
    "01": (("accepted",), _receipt),
    "02": (("completion_asked", "paused:supplement"), _request),
    "03": (("turned_away",), _refusal),
    "04": (("apologised",), _apology),
    "05": (("finished:stopped",), _stop),
    "06": (("accepted",), _control),
}
"""Each form with the entries of the journal that call for it: form 02 is for what is missing before acceptance and after."""
