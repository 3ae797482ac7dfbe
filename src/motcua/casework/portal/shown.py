"""An own dossier as the portal is shown it: its state as it is, its supplements, fees and facts about digitisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from motcua.casework.acts.return_result import Way
from motcua.casework.case import Case
from motcua.casework.models import Applicant, Fee, Paper
from motcua.catalogue.quick import run
from motcua.catalogue.rows import first, those
from motcua.dossiers.models import Dossier, Person
from motcua.dossiers.own import Written, standing
from motcua.exchange.wire.dossier import (
    LONGEST_FILE_NAME,
    LONGEST_NOTE,
    LONGEST_PAPER_NAME,
    LONGEST_SUMMARY,
    Identity,
    ResultPaper,
    SubmittedPaper,
    Supplement,
    WireDossier,
    WireFee,
)
from motcua.exchange.wire.states import NationalState, national
from motcua.rules.instants import Instant, date_of, local_day

THROUGH_PORTAL = "DVCQG:"
"""What the receipt of a fee begins with that was paid through the portal."""

_BEGUN = frozenset(
    {"assigned", "proposed", "approved", "sent_back", "paused", "resumed", "agency_asked", "reopened"}
)
"""With any of these since acceptance, the work has begun: «đang xử lý» rather than «được tiếp nhận»."""
_WAYS = {Way.COUNTER: "Trả trực tiếp", Way.POST: "Trả qua bưu chính", Way.ELECTRONIC: "Trả bản điện tử"}
_REUSED = {Paper.Digitised.FROM_PAPER: "1", Paper.Digitised.FROM_RESULT: "2"}


def state_of(case: Case) -> NationalState:
    """The national state of a case. Raises NoNationalState."""
    entries = standing(case.entries)
    accepted = max((n for n, entry in enumerate(entries) if entry.kind == "accepted"), default=-1)
    turned = _last(entries, "turned_away")
    return national(
        case.state,
        begun=any(entry.kind in _BEGUN for entry in entries[accepted + 1 :]),
        returned=case.work.returned_at is not None,
        withdrawn=bool(turned and turned.body.get("withdrawn")),
    )


def shown(case: Case, state: NationalState) -> WireDossier:
    """The dossier with everything that the portal is told."""
    dossier, work, entries = case.dossier, case.work, standing(case.entries)
    called = _called(case)
    applicant, person = _people(dossier)
    papers = those(Paper, "dossier_id = %s AND replaced_by_id IS NULL ORDER BY id", (dossier.pk,))
    fees = those(Fee, "dossier_id = %s ORDER BY id", (dossier.pk,))
    submitted = tuple(_submitted(one) for one in papers if not one.is_result)
    returned = _last(entries, "returned")
    return WireDossier(
        code=dossier.code,
        procedure=called.procedure,
        state=state,
        procedure_name=called.procedure_name,
        field_name=called.field,
        owner=person.name if person else "",
        owner_kind=str(applicant.kind),
        email=applicant.email,
        phone=person.phone if person else "",
        summary=work.summary[:LONGEST_SUMMARY],
        received=dossier.received_at,
        due=dossier.due_at,
        returned=work.returned_at,
        returned_how=_WAYS[Way(returned.body["way"])] if returned else "",
        return_way="1" if returned and returned.body["way"] == Way.POST else "0",
        finished=dossier.finished_at,
        agency=called.unit,
        note=_note(entries, state)[:LONGEST_NOTE],
        channel=str(int(case.dims.channel)),
        owner_number=applicant.id_number,
        has_digitised=any(one.digitised for one in submitted),
        paid_online=_paid(fees),
        refused=_refused(entries),
        lodged=entries[0].at if entries else None,
        identities=_identities(applicant.id_number),
        submitted=submitted,
        fees=tuple(_fee(one) for one in fees if one.how != Fee.How.EXEMPT),
        supplements=tuple(_supplements(case, entries)),
        results=tuple(
            ResultPaper(one.name[:LONGEST_PAPER_NAME], one.code, str(one.pk))
            for one in papers
            if one.is_result
        ),
    )


class _Called(NamedTuple):
    """What the catalogue calls the procedure (code, name), its field and the unit that resolves."""

    procedure: str
    procedure_name: str
    field: str
    unit: str


_CALLED = """
SELECT procedure.code, procedure.name, COALESCE(
        (SELECT named.name FROM catalogue_fieldname AS named WHERE named.owner_id = field.id AND named.since <= %(day)s
         ORDER BY named.since DESC LIMIT 1),
        (SELECT named.name FROM catalogue_fieldname AS named WHERE named.owner_id = field.id
         ORDER BY named.since LIMIT 1),
        field.name),
    unit.name
