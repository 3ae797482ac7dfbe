"""What comes from the portal: dossiers that citizens lodged, look-ups of ours, and payments."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from motcua.casework.actor import Actor
from motcua.casework.acts.record_payment import RecordPayment
from motcua.casework.case import Case, look_at
from motcua.casework.models import Applicant, Fee, Paper, Work
from motcua.casework.perform import perform
from motcua.casework.portal.lodged_files import remember
from motcua.casework.portal.shown import THROUGH_PORTAL, state_of
from motcua.casework.reception import FeeIn, PaperIn, Reception, Who, receive_here
from motcua.casework.refusals import Refused
from motcua.catalogue.fields import procedure_code
from motcua.catalogue.models import Procedure, Unit
from motcua.catalogue.quick import run
from motcua.catalogue.rows import first
from motcua.catalogue.units import above
from motcua.dossiers.cells import own_system
from motcua.exchange.links import link_of
from motcua.exchange.outbox import mark_born_there
from motcua.exchange.sources import SOURCES, Held
from motcua.exchange.wire.dossier import SubmittedPaper
from motcua.exchange.wire.filed import Filed
from motcua.exchange.wire.payment import Confirmation, Due, Owed
from motcua.exchange.wire.states import NoNationalState
from motcua.people.policies import RECEIVE
from motcua.rules.instants import Instant, date_of, local_day, to_datetime
from motcua.rules.measures import Channel

PAID = "00"


def take(filed: Filed, unit: Unit, now: Instant) -> int:
    """Lodge a dossier that a citizen filed at the portal, under the portal's code; to be answered within 8 working hours.

    Raises Held.
    """
    procedure = first(Procedure, "code = %s", (procedure_code(filed.procedure),))
    if procedure is None:
        raise Held(f"Danh mục của đơn vị không có thủ tục {filed.procedure[:40]}.")
    if run(_KNOWN, (filed.code, own_system())):
        raise Held(f"Đã có hồ sơ mã {filed.code[:60]} không do Cổng chuyển đến.")
    at = now if filed.lodged is None else min(filed.lodged, now)
    try:
        done = receive_here(_reception(filed, procedure.pk), _portal(unit), now, accept=False, at=at)
    except Refused as error:
        with override("vi"):
            raise Held(error.message) from error
    _remember_files(filed, done.dossier, unit.pk, now)
    link = link_of(unit.pk, now)
    if link is not None:
        mark_born_there(link, done.dossier)
    return done.dossier


_KNOWN = "SELECT id FROM dossiers_dossier WHERE code = %s AND issuer_id = %s"


def _remember_files(filed: Filed, dossier: int, unit: int, now: Instant) -> None:
    """Papers were written in the order in which they came, so that each is found again beside its address."""
    came = _papers_of(filed)
    if not any(one.address for one in came):
        return
    papers = Paper.objects.filter(dossier=dossier).order_by("pk")
    for paper, one in zip(papers, came, strict=True):
        if one.address:
            remember(paper, one.address, unit, now)


def _papers_of(filed: Filed) -> list[SubmittedPaper]:
    return [one for one in filed.submitted if not one.deleted]


def _reception(filed: Filed, procedure: int) -> Reception:
    who = Who(
        filed.owner, filed.owner_number, filed.phone, filed.email, filed.address, Applicant.Kind(int(filed.owner_kind)),
        filed.filer, filed.filer_number, filed.filer_phone,
    )  # fmt: skip
    papers = tuple(
        PaperIn(
            one.file_name or "Giấy tờ không tên", one.part_code,
            digitised=Paper.Digitised.YES if one.digitised else Paper.Digitised.NO,
        )
        for one in _papers_of(filed)
    )  # fmt: skip
    paid = Fee.How.ONLINE if filed.paid_online in ("1", "2") else ""
    fees = tuple(
        FeeIn(one.name or "Phí, lệ phí", one.amount, paid, THROUGH_PORTAL if paid else "")
        for one in filed.fees
    )
    return Reception(
        procedure, who, Channel.ONLINE, summary=filed.summary, papers=papers, fees=fees, code=filed.code
    )


def _portal(unit: Unit) -> Actor:
    """The portal as actor: it brings in, and nothing else."""
    return Actor(None, unit.pk, frozenset({RECEIVE}))


def show(code: str, unit: Unit, now: Instant) -> dict[str, Any] | None:
    """What the portal may know of an own dossier by its code; nothing personal."""
    case = _case(code, unit, now)
    if case is None:
        return None
    try:
        state = state_of(case)
    except NoNationalState:
        return None
    return {
        "MaHoSo": case.dossier.code,
        "MaTTHC": case.work.procedure.code,
        "TenTTHC": case.work.procedure.name,
        "TrangThaiHoSo": str(int(state)),
        "HinhThuc": 1 if case.dims.channel == Channel.ONLINE else 0,
        "DonViXuLy": case.dossier.unit.name,
    }


def owing(code: str, unit: Unit, now: Instant) -> Owed | None:
    """What an own dossier owes; None where there is nothing."""
    case = _case(code, unit, now)
    fees = _unpaid(case) if case else []
    if case is None or not fees:
        return None
    applicant = Applicant.objects.filter(dossier=case.dossier).first()
    person = getattr(case.dossier, "person", None)
    return Owed(
        reference=f"{case.dossier.code}{to_datetime(now):%Y%m%d%H%M%S}",
        code=case.dossier.code,
        procedure=case.work.procedure.code,
        procedure_name=case.work.procedure.name,
        unit_code="",
        unit_name=case.dossier.unit.name,
        content=f"Nộp phí, lệ phí hồ sơ {case.dossier.code}",
        payer=person.name if person else "",
        payer_number=applicant.id_number if applicant else "",
        payer_address=applicant.address if applicant else "",
        fees=tuple(
            Due("2" if "lệ phí" in fee.name.lower() else "1", fee.name, fee.amount, str(fee.pk))
            for fee in fees
        ),
    )


def pay(paid: Confirmation, unit: Unit, now: Instant) -> int:
    """Record that what a dossier owed was paid through the portal; the amount has to be the whole. Raises Held."""
    code = paid.reference[:-14]
    case = _case(code, unit, now)
    if case is None:
        raise Held("Mã tham chiếu không thuộc hồ sơ nào của đơn vị.")
    if paid.result != PAID:
        raise Held(f"Giao dịch không thành công (mã {paid.result[:10]}).")
    fees = _unpaid(case)
    due = sum(fee.amount for fee in fees)
    if due != paid.amount:
        raise Held(f"Số tiền {paid.amount} khác số phải nộp {due}.")
    for fee in fees:
        act = RecordPayment(fee.pk, Fee.How.ONLINE, f"{THROUGH_PORTAL}{paid.transaction}")
        try:
            perform(act, case.dossier.pk, _portal(Unit.objects.get(pk=case.work.unit_id)), now)
        except Refused as error:
            with override("vi"):
                raise Held(error.message) from error
    return case.dossier.pk


def _unpaid(case: Case) -> list[Fee]:
    return list(Fee.objects.filter(dossier=case.dossier, how="", amount__gt=0).order_by("pk"))


def _case(code: str, unit: Unit, now: Instant) -> Case | None:
    """The own dossier of a code in the unit of the connection or below it."""
    work = (
        Work.objects.filter(dossier__code=code, dossier__issuer=own_system())
        .select_related("dossier__unit")
        .first()
    )
    if work is None:
        return None
    if work.unit_id != unit.pk and unit.pk not in above(work.unit_id, date_of(local_day(now))):
        return None
    return look_at(work.pk, Actor(None, work.unit_id, frozenset()), now)


SOURCES.take, SOURCES.show, SOURCES.owing, SOURCES.pay = take, show, owing, pay
