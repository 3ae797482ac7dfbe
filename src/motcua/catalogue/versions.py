"""What a procedure offers on a day, in a unit, by a channel and a lane: the one answer for the rest of the system."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.content import Fee, LegalGround, Paper, Result, amount_due
from motcua.catalogue.models import Procedure, ProcedureVersion, UnitTerm, VersionChannel, VersionLane
from motcua.catalogue.names import field_on
from motcua.catalogue.terms import term_from
from motcua.catalogue.units import above
from motcua.rules.instants import Day, date_of, day_in_words, day_of
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel, Level
from motcua.rules.terms import OnResume, Term, TermRules, rough_days

LEVELS = {"full": Level.FULL, "partial": Level.PARTIAL, "none": Level.INFORMATION}
"""Service levels by the words that versions keep."""


class NotInForce(LookupError):
    """No version holds on the `day`; `code` is that of the procedure, `replaced_by` that of another, if one is known."""

    def __init__(self, code: str, day: Day, why: str, replaced_by: str = "") -> None:
        instead = f" Thay bằng thủ tục {replaced_by}." if replaced_by else ""
        super().__init__(f"Thủ tục {code} không có hiệu lực vào {day_in_words(day)}: {why}.{instead}")
        self.code, self.day, self.replaced_by = code, day, replaced_by


class LaneNotOffered(LookupError):
    """Neither the version nor the unit opens the `lane`; `lanes` are those that are open."""

    def __init__(self, code: str, lane: Lane, lanes: tuple[Lane, ...]) -> None:
        super().__init__(
            f"Thủ tục {code} không có làn này (số {int(lane)}) vào ngày tiếp nhận. "
            "Chọn làn khác, hoặc mở làn cho đơn vị trong danh mục thủ tục."
        )
        self.code, self.lane, self.lanes = code, lane, lanes


@dataclass(frozen=True)
class Offer:
    """What holds for a dossier of a procedure: everything that reception, clock and workflow need.

    `term` counts, `national_term` is the published one beside it; None: no term is known. `unit_term_id` is the
    unit's own rule, where it decides. `channels` and `lanes` are all those offered. `competent`, `receiving` and
    `issuing` are agencies as the decision writes them. `field_id` is the field on that day.
    """

    version_id: int
    procedure_id: int
    code: str
    name: str
    field_id: int
    since: Day
    level: Level
    channel: Channel
    lane: Lane
    term: Term | None
    national_term: Term | None
    unit_term_id: int | None
    rules: TermRules
    on_resume: OnResume
    supplement_once: bool
    fees: tuple[Fee, ...]
    fee_note: str
    papers: tuple[Paper, ...]
    results: tuple[Result, ...]
    grounds: tuple[LegalGround, ...]
    workflow: str
    competent: str
    receiving: str
    issuing: str
    inter_agency: bool
    decision: str
    channels: tuple[Channel, ...]
    lanes: tuple[Lane, ...]

    @property
    def fee(self) -> int | None:
        """The amount in đồng where there is one and no choice; None where it is unknown or has to be chosen."""
        return amount_due(self.fees)


def in_force(
    procedure_id: int,
    unit_id: int,
    day: Day,
    channel: Channel = Channel.DIRECT,
    lane: Lane = Lane.ORDINARY,
) -> Offer:
    """What a procedure offers on a local day (that of valid acceptance) in a unit, by a channel and in a lane.

    The unit's own term goes before the national one, unless that became the shorter; the lane's before the channel's, the channel's before that of
    the version; of several units, the nearest on the way up. A channel that is not offered is answered all the
    same (see `Offer.channels`): dossiers that other systems took come in ways that nobody published.
    Raises NotInForce, LaneNotOffered, BadTerm, and Procedure.DoesNotExist.
    """
    version = _version(procedure_id, day)
    units = [unit_id, *above(unit_id, date_of(day))]
    return _Resolution(version, units, day).offer(Channel(channel), Lane(lane))


def _version(procedure_id: int, day: Day) -> ProcedureVersion:
    """The version in force; raises NotInForce."""
    on = date_of(day)
    begun = ProcedureVersion.objects.filter(procedure=procedure_id, since__lte=on).select_related("procedure")
    version = begun.order_by("-since").first()
    if version is None:
        code = Procedure.objects.get(pk=procedure_id).code
        raise NotInForce(code, day, "danh mục chưa có phiên bản nào bắt đầu trước ngày đó")
    if version.until is not None and version.until <= on:
        why = f"đã bị bãi bỏ từ {day_in_words(day_of(version.until))}"
        raise NotInForce(version.procedure.code, day, why, version.replaced_by)
    return version


class _Resolution:
    """A version with what belongs to it, and the units' own rules on a day, the nearest unit first."""

    def __init__(self, version: ProcedureVersion, units: list[int], day: Day) -> None:
        self.version, self.day = version, day
        self.by_channel = {row.channel: row for row in VersionChannel.objects.filter(version=version)}
        self.by_lane = {row.lane: row for row in VersionLane.objects.filter(version=version)}
        self.own = own_rules(version.procedure_id, units, day)

    def offer(self, channel: Channel, lane: Lane) -> Offer:
        version, lanes = self.version, self.lanes()
        if lane not in lanes:
            raise LaneNotOffered(version.procedure.code, lane, lanes)
        own, own_channel = self._own(channel, lane), self.by_channel.get(channel)
        national = self._national(channel, lane)
        return Offer(
            version_id=version.pk,
            procedure_id=version.procedure_id,
            code=version.procedure.code,
            name=version.name or version.procedure.name,
            field_id=field_on(version.field_id or version.procedure.field_id, date_of(self.day)),
            since=day_of(version.since),
            level=LEVELS.get(version.level, Level.INFORMATION),
            channel=channel,
            lane=lane,
            term=shorter(self._term(own) if own else None, national),
            national_term=national,
            unit_term_id=own.pk if own else None,
            rules=self._rules(own, lane),
            on_resume=OnResume(version.on_resume),
            supplement_once=version.supplement_once,
            fees=Fee.read(own_channel.fees) if own_channel else (),
            fee_note=version.fee_note,
            papers=Paper.read(version.papers),
            results=Result.read(version.results),
            grounds=LegalGround.read(version.grounds),
            workflow=version.workflow,
            competent=version.agency,
            receiving=version.receiving_agency,
            issuing=version.issuing_agency,
            inter_agency=version.inter_agency,
            decision=version.decision,
            channels=channels_of(version),
            lanes=lanes,
        )

    def lanes(self) -> tuple[Lane, ...]:
        """All lanes that are open; the priority lane has the ordinary clock and is open to those who need help."""
        opened = set(self.by_lane) | {row.lane for row in self.own} | {Lane.ORDINARY, Lane.PRIORITY}
        return tuple(lane for lane in Lane if lane in opened)

    def _own(self, channel: Channel, lane: Lane) -> UnitTerm | None:
        """The nearest unit's rule: for the lane, before it for the channel alone."""
        fitting = [row for row in self.own if row.lane == lane and row.channel in (0, channel)]
        if not fitting and lane is Lane.PRIORITY:
            return self._own(channel, Lane.ORDINARY)
        return fitting[0] if fitting else None

    def _national(self, channel: Channel, lane: Lane) -> Term | None:
        rows = [self.by_lane.get(lane) if lane else None, self.by_channel.get(channel), self.version]
        return next((term for row in rows if row and (term := self._term(row))), None)

    def _term(self, row: ProcedureVersion | VersionChannel | VersionLane | UnitTerm) -> Term | None:
        version = self.version
        return term_from(version.procedure.code, version.since, row.term_amount, row.term_unit)

    def _rules(self, own: UnitTerm | None, lane: Lane) -> TermRules:
        laned = (own if own and own.lane else None) or (self.by_lane.get(lane) if lane else None)
        return rules_of(laned or self.version)