FROM catalogue_procedure AS procedure, catalogue_field AS field, catalogue_unit AS unit
WHERE procedure.id = %(procedure)s AND field.id = %(field)s AND unit.id = %(unit)s
"""
"""All names in one question; what a field is called on a day is as `name_on` says."""


def _called(case: Case) -> _Called:
    day = date_of(local_day(case.now)).isoformat()
    keys = {"procedure": case.work.procedure_id, "field": case.dims.field, "unit": case.dims.unit, "day": day}
    return _Called(*run(_CALLED, keys)[0])


def _people(dossier: Dossier) -> tuple[Applicant, Person | None]:
    """Who the dossier belongs to; without them where they have been erased."""
    applicant = first(Applicant, "dossier_id = %s", (dossier.pk,))
    return applicant or Applicant(dossier=dossier), first(Person, "dossier_id = %s", (dossier.pk,))


def _submitted(paper: Paper) -> SubmittedPaper:
    return SubmittedPaper(
        id=str(paper.pk),
        file_name=paper.name[:LONGEST_FILE_NAME],
        part_code=paper.code,
        digitised=paper.digitised != Paper.Digitised.NO,
        reused=_REUSED.get(Paper.Digitised(paper.digitised), "0"),
    )


def _fee(fee: Fee) -> WireFee:
    kind = "2" if "lệ phí" in fee.name.lower() else "1"
    return WireFee(fee.name, str(fee.pk), "1", fee.amount, kind)


def _paid(fees: Iterable[Fee]) -> str:
    """1 through the portal, 2 through the agency's own gate, 0 not online."""
    online = [fee for fee in fees if fee.how == Fee.How.ONLINE]
    if not online:
        return "0"
    return "1" if any(fee.receipt.startswith(THROUGH_PORTAL) for fee in online) else "2"


def _identities(number: str) -> tuple[Identity, ...]:
    kind = {12: "1", 9: "2"}.get(len(number)) if number.isdecimal() else None
    return (Identity(kind, number),) if kind else ()


def _supplements(case: Case, entries: Sequence[Written]) -> Iterable[Supplement]:
    """Each request for a supplement, and what came of it."""
    asked = [
        n
        for n, entry in enumerate(entries)
        if entry.kind == "paused" and entry.body.get("ground") == "supplement"
    ]
    names = _names([entries[n].pk for n in asked]) if asked else {}
    for n in asked:
        entry = entries[n]
        taken = next((one for one in entries[n + 1 :] if one.kind == "resumed"), None)
        yield Supplement(
            id=entry.pk,
            asked_by=names.get(entry.pk, ""),
            content=f"{'; '.join(entry.body['items'])}. {entry.body['reason']}",
            asked=entry.at,
            taken_note=taken.body.get("note", "") if taken else "",
            taken=taken.at if taken else None,
            done=taken is not None,
            due_after=case.dossier.due_at if taken else None,
        )


_ASKED_BY = """
SELECT act.id, person.full_name, person.username FROM dossiers_act AS act
JOIN people_user AS person ON person.id = act.actor WHERE act.id IN ({})
"""


def _names(acts: Sequence[int]) -> dict[int, str]:
    """Who carried acts out, by the keys of the acts."""
    found = run(_ASKED_BY.format(", ".join(["%s"] * len(acts))), acts)
    return {act: full_name or username for act, full_name, username in found}


def _note(entries: Sequence[Written], state: NationalState) -> str:
    """Why a dossier waits, was refused, stopped or not accepted; empty while it goes its way."""
    telling = ("paused", "resumed", "finished", "turned_away", "completion_asked", "accepted", "returned")
    last = next((entry for entry in reversed(entries) if entry.kind in telling), None)
    if last is None or last.kind in ("resumed", "accepted", "returned") or state is NationalState.READY:
        return ""
    return str(last.body.get("reason") or "; ".join(last.body.get("items", ())))


def _refused(entries: Sequence[Written]) -> Instant | None:
    for kind, why in (("turned_away", None), ("finished", "refused")):
        entry = _last(entries, kind)
        if (
            entry is not None
            and (why is None or entry.body["outcome"] == why)
            and not entry.body.get("withdrawn")
        ):
            return entry.at
    return None


def _last(entries: Sequence[Written], kind: str) -> Written | None:
    return next((entry for entry in reversed(entries) if entry.kind == kind), None)
