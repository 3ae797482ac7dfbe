"""Taking a dossier in: code, dossier, applicant, papers and fees written, and lodged or accepted, at once.

Reception does not depend on territory: who helped, who received and who resolves are three units
(Decree 118/2025/NĐ-CP, Art. 17). The citizen is the applicant, also where an officer types for him.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from motcua.casework.acceptance import accepted_body, after_acceptance, offered
from motcua.casework.actor import Actor
from motcua.casework.answering import answer_by
from motcua.casework.case import Case, check_time, weighed
from motcua.casework.demands import reasoned
from motcua.casework.models import Applicant, Fee, LinkedRequest, Paper, StoredFile, Work
from motcua.casework.numbering import next_code
from motcua.casework.perform import Done, close
from motcua.casework.refusals import NotPermitted, Wanting
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.fields import fold
from motcua.catalogue.rows import add, add_later, new
from motcua.catalogue.steady import steady
from motcua.catalogue.versions import Offer
from motcua.dossiers.bulk import writing
from motcua.dossiers.cells import cell_of, own_system
from motcua.dossiers.models import Dossier, Person
from motcua.dossiers.own import Dims, Written, last_account, own_due
from motcua.people.policies import RECEIVE
from motcua.rules.instants import Instant
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel


@dataclass(frozen=True)
class Who:
    """The applicant (chủ hồ sơ), and who filed it where that is somebody else."""

    name: str
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    kind: int = Applicant.Kind.CITIZEN
    filer_name: str = ""
    filer_id_number: str = ""
    filer_phone: str = ""


@dataclass(frozen=True)
class PaperIn:
    """A paper that was handed in, with the key of its stored file where it was digitised."""

    name: str
    code: str = ""
    originals: int = 0
    copies: int = 0
    handed_in: bool = True
    file: int | None = None
    digitised: int = Paper.Digitised.NO


@dataclass(frozen=True)
class FeeIn:
    """A fee in dong; `how` it was paid, empty where it was not."""

    name: str
    amount: int
    how: str = ""
    receipt: str = ""


@dataclass(frozen=True)
class Reception:
    """What reception states. `resolved_by` is the competent unit, `helped_at` where the citizen was helped (keys)."""

    procedure: int
    who: Who
    channel: Channel = Channel.DIRECT
    lane: Lane = Lane.ORDINARY
    summary: str = ""
    papers: Sequence[PaperIn] = field(default_factory=tuple)
    fees: Sequence[FeeIn] = field(default_factory=tuple)
    resolved_by: int | None = None
    helped_at: int | None = None
    code: str = ""
    """A code that another system gave it; empty: we give one."""


def receive(
    reception: Reception, actor: Actor, now: Instant, *, accept: bool = True, at: Instant | None = None
) -> Done:
    """Take a dossier in at `at` (else now): accepted at once, or lodged and to be answered within 8 working hours.

    Raises Refused; nothing has been written then.
    """
    with writing():
        return receive_here(reception, actor, now, accept=accept, at=at)


def receive_linked(receptions: Sequence[Reception], actor: Actor, now: Instant) -> list[Done]:
    """One request of a citizen as several dossiers (liên thông), all of them or none."""
    with writing():
        return receive_linked_here(receptions, actor, now)


def receive_linked_here(receptions: Sequence[Reception], actor: Actor, now: Instant) -> list[Done]:
    """The same inside a transaction that is already open."""
    request = LinkedRequest.objects.create(unit_id=actor.unit, made_at=now)
    return [receive_here(one, actor, now, request=request) for one in receptions]


def receive_here(
    reception: Reception,
    actor: Actor,
    now: Instant,
    *,
    accept: bool = True,
    at: Instant | None = None,
    request: LinkedRequest | None = None,
) -> Done:
    """The same inside a transaction that is already open."""
    if RECEIVE not in actor.rights:
        raise NotPermitted
    with steady():
        return _received(reception, actor, now, accept, at, request)


def _received(
    reception: Reception,
    actor: Actor,
    now: Instant,
    accept: bool,
    at: Instant | None,
    request: LinkedRequest | None,
) -> Done:
    unit = reception.resolved_by or actor.unit
    when = now if at is None else at
    check_time(when, now)
    offer = offered(reception.procedure, unit, when, reception.channel, reception.lane)
    first = _first_entry(reception, offer, unit, now, when, accept=accept)
    case = _new_case(reception, offer, actor, first)
    case.work.request = request
    _write_people(case.dossier, unit, reception.who)
    _write_papers(case, reception)
    if accept:
        after_acceptance(case, offer)
    else:
        case.work.answer_by = answer_by(when, calendar_of(unit))
    return close(case, "receive" if accept else "lodge")


def _first_entry(
    reception: Reception, offer: Offer, unit: int, now: Instant, at: Instant, *, accept: bool
) -> Written:
    """The journal's first entry, not written yet: with it the dossier's own row is right from the beginning."""
    dims = {
        "unit": unit, "procedure": offer.procedure_id, "field": offer.field_id, "channel": int(offer.channel),
        "level": int(offer.level), "lane": int(offer.lane),
    }  # fmt: skip
    body = (accepted_body(offer) if accept else {}) | {"dims": dims, "facts": _facts(reception)}
    return Written(0, "accepted" if accept else "lodged", at, now, body)


def _facts(reception: Reception) -> dict[str, int]:
    """The facts beside the state that reception knows: digitised, a fee due, paid online."""
    due = [fee for fee in reception.fees if fee.amount > 0 and fee.how != Fee.How.EXEMPT]
    return {
        "digitised": int(any(paper.file or paper.digitised for paper in reception.papers)),
        "fee_due": int(bool(due)),
        "paid_online": int(any(fee.how == Fee.How.ONLINE for fee in due)),
    }


def _new_case(reception: Reception, offer: Offer, actor: Actor, first: Written) -> Case:
    own, unit = own_system(), first.body["dims"]["unit"]
    moves, due = weighed([first], calendar_of(unit)), own_due([first], calendar_of(unit))
    cell = cell_of(Dims(**first.body["dims"] | first.body["facts"]), own)
    # As late as can be: whoever takes the next code waits until this act is committed.
    code = reception.code.strip() or next_code(actor.unit, first.at)
    dossier = new(
        Dossier, unit_id=unit, issuer_id=own, authority_id=own, code=code, state=int(last_account(moves)),
        cell_id=cell, due_at=due.instant if due else None,
        received_at=first.at if first.kind == "accepted" else None,
    )  # fmt: skip
    add(dossier)
    work = Work(
        dossier=dossier, unit_id=unit, received_by_id=actor.unit, helped_at_id=reception.helped_at,
        procedure_id=offer.procedure_id, summary=reception.summary.strip()[:2000] or offer.name, lane=int(offer.lane),
    )  # fmt: skip
    case = Case(dossier, work, actor, first.recorded, first.at)
    case.begin(first, moves, due)
    return case


def _write_people(dossier: Dossier, unit: int, who: Who) -> None:
    name = reasoned(who.name, "name")
    if len(name) > 300:
        raise Wanting("name", _("This is too long; at most %(most)s characters."), most=300)
    person = new(
        Person, dossier_id=dossier.pk, name=name, phone=who.phone.strip()[:40], folded=fold(name)[:300]
    )
    applicant = new(
        Applicant, dossier_id=dossier.pk, unit_id=unit, kind=who.kind, id_number=who.id_number.strip()[:20],
        address=who.address.strip()[:400], email=who.email.strip()[:254], filer_name=who.filer_name.strip()[:300],
        filer_id_number=who.filer_id_number.strip()[:20], filer_phone=who.filer_phone.strip()[:40],
    )  # fmt: skip
    add_later(person)
    add_later(applicant)


def _write_papers(case: Case, reception: Reception) -> None:
    wanted = {paper.file for paper in reception.papers if paper.file is not None}
    kept = (
        StoredFile.objects.filter(unit=case.actor.unit, pk__in=wanted).values_list("pk", flat=True)
        if wanted
        else ()
    )
    files = set(kept)
    fees = [
        new(
            Fee, dossier_id=case.dossier.pk, name=fee.name[:200], amount=fee.amount, how=fee.how, receipt=fee.receipt[:60],
            paid_at=case.at if fee.how and fee.how != Fee.How.EXEMPT else None,
        )
        for fee in reception.fees
    ]  # fmt: skip
    add_later(*(_paper(case, paper, files) for paper in reception.papers))
    add_later(*fees)


def _paper(case: Case, paper: PaperIn, files: set[int]) -> Paper:
    if paper.file is not None and paper.file not in files:
        raise Wanting("papers", _("The file is no longer there; choose it again."))
    digitised = paper.digitised or (Paper.Digitised.YES if paper.file else Paper.Digitised.NO)
    return new(
        Paper, dossier_id=case.dossier.pk, code=paper.code[:60], name=paper.name[:500], originals=paper.originals,
        copies=paper.copies, handed_in=paper.handed_in, digitised=digitised, file_id=paper.file, added_at=case.at,
    )  # fmt: skip
