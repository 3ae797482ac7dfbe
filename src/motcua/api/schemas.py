"""What goes over the wire: instants as ISO 8601 with zone, days as dates, keys as codes of the field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

_LINE_ENDS = frozenset("\t\n\r")


def _written(text: str) -> str:
    """The text; refused where it has a control character that no database keeps alike, such as NUL."""
    if any(char < " " and char not in _LINE_ENDS for char in text):
        raise ValueError("control characters are no text")
    return text


Written = AfterValidator(_written)
Text = Annotated[str, StringConstraints(max_length=4000), Written]
Short = Annotated[str, StringConstraints(max_length=300), Written]


class Incoming(BaseModel):
    """What is sent here: an object with these names. What has them as attributes, as a text has `title`, is none."""


class Problem(Schema):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class TermOut(Schema):
    """A term: so many working days, working hours or calendar days."""

    amount: int
    unit: Literal["working_days", "working_hours", "calendar_days"]


class ProcedureOut(Schema):
    """A procedure as a list shows it."""

    code: str
    name: str
    field: str
    level: str


class PaperOut(Schema):
    """A paper that a procedure asks for."""

    name: str
    code: str
    originals: int
    copies: int
    required: bool


class OfferOut(ProcedureOut):
    """What a procedure offers on a day, in a unit, by a channel and a lane."""

    since: date
    term: TermOut | None
    channels: list[str]
    lanes: list[str]
    papers: list[PaperOut]
    decision: str


class DossierOut(Schema):
    """A dossier without personal data."""

    code: str
    procedure: str
    state: str
    received_at: datetime | None
    due_at: datetime | None
    promised_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    step: str
    seq: int


class PersonOut(Schema):
    """The applicant; only for tokens that may see persons."""

    name: str
    phone: str
    id_number: str
    address: str


class EntryOut(Schema):
    """An entry of the journal."""

    kind: str
    at: datetime
    recorded_at: datetime


class DossierWhole(DossierOut):
    """A dossier with its journal, and with its applicant where the token may see persons."""

    applicant: PersonOut | None
    journal: list[EntryOut]


class DossierPage(Schema):
    """A part of a list; `next` is the cursor of the part after it, null at the end."""

    items: list[DossierOut]
    next: str | None


class ProcedurePage(Schema):
    """Procedures that fit the words, the best first."""

    items: list[ProcedureOut]


class WhoIn(Incoming):
    """The applicant."""

    name: Short
    id_number: Annotated[str, StringConstraints(max_length=20), Written] = ""
    phone: Annotated[str, StringConstraints(max_length=40), Written] = ""
    email: Annotated[str, StringConstraints(max_length=254), Written] = ""
    address: Annotated[str, StringConstraints(max_length=400), Written] = ""
    kind: Literal[1, 2, 3, 4] = 1


class PaperIn(Incoming):
    """A paper that came with the dossier."""

    name: Short
    code: Annotated[str, StringConstraints(max_length=60), Written] = ""
    originals: Annotated[int, Field(strict=True, ge=0, le=1000)] = 0
    copies: Annotated[int, Field(strict=True, ge=0, le=1000)] = 0
    handed_in: bool = True


class FeeIn(Incoming):
    """A fee in dong."""

    name: Annotated[str, StringConstraints(max_length=200), Written]
    amount: Annotated[int, Field(strict=True, ge=0, le=10**12)]
    how: Literal["", "cash", "transfer", "online", "exempt"] = ""


class ReceptionIn(Incoming):
    """A dossier to be taken in; `accept` false: only lodged, to be answered within 8 working hours."""

    procedure: Annotated[str, StringConstraints(max_length=40), Written]
    applicant: WhoIn
    channel: Literal["direct", "online", "postal"] = "online"
    lane: Literal["ordinary", "same_day", "on_the_spot", "express", "priority"] = "ordinary"
    summary: Annotated[str, StringConstraints(max_length=2000), Written] = ""
    papers: Annotated[list[PaperIn], Field(max_length=100)] = []
    fees: Annotated[list[FeeIn], Field(max_length=20)] = []
    accept: bool = False


class DoneOut(Schema):
    """What an act left."""

    code: str
    state: str
    seq: int


class StatementOut(Schema):
    """The figures of a unit and period, days included; `by_field` by the names of fields."""

    unit: str
    first: date
    last: date
    totals: dict[str, int]
    by_field: dict[str, dict[str, int]]


class ListOut(Schema):
    """The codes of the dossiers behind a figure: as many as it says, the whole list over all its parts."""

    measure: str
    total: int
    codes: list[str]
    next: str | None


class RegisterColumn(Schema):
    """A column of a register."""

    name: str
    label: str
    type: str
    required: bool
    choices: dict[str, str]
    personal: bool
    key: bool


class RegisterOut(Schema):
    """A register with its columns."""

    key: str
    title: str
    columns: list[RegisterColumn]


Plain = str | int | bool | None


class RegisterEntry(Schema):
    """An entry of a register."""

    id: int
    values: dict[str, Plain]


class RegisterEntryIn(Incoming):
    """An entry by the names of its columns: days as 2026-06-14, choices by their keys."""

    values: dict[Short, Text | int | bool | None]


class RegisterEntryKept(Schema):
    """The entry's key here, and whether anything was added or changed."""

    id: int
    changed: bool
