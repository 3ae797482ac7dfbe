"""Closed periods and the index as they go over the wire: points with two decimals as text, nothing as null."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema


class ClosingOut(Schema):
    """A closed period; `holds` until it is opened again, `known_at` is what its figures are drawn from."""

    id: int
    period: str
    first: date
    last: date
    number: int
    known_at: datetime
    closed_at: datetime
    digest: str
    holds: bool


class ClosedRow(Schema):
    """A row of a form: its label, and its numbers by column."""

    label: str
    values: list[int | None]


class ClosedForm(Schema):
    """A form as it was closed."""

    form: str
    rows: list[ClosedRow]


class ClosedFigures(ClosingOut):
    """A closing with its figures, never changed; `before` are those of the period before as they were known then."""

    totals: dict[str, int]
    before: dict[str, int]
    by_field: dict[str, dict[str, int]]
    forms: list[ClosedForm]


class AdjustedCount(Schema):
    """So many dossiers changed in this way for this cause."""

    cause: str
    what: str
    dossiers: int


class AdjustedDossier(Schema):
    """A dossier that is counted otherwise than it was closed, and the measures that it changes."""

    code: str
    cause: str
    what: str
    recorded_at: datetime | None
    differences: dict[str, int]


class AdjustmentsOut(Schema):
    """What changed since a closing; the sum of `differences` is the figures of `known_at` less those closed."""

    total: int
    counted: list[AdjustedCount]
    differences: dict[str, int]


class AdjustedPage(Schema):
    """A part of the dossiers that changed; `next` is the cursor of the part after it, null at the end."""

    total: int
    items: list[AdjustedDossier]
    next: str | None


class MendOut(Schema):
    """How many have to be mended, and the points that this gains."""

    count: int
    gained: str


class DifferenceOut(Schema):
    """Why published points differ from our own: so many more there, and so many points."""

    reason: str
    by: int
    points: str


class PublishedOut(Schema):
    """What the portal publishes of an indicator."""

    numerator: int | None
    denominator: int | None
    points: str | None
    differences: list[DifferenceOut]


class IndicatorOut(Schema):
    """An indicator; without numerator and denominator where no facts are kept for it."""

    code: str
    number: str
    numerator: int | None
    denominator: int | None
    points: str | None
    maximum: str
    lost: str | None
    to_mend: MendOut | None
    portal: PublishedOut | None


class GroupPoints(Schema):
    """The points of a group of indicators."""

    code: str
    points: str | None
    maximum: str
    portal: str | None


class GroupOut(GroupPoints):
    """A group of indicators."""

    indicators: list[IndicatorOut]


class IndexOut(Schema):
    """The index of a unit, period, field or procedure: `points` of `countable` are counted here."""

    unit: str
    first: date
    last: date
    version: str
    points: str | None
    countable: str
    maximum: str
    portal: str | None
    groups: list[GroupOut]


class IndexPoints(Schema):
    """The points of a period, by the version of the index that was in force then."""

    first: date
    last: date
    version: str
    points: str | None
    countable: str
    portal: str | None
    groups: list[GroupPoints]


class IndexHistory(Schema):
    """The index of a period and of those before it, the earliest first; back to the first without any dossier."""

    unit: str
    periods: list[IndexPoints]


class OwnPlace(Schema):
    """A commune by our own figures; equal points share a place, without dossiers there is none."""

    place: int | None
    unit: str
    points: str | None
    progress: str | None


class PublishedPlace(Schema):
    """A unit by the points that the portal publishes."""

    place: int
    unit: str
    department: str
    points: str


class PublishedRanking(Schema):
    """The places in a part of the index: `TOTAL` or the code of a group; `own` is the place of the unit itself."""

    part: str
    own: int
    units: list[PublishedPlace]


class IndexRanking(Schema):
    """A unit among others: those whose figures the token's person may see, by our figures, and all that the portal ranks."""

    unit: str
    first: date
    last: date
    counted: list[OwnPlace]
    published: list[PublishedRanking]


class IndicatorList(Schema):
    """The codes behind a figure of the index: as many as it says; one that counts twice stands twice."""

    indicator: str
    side: str
    of: Literal["dossiers", "procedures"]
    total: int
    codes: list[str]
    next: str | None