def shorter(own: Term | None, national: Term | None) -> Term | None:
    """A unit's own term where it has one that is no longer than the national term, else that."""
    if own is None or national is None:
        return own or national
    return own if rough_days(own) <= rough_days(national) else national


def rules_of(row: ProcedureVersion | VersionLane | UnitTerm) -> TermRules:
    """How a version, or a lane, counts."""
    return TermRules(row.cut_off_minute, row.count_reception_day)


def channels_of(version: ProcedureVersion) -> tuple[Channel, ...]:
    """The channels (kênh) that a version offers."""
    offered = {Channel.DIRECT: version.direct, Channel.ONLINE: version.online, Channel.POSTAL: version.postal}
    return tuple(channel for channel, yes in offered.items() if yes)


def own_rules(procedure_id: int, units: Sequence[int], day: Day) -> list[UnitTerm]:
    """The units' own terms and lanes in force on a day, see `nearest_first`."""
    on = date_of(day)
    rows = UnitTerm.objects.filter(procedure=procedure_id, unit__in=units, since__lte=on)
    return nearest_first(rows, units, on)


def nearest_first(rows: Iterable[UnitTerm], units: Sequence[int], on: date) -> list[UnitTerm]:
    """Of own terms and lanes those of these units that hold on a day: the nearest unit (as listed) first, then the
    more special (a channel before all channels), then the latest."""
    distance = {unit: place for place, unit in enumerate(units)}
    held = [
        row
        for row in rows
        if row.unit_id in distance and row.since <= on and (row.until is None or row.until > on)
    ]
    return sorted(held, key=lambda row: (distance[row.unit_id], not row.channel, -row.since.toordinal()))
