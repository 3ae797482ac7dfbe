"""The catalogue as it stands on a day: every procedure with what lists and figures show of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from motcua.catalogue.models import Field, Procedure, ProcedureVersion, Unit, UnitTerm, VersionChannel
from motcua.catalogue.names import field_names, merged_fields
from motcua.catalogue.terms import term_from
from motcua.catalogue.units import above
from motcua.catalogue.versions import LEVELS, channels_of
from motcua.rules.measures import Channel, Level
from motcua.rules.terms import Term


@dataclass(frozen=True)
class Listed:
    """A procedure on a day. `repealed_since` and `replaced_by` where it has ended; `own`: the unit has a term or a
    lane of its own; `next_since` is the day of a version that is published ahead."""

    procedure_id: int
    code: str
    name: str
    field_id: int
    level: Level
    channels: tuple[Channel, ...]
    term: Term | None
    inter_agency: bool
    non_territorial: bool
    has_fee: bool
    tiers: tuple[str, ...]
    own: bool
    repealed_since: date | None = None
    replaced_by: str = ""
    next_since: date | None = None

    def carried_out_by(self, tier: str) -> bool:
        """Whether a tier of government carries it out; one of which nothing is known may be anybody's."""
        return not self.tiers or tier in self.tiers


def listed(unit: Unit, on: date) -> list[Listed]:
    """All procedures that have a version that has begun, by name. Seven queries and one for each unit above."""
    versions = _in_force(on)
    coming = dict(
        ProcedureVersion.objects.filter(since__gt=on).order_by("-since").values_list("procedure_id", "since")
    )
    own = _with_own_rules([unit.pk, *above(unit.pk, on)], on)
    with_fee = _with_fee(versions.values())
    merged = _merged_on(on)
    procedures = Procedure.objects.in_bulk(versions)
    found = [
        _listed(procedures[pk], version, merged, with_fee, own, coming.get(pk))
        for pk, version in versions.items()
    ]
    return sorted(found, key=lambda one: (one.name, one.code))


def _in_force(on: date) -> dict[int, ProcedureVersion]:
    begun = ProcedureVersion.objects.filter(since__lte=on).order_by("since")
    return {version.procedure_id: version for version in begun.defer("papers", "results", "grounds")}


def _with_own_rules(units: list[int], on: date) -> set[int]:
    rows = UnitTerm.objects.filter(unit__in=units, since__lte=on).exclude(until__lte=on)
    return set(rows.values_list("procedure_id", flat=True))


def _with_fee(versions: Iterable[ProcedureVersion]) -> set[int]:
    """Versions of which some fee is more than nothing."""
    rows = VersionChannel.objects.exclude(fees=[]).values_list("version_id", "fees")
    wanted = {version.pk for version in versions}
    return {pk for pk, fees in rows if pk in wanted and any(fee.get("amount") != 0 for fee in fees)}


def _merged_on(on: date) -> dict[int, int]:
    """Into which field each merged one has gone in the end."""
    steps = {pk: into for pk, since, into in merged_fields() if since <= on}

    def end(pk: int) -> int:
        seen = {pk}
        while (into := steps.get(pk)) is not None and into not in seen:
            seen.add(into)
            pk = into
        return pk

    return {pk: end(pk) for pk in steps}


def _listed(
    procedure: Procedure,
    version: ProcedureVersion,
    merged: dict[int, int],
    with_fee: set[int],
    own: set[int],
    coming: date | None,
) -> Listed:
    belongs = version.field_id or procedure.field_id
    ended = (
        version.until if version.until is not None and (coming is None or version.until <= coming) else None
    )
    return Listed(
        procedure_id=procedure.pk,
        code=procedure.code,
        name=version.name or procedure.name,
        field_id=merged.get(belongs, belongs),
        level=LEVELS.get(version.level, Level.INFORMATION),
        channels=channels_of(version),
        term=term_from(procedure.code, version.since, version.term_amount, version.term_unit),
        inter_agency=version.inter_agency,
        non_territorial=version.non_territorial,
        has_fee=version.pk in with_fee,
        tiers=tuple(version.tiers.split()),
        own=procedure.pk in own,
        repealed_since=ended,
        replaced_by=version.replaced_by if ended else "",
        next_since=coming,
    )


@dataclass(frozen=True)
class FieldFigures:
    """How many procedures a field has, and of which kinds; `with_dossiers` of these had any."""

    field_id: int | None
    name: str
    total: int = 0
    levels: Counter[Level] = field(default_factory=Counter)
    inter_agency: int = 0
    online: int = 0
    postal: int = 0
    non_territorial: int = 0
    with_fee: int = 0
    own: int = 0
    with_dossiers: int = 0

    @property
    def one_stop(self) -> int:
        """Procedures that one agency carries out (một cửa); the others are inter-agency (một cửa liên thông)."""
        return self.total - self.inter_agency

    @property
    def full(self) -> int:
        """Fully online."""
        return self.levels[Level.FULL]

    @property
    def partial(self) -> int:
        """Partly online."""
        return self.levels[Level.PARTIAL]

    @property
    def information(self) -> int:
        """Information only."""
        return self.levels[Level.INFORMATION]


def figures(procedures: Iterable[Listed], on: date, with_dossiers: set[int]) -> list[FieldFigures]:
    """The figures of the catalogue by field, in the order of their names, and the total as the last row.

    `procedures` are those to count (in force); `with_dossiers` are the keys of procedures that had a dossier.
    """
    names, groups = field_names(on), dict[int, list[Listed]]()
    counted = list(procedures)
    for one in counted:
        groups.setdefault(one.field_id, []).append(one)
    rows = [_counted(key, names[key], group, with_dossiers) for key, group in groups.items()]
    return [*sorted(rows, key=lambda row: row.name), _counted(None, "", counted, with_dossiers)]


def _counted(key: int | None, name: str, group: list[Listed], with_dossiers: set[int]) -> FieldFigures:
    return FieldFigures(
        field_id=key,
        name=name,
        total=len(group),
        levels=Counter(one.level for one in group),
        inter_agency=sum(one.inter_agency for one in group),
        online=sum(Channel.ONLINE in one.channels for one in group),
        postal=sum(Channel.POSTAL in one.channels for one in group),
        non_territorial=sum(one.non_territorial for one in group),
        with_fee=sum(one.has_fee for one in group),
        own=sum(one.own for one in group),
        with_dossiers=sum(one.procedure_id in with_dossiers for one in group),
    )


def fields_in_use(procedures: Iterable[Listed], on: date) -> list[tuple[int, str]]:
    """The fields of procedures with their names on a day, by name."""
    names = field_names(on)
    return sorted({(one.field_id, names[one.field_id]) for one in procedures}, key=lambda pair: pair[1])


def ended_fields(on: date) -> set[int]:
    """The keys of fields that are part of another one on a day."""
    return set(Field.objects.filter(merged_since__lte=on).values_list("pk", flat=True))
