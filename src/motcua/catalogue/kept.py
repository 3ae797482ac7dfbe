"""Contents of versions from the database and back into it; many procedures at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.catalogue.content import Fee, LegalGround, Paper, Result, stored
from motcua.catalogue.contents import Content, LaneContent
from motcua.catalogue.models import Procedure, ProcedureVersion, VersionChannel, VersionLane
from motcua.catalogue.names import KnownNames
from motcua.catalogue.terms import term_from
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import OnResume, TermRules


@dataclass(frozen=True)
class Current:
    """A procedure as it stands on a day: the version that had begun, and what it holds; `repealed`: not any more."""

    procedure: Procedure
    version: ProcedureVersion | None
    content: Content
    repealed: bool


def standing(on: date, codes: Iterable[str] | None = None) -> dict[str, Current]:
    """Procedures by their code as they stand on a local day, all of them or those of some codes. Four queries."""
    procedures = Procedure.objects.select_related("field")
    if codes is not None:
        procedures = procedures.filter(code__in=set(codes))
    versions = {
        version.procedure_id: version
        for version in ProcedureVersion.objects.filter(procedure__in=procedures, since__lte=on)
        .select_related("field", "procedure__field")
        .order_by("since")
    }
    contents = contents_of(versions.values())
    found = {}
    for procedure in procedures:
        version = versions.get(procedure.pk)
        content = contents[version.pk] if version else _bare(procedure)
        ended = version is not None and version.until is not None and version.until <= on
        found[procedure.code] = Current(procedure, version, content, ended)
    return found


def _bare(procedure: Procedure) -> Content:
    return Content(name=procedure.name, field=procedure.field.name)


def contents_of(versions: Iterable[ProcedureVersion]) -> dict[int, Content]:
    """What versions hold, by their keys. Two queries, if procedures and fields come with the versions."""
    wanted = {version.pk: version for version in versions}
    channels, lanes = defaultdict(list), defaultdict(list)
    for row in VersionChannel.objects.filter(version__in=wanted):
        channels[row.version_id].append(row)
    for lane in VersionLane.objects.filter(version__in=wanted):
        lanes[lane.version_id].append(lane)
    return {pk: _content(version, channels[pk], lanes[pk]) for pk, version in wanted.items()}


def _content(version: ProcedureVersion, channels: list[VersionChannel], lanes: list[VersionLane]) -> Content:
    procedure = version.procedure

    def term(row: Any) -> Any:
        return term_from(procedure.code, version.since, row.term_amount, row.term_unit)

    return Content(
        name=version.name or procedure.name,
        field=(version.field or procedure.field).name,
        level=version.level,
        direct=version.direct,
        online=version.online,
        postal=version.postal,
        term=term(version),
        channel_terms=tuple((Channel(row.channel), term(row)) for row in channels if row.term_amount),
        rules=TermRules(version.cut_off_minute, version.count_reception_day),
        on_resume=OnResume(version.on_resume),
        supplement_once=version.supplement_once,
        lanes=tuple(
            LaneContent(Lane(row.lane), term(row), TermRules(row.cut_off_minute, row.count_reception_day))
            for row in lanes
        ),
        tiers=tuple(version.tiers.split()),
        fees=tuple((Channel(row.channel), Fee.read(row.fees)) for row in channels),
        channel_notes=tuple((Channel(row.channel), row.note) for row in channels),
        papers=Paper.read(version.papers),
        results=Result.read(version.results),
        grounds=LegalGround.read(version.grounds),
        **{column: getattr(version, column) for column in PLAIN_COLUMNS},
    ).tidy()


PLAIN_COLUMNS = (
    "agency", "receiving_agency", "issuing_agency", "kind", "inter_agency", "non_territorial", "decision",
    "fee_note", "workflow",
)  # fmt: skip
"""Columns that a content and a version keep in the same way."""


def write(procedure: Procedure, since: date, content: Content, names: KnownNames) -> ProcedureVersion:
    """Write the version that begins on a day, in place of one of the same day; channels and lanes with it."""
    names.add_agencies(content.agency, content.receiving_agency, content.issuing_agency)
    columns = _columns(content, names.field(content.field))
    same_day = ProcedureVersion.objects.filter(procedure=procedure, since=since)
    if same_day.update(**columns):
        version = same_day.get()
        version.channels.all().delete()
        version.lanes.all().delete()
    else:
        version = ProcedureVersion.objects.create(procedure=procedure, since=since, **columns)
    VersionChannel.objects.bulk_create(_channels(version, content))
    VersionLane.objects.bulk_create(_lane(version, lane) for lane in content.lanes)
    return version


def _columns(content: Content, field: int) -> dict[str, Any]:
    return {
        "name": content.name,
        "field_id": field,
        "level": content.level,
        "direct": content.direct,
        "online": content.online,
        "postal": content.postal,
        **_term(content.term),
        **_rules(content.rules),
        "on_resume": content.on_resume.value,
        "supplement_once": content.supplement_once,
        "tiers": " ".join(content.tiers),
        "papers": stored(content.papers),
        "results": stored(content.results),
        "grounds": stored(content.grounds),
        **{column: getattr(content, column) for column in PLAIN_COLUMNS},
    }


def _term(term: Any) -> dict[str, Any]:
    return {"term_amount": term.amount, "term_unit": term.unit.value} if term else _NO_TERM


_NO_TERM: dict[str, Any] = {"term_amount": None, "term_unit": ""}


def _rules(rules: TermRules) -> dict[str, Any]:
    return {"cut_off_minute": rules.cut_off_minute, "count_reception_day": rules.count_reception_day}


def _channels(version: ProcedureVersion, content: Content) -> list[VersionChannel]:
    terms, fees, notes = dict(content.channel_terms), dict(content.fees), dict(content.channel_notes)
    return [
        VersionChannel(
            version=version,
            channel=int(channel),
            **_term(terms.get(channel)),
            fees=stored(fees.get(channel, ())),
            note=notes.get(channel, ""),
        )
        for channel in content.channels
        if channel in terms or channel in fees or channel in notes
    ]


def _lane(version: ProcedureVersion, lane: LaneContent) -> VersionLane:
    return VersionLane(version=version, lane=int(lane.lane), **_term(lane.term), **_rules(lane.rules))
