"""Everything that a version of a procedure holds, as one value: read from the database, from files, from forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from motcua.catalogue.content import Fee, LegalGround, Paper, Result, stored
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import PLAIN, OnResume, Term, TermRules, TermUnit

TIERS = ("commune", "province", "ministry", "other")
"""Levels of government that carry procedures out (cấp thực hiện)."""


@dataclass(frozen=True)
class LaneContent:
    """A lane that a version opens: without a term of its own it has the version's."""

    lane: Lane
    term: Term | None = None
    rules: TermRules = PLAIN


@dataclass(frozen=True)
class Content:
    """What a version holds, with what is usual where nobody says otherwise; see `models.ProcedureVersion`.

    `channel_terms`, `fees` and `channel_notes` have one entry for each channel that has something of its own.
    `field` is the name of the field, `agency` and its like name several agencies in lines of their own.
    """

    name: str = ""
    field: str = ""
    level: str = "none"
    direct: bool = True
    online: bool = False
    postal: bool = False
    term: Term | None = None
    channel_terms: tuple[tuple[Channel, Term], ...] = ()
    rules: TermRules = PLAIN
    on_resume: OnResume = OnResume.CONTINUE
    supplement_once: bool = True
    lanes: tuple[LaneContent, ...] = ()
    agency: str = ""
    receiving_agency: str = ""
    issuing_agency: str = ""
    tiers: tuple[str, ...] = ()
    kind: str = ""
    inter_agency: bool = False
    non_territorial: bool = False
    decision: str = ""
    fees: tuple[tuple[Channel, tuple[Fee, ...]], ...] = ()
    fee_note: str = ""
    channel_notes: tuple[tuple[Channel, str], ...] = ()
    papers: tuple[Paper, ...] = ()
    results: tuple[Result, ...] = ()
    grounds: tuple[LegalGround, ...] = ()
    workflow: str = ""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that are offered."""
        offered = {Channel.DIRECT: self.direct, Channel.ONLINE: self.online, Channel.POSTAL: self.postal}
        return tuple(channel for channel, yes in offered.items() if yes)

    def tidy(self) -> Content:
        """The same without what is said of channels that are not offered, or said twice."""
        offered = self.channels
        return replace(
            self,
            channel_terms=tuple(
                (c, term) for c, term in sorted(self.channel_terms) if c in offered and term != self.term
            ),
            fees=tuple((c, rows) for c, rows in sorted(self.fees) if c in offered and rows),
            channel_notes=tuple((c, note) for c, note in sorted(self.channel_notes) if c in offered and note),
            lanes=tuple(sorted(self.lanes, key=lambda entry: entry.lane)),
            tiers=tuple(tier for tier in TIERS if tier in self.tiers),
        )


COLUMNS = tuple(column.name for column in fields(Content))
"""The columns in which two versions can differ, in the order in which people read them."""


@dataclass(frozen=True)
class Described:
    """What a source says about a procedure: of `content` only the columns in `said` count.

    `repealed`: the source says that the procedure ended; `replaced_by` is the code that it names instead.
    `where` is the file and row, for people.
    """

    code: str
    content: Content = field(default_factory=Content)
    said: frozenset[str] = frozenset()
    repealed: bool = False
    replaced_by: str = ""
    where: str = ""

    def over(self, current: Content) -> Content:
        """The current content with what the source says in its place."""
        return replace(current, **{column: getattr(self.content, column) for column in self.said}).tidy()


def to_json(content: Content) -> dict[str, Any]:
    """The content as JSON objects and lists, one entry for each column."""
    return {column: _json(getattr(content, column)) for column in COLUMNS}


def _json(value: Any) -> Any:
    if isinstance(value, Term):
        return {"amount": value.amount, "unit": value.unit.value}
    if isinstance(value, TermRules):
        return {"cut_off_minute": value.cut_off_minute, "count_reception_day": value.count_reception_day}
    if isinstance(value, LaneContent):
        return {"lane": int(value.lane), "term": _json(value.term), "rules": _json(value.rules)}
    if isinstance(value, Paper | Fee | Result | LegalGround):
        return stored([value])[0]
    if isinstance(value, tuple):
        return [_json(inner) for inner in value]
    return value.value if isinstance(value, OnResume | Channel) else value


def from_json(kept: Mapping[str, Any]) -> Content:
    """The content of `to_json`; columns that are not there are as usual. Raises ValueError and KeyError."""
    readers: dict[str, Callable[[Any], Any]] = {
        "term": _term,
        "channel_terms": lambda rows: tuple((Channel(c), Term(**_unit(term))) for c, term in rows),
        "rules": lambda row: TermRules(**row),
        "on_resume": OnResume,
        "lanes": lambda rows: tuple(map(_lane, rows)),
        "tiers": tuple,
        "fees": lambda rows: tuple((Channel(c), Fee.read(fees)) for c, fees in rows),
        "channel_notes": lambda rows: tuple((Channel(c), note) for c, note in rows),
        "papers": Paper.read,
        "results": Result.read,
        "grounds": LegalGround.read,
    }
    known = {column: kept[column] for column in COLUMNS if column in kept}
    return Content(**{key: readers[key](value) if key in readers else value for key, value in known.items()})


def _term(kept: Mapping[str, Any] | None) -> Term | None:
    return Term(**_unit(kept)) if kept else None


def _unit(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {"amount": kept["amount"], "unit": TermUnit(kept["unit"])}


def _lane(kept: Mapping[str, Any]) -> LaneContent:
    return LaneContent(Lane(kept["lane"]), _term(kept["term"]), TermRules(**kept["rules"]))


def merged(described: Iterable[Described]) -> dict[str, Described]:
    """Descriptions of the same procedure taken together; where two speak of a column the later one counts."""
    found: dict[str, Described] = {}
    for one in described:
        before = found.get(one.code)
        found[one.code] = one if before is None else _together(before, one)
    return found


def _together(first: Described, second: Described) -> Described:
    return replace(
        second,
        content=second.over(first.content),
        said=first.said | second.said,
        repealed=first.repealed or second.repealed,
        replaced_by=second.replaced_by or first.replaced_by,
    )
