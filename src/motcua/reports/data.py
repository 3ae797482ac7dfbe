"""What a report is made from: the figures of a unit's period, and what people add to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from motcua.reports.vietnamese import alphabetical, short_date
from motcua.rules.measures import FACTS, MEASURES, SIDE, Cell, figures
from motcua.rules.periods import Period

if TYPE_CHECKING:
    from motcua.ledger.statement import Statement

NAMES = tuple(name for name in MEASURES if name not in FACTS)
"""The figures a report is given: every measure, so that a form may use any of them."""

_SHOWN = ("received_online", "received_direct_or_postal", "carried_over", "closed", "open", *SIDE)


@dataclass(frozen=True)
class FieldRow:
    """The figures of one field (lĩnh vực) in the systems of one owner.

    `unit` and `level` (province, commune) say who resolves them, where rows are told apart by it. `owner` is that of `catalogue.System`: province, ministry, register, own or file; `systems` their keys.
    """

    field: int | None
    name: str
    owner: str
    systems: tuple[int, ...]
    values: Mapping[str, int]
    unit: int | None = None
    level: str = ""


@dataclass(frozen=True)
class Listed:
    """A dossier of a list: what its columns may show, by the words of `form.LISTED`."""

    dossier: int
    unit: int
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Book:
    """What a register comes to in the period: its measures by name, and its entries begun in it, each as a line."""

    figures: Mapping[str, int]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnTemplate:
    """A unit's own Word template of its reports: the number of its version, and the file."""

    number: int
    body: bytes


@dataclass(frozen=True)
class Agency:
    """Who reports: the full name, kind (commune, department, province) and where it stands.

    `superior` is the agency it belongs to, empty where there is none; `province` has its kind with it
    («Thành phố Hải Phòng»), `place` is the name that stands before the date («An Trường»).
    """

    name: str
    kind: str
    province: str
    place: str
    superior: str = ""


@dataclass(frozen=True)
class Adjusted:
    """What changed in the period before after it had been closed (điều chỉnh số liệu kỳ trước).

    `as_of` is the instant of its closing (milliseconds UTC), `counts` how many dossiers by words of
    `rules.adjustments` (cause, change); `open_closed` and `open_now` its closing stock as closed and as known now.
    """

    period: Period
    as_of: int
    dossiers: int
    counts: tuple[tuple[str, str, int], ...]
    open_closed: int
    open_now: int


@dataclass(frozen=True)
class ReportData:
    """Everything that forms and narrative are written from; nothing else is read while writing.

    `totals` are counted over the whole statement, not added up from `rows`, so that they check each other.
    `sections` are texts by key of `outline`, `books` registers by key, `template` what
    the narrative is written from where the unit has its own; `known_at` is milliseconds UTC, None for what is known now.
    """

    agency: Agency
    period: Period
    totals: Mapping[str, int]
    rows: tuple[FieldRow, ...]
    facts: Mapping[str, int]
    previous: Mapping[str, int] | None = None
    last_year: Mapping[str, int] | None = None
    known_at: int | None = None
    catalogue: Mapping[str, int] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    symbol: str = ""
    dated: date | None = None
    signer_lines: tuple[str, ...] = ()
    signer_name: str = ""
    listed: tuple[Listed, ...] = ()
    adjusted: Adjusted | None = None
    books: Mapping[str, Book] = field(default_factory=dict)
    template: OwnTemplate | None = None

    @property
    def period_title(self) -> str:
        """«Quý I năm 2026»; empty where the period is a plain range of days."""
        return "" if ".." in self.period.name else self.period.title()

    @property
    def days(self) -> str:
        """«từ ngày 15/12/2025 đến ngày 14/3/2026»."""
        return f"từ ngày {short_date(self.period.first)} đến ngày {short_date(self.period.last)}"

    @property
    def made(self) -> datetime:
        """The date of the report, else the last day of the period; for the properties of files."""
        day = self.dated or self.period.last
        return datetime(day.year, day.month, day.day, tzinfo=UTC)


def data_of(
    statement: Statement,
    agency: Agency,
    fields: Mapping[int, str],
    owners: Mapping[int, str],
    previous: Statement | None = None,
    last_year: Statement | None = None,
) -> ReportData:
    """The data of a report from statements; `fields` names the fields, `owners` the owners of the systems."""
    return ReportData(
        agency=agency,
        period=statement.period,
        totals=statement.totals(NAMES),
        rows=field_rows(statement, fields, owners),
        facts=statement.facts(),
        previous=_comparable(previous),
        last_year=_comparable(last_year),
        known_at=statement.known_at,
    )


def _comparable(earlier: Statement | None) -> Mapping[str, int] | None:
    totals = earlier.totals(NAMES) if earlier else None
    return totals if totals and comparable(totals) else None


def field_rows(
    statement: Statement, fields: Mapping[int, str], owners: Mapping[int, str]
) -> tuple[FieldRow, ...]:
    """The rows of a statement by field and by owner of the systems, in alphabetical order.

    `fields` names the fields, `owners` the owner of each system; what a form would show as zeros is left out.
    """
    groups: dict[tuple[int, str], list[Cell]] = defaultdict(list)
    for cell in statement.cells:
        groups[cell.field, owners.get(cell.system, "own")].append(cell)
    rows = [_row(key, cells, fields) for key, cells in groups.items()]
    shown = [row for row in rows if any(row.values[name] for name in _SHOWN)]
    return tuple(sorted(shown, key=lambda row: (alphabetical(row.name), row.owner)))


def _row(key: tuple[int, str], cells: list[Cell], fields: Mapping[int, str]) -> FieldRow:
    number, owner = key
    systems = tuple(sorted({cell.system for cell in cells}))
    name = fields.get(number) or f"Lĩnh vực số {number}"
    return FieldRow(number, name, owner, systems, figures(cells, NAMES))


def comparable(totals: Mapping[str, int]) -> bool:
    """Whether a period was recorded as a whole, so that the next one can be compared with it.

    Where recording began later, the ledger knows of an earlier period little but what it left open: more
    received than closed. Comparing with that would invent a growth that never was. A unit that is recorded as
    a whole closes about as many as it receives, so four fifths are asked for; a rule of thumb, not of law.
    """
    return totals["closed"] > 0 and 5 * totals["closed"] >= 4 * totals["received"]
