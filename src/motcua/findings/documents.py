"""The file of explanation as documents ready to sign: the list of late dossiers, and letters to the owners of systems."""

from __future__ import annotations

from django.utils.translation import override

from motcua.catalogue.models import System, Unit
from motcua.dossiers.models import Dossier
from motcua.findings.explaining import incidents_of
from motcua.findings.late import Late, late_dossiers, lateness
from motcua.findings.models import Incident
from motcua.findings.touched import confirmations
from motcua.people.models import SigningAuthority
from motcua.reports.errors import ReportRefused
from motcua.reports.printed.catalogue import letterhead
from motcua.reports.printed.explanations import Failure, LateDossier, LateList, SystemLetter, Touched
from motcua.reports.printed.parties import Signature
from motcua.reports.printed.signer import to_be_signed
from motcua.reports.vietnamese import short_date
from motcua.rules.instants import Instant, date_of, day_of, day_start, local_day, to_datetime
from motcua.rules.periods import Period


class NothingToWrite(ReportRefused):
    """No incident of a system in a period: there is nothing to write to its owner."""

    def __init__(self, system: str, period: str) -> None:
        super().__init__(
            f"Kỳ {period} không có sự cố nào của “{system}” được ghi nhận. Ghi sự cố ở trang Đối chiếu → Sự cố hệ thống trước."
        )


def late_list(unit: Unit, period: Period, now: Instant) -> LateList:
    """The list of late dossiers of a period with cause, incident and apology, ready to sign; in Vietnamese."""
    with override("vi"):
        rows = late_dossiers(unit, period, now)
        head = letterhead(unit, date_of(local_day(now)))
        return LateList(
            head, period.first, period.last, tuple(_late(row) for row in rows),
            ended=sum(row.ended for row in rows) or None,
            running=sum(not row.ended for row in rows) or None,
            touched=sum(bool(row.incidents) for row in rows) or None,
            apologised=sum(row.apologised_at is not None for row in rows) or None,
            unexplained=sum(not row.explained for row in rows) or None, signer=signer(unit, now),
        )  # fmt: skip


def _late(row: Late) -> LateDossier:
    dossier = row.dossier
    causes = [fact.text for fact in row.facts] + list(row.settled)
    if not row.explained:
        causes = ["Chưa có giải trình"]
    elif not causes:
        causes = ["Sự cố hệ thống"]
    return LateDossier(
        dossier.code, dossier.cell.about, dossier.authority.name,
        dossier.received_at, dossier.due_at, dossier.finished_at if row.ended else None, lateness(row.days),
        "\n".join(causes), "\n".join(in_words(one) for one in row.incidents), _apology(row),
    )  # fmt: skip


def _apology(row: Late) -> str:
    if row.apologised_at is None:
        return "Chưa có văn bản xin lỗi"
    return f"Đã xin lỗi ngày {short_date(date_of(local_day(row.apologised_at)))}"


def in_words(incident: Incident) -> str:
    """«08:00 02/06/2026 – 16:00 02/06/2026, Hệ thống X: không đăng nhập được»."""
    return f"{span_in_words(incident)}, {incident.system.name}: {incident.symptom}"


def span_in_words(incident: Incident) -> str:
    """From when to when an incident lasted."""
    return f"{_moment(incident.begin)} – {_moment(incident.end) if incident.end else 'chưa khắc phục'}"


def _moment(at: Instant) -> str:
    return f"{to_datetime(at):%H:%M %d/%m/%Y}"


def letter(unit: Unit, system: System, period: Period, now: Instant, addressee: str = "") -> SystemLetter:
    """The letter to a system's owner about its incidents in a period and the dossiers that people confirmed; in Vietnamese.

    Raises NothingToWrite.
    """
    with override("vi"):
        incidents = incidents_in(unit, system, period)
        if not incidents:
            raise NothingToWrite(system.name, period.name)
        said = confirmations([one.pk for one in incidents])
        touched = {key: incident for (incident, key), yes in said.items() if yes}
        counts = {one.pk: sum(yes and pk == one.pk for (pk, _), yes in said.items()) for one in incidents}
        late = {row.dossier.pk: row for row in late_dossiers(unit, period, now)}
        return SystemLetter(
            letterhead(unit, date_of(local_day(now))), addressee or f"Cơ quan quản lý, vận hành {system.name}", system.name,
            period.first, period.last,
            tuple(Failure(one.begin, one.symptom, one.end, counts[one.pk]) for one in incidents),
            tuple(_touched(touched, {one.pk: one for one in incidents}, late)),
            late=len(set(touched) & set(late)) or None, signer=signer(unit, now),
        )  # fmt: skip


def incidents_in(unit: Unit, system: System, period: Period) -> list[Incident]:
    """The incidents of a system that fall into a period, the first before."""
    begin, end = day_start(day_of(period.first)), day_start(day_of(period.last) + 1)
    held = [one for one in incidents_of(unit.pk) if one.system_id == system.pk]
    return sorted(
        (one for one in held if one.begin < end and (one.end or end) > begin), key=lambda one: one.begin
    )


def _touched(touched: dict[int, int], incidents: dict[int, Incident], late: dict[int, Late]) -> list[Touched]:
    """The dossiers, each with the failure that touched it where there were several."""
    found = Dossier.objects.filter(pk__in=list(touched)).select_related("cell__procedure", "cell__field")
    return [
        Touched(
            one.code,
            one.cell.about,
            one.due_at,
            f"Sự cố {span_in_words(incidents[touched[one.pk]])}" if len(incidents) > 1 else "",
            f"quá hạn {lateness(late[one.pk].days)}" if one.pk in late else "không quá hạn",
        )
        for one in found.order_by("due_at", "pk")
    ]


def signer(unit: Unit, now: Instant) -> Signature:
    """Who signs reports of a unit today; an empty place where nobody has that authority or several do."""
    day = date_of(local_day(now))
    return to_be_signed(unit, None, None, SigningAuthority.Decision.REPORT, day)
