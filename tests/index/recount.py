"""A plain recount of the index from the truth, written from the formulas: no ledger, no measures, no definitions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from motcua.catalogue.models import ProcedureVersion, VersionChannel
from motcua.hub.simulate.dossier import Dossier
from motcua.rules.instants import MS_PER_DAY, Instant, day_of, day_start, local_day
from motcua.rules.periods import Period

Lists = dict[str, tuple[list[str], list[str]]]
"""By indicator the codes behind numerator and denominator."""


def recount(truth: Iterable[Dossier], period: Period, field: str | None = None) -> Lists:
    """What the formulas count for a commune."""
    start, end = day_start(day_of(period.first)), day_start(day_of(period.last) + 1)
    worked = [
        one
        for one in truth
        if one.received is not None
        and one.received < end
        and (one.finished is None or one.finished >= start)
        and field in (None, one.procedure.field)
    ]
    received = [one for one in worked if one.received is not None and one.received >= start]
    in_time = [one for one in worked if _in_time(one, end)]
    fees = [one for one in worked if one.fee]
    return {
        "TDGQ": (_codes(in_time), _codes(worked)),
        "DOSSIER_RECEIVING_SATISFACTION": (_codes(in_time), _codes(worked)),
        "CLGQ_C": (_codes(one for one in received if one.channel == 2), _codes(received)),
        "TTTT_A": (_codes(one for one in fees if one.paid_online), _codes(fees)),
        "SO_HOA_GIAY_TO_GIAI_QUYET": (_codes(one for one in worked if one.digitised), _codes(worked)),
        **(_of_procedures(received, period.last) if field is None else {}),
    }


def _codes(dossiers: Iterable[Dossier]) -> list[str]:
    return sorted(one.code for one in dossiers)


def _in_time(one: Dossier, end: Instant) -> bool:
    """Ended by the due day; else waiting since before it; else not yet past it on the last day."""
    assert one.received is not None and one.due is not None
    limit = one.due if local_day(one.due) == local_day(one.received) else _day_after(one.due)
    by_instant = limit == one.due
    finished = one.finished if one.finished is not None and one.finished < end else None
    if one.wait is not None and one.wait.begin < end and one.wait.begin >= limit:
        return False
    if finished is not None:
        return finished <= limit if by_instant else finished < limit
    waiting = one.wait is not None and one.wait.begin < end and (one.wait.end is None or one.wait.end >= end)
    return waiting or limit >= end


def _day_after(due: Instant) -> Instant:
    return day_start(local_day(due)) + MS_PER_DAY


def _of_procedures(received: list[Dossier], last: date) -> Lists:
    every = {version.procedure.code: version for version in _communal(last)}
    online = {code for code, version in every.items() if version.level in ("full", "partial")}
    filed = {one.procedure.code for one in received if one.channel == 2}
    fee = {code for code, version in every.items() if _costs(version)}
    due = {one.procedure.code for one in received if one.fee}
    paid = {one.procedure.code for one in received if one.fee and one.paid_online}
    return {
        "CLGQ_A": (sorted(online), sorted(every)),
        "CLGQ_B": (sorted(online & filed), sorted(online)),
        "TTTT_B": (sorted(fee & paid), sorted(fee)),
        "TTTT_C": (sorted(fee & due), sorted(fee)),
    }


def _communal(last: date) -> list[ProcedureVersion]:
    """The last version that has begun of each procedure, where it has not ended and a commune may carry it out."""
    latest: dict[int, ProcedureVersion] = {}
    for version in ProcedureVersion.objects.filter(since__lte=last).select_related("procedure"):
        kept = latest.get(version.procedure_id)
        if kept is None or version.since > kept.since:
            latest[version.procedure_id] = version
    return [
        version
        for version in latest.values()
        if (version.until is None or version.until > last)
        and (not version.tiers or "commune" in version.tiers.split())
    ]


def _costs(version: ProcedureVersion) -> bool:
    fees = [fee for row in VersionChannel.objects.filter(version=version) for fee in row.fees]
    return any(fee.get("amount") != 0 for fee in fees)


def score(code: str, numerator: int, denominator: int) -> Fraction | None:
    """The points of an indicator that is counted, by its formula as it is published."""
    if not denominator:
        return None if code == "SO_HOA_GIAY_TO_GIAI_QUYET" else Fraction(0)
    rate = Fraction(numerator, denominator)
    return {
        "TDGQ": 20 * rate,
        "DOSSIER_RECEIVING_SATISFACTION": min(Fraction(6), 6 * rate / Fraction(9, 10)),
        "CLGQ_A": min(Fraction(2), 2 * rate / Fraction(8, 10)),
        "CLGQ_B": 4 * rate,
        "CLGQ_C": min(Fraction(6), 6 * rate / Fraction(5, 10)),
        "TTTT_A": 6 * rate,
        "TTTT_B": min(Fraction(2), Fraction(5, 2) * rate),
        "TTTT_C": Fraction(5, 2) * rate,
        "SO_HOA_GIAY_TO_GIAI_QUYET": 4 * rate,
    }[code]
