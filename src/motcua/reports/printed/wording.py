"""The wording of a form: its pieces in order, each with the condition on which it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from motcua.reports.errors import ReportRefused
from motcua.reports.printed.document import Align, Style


class BadWording(ReportRefused):
    """A wording that cannot be used; says which file, what is wrong, and where."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"Tệp lời văn {file} không dùng được: {why}. Xem docs/printed-forms.md.")
        self.file, self.why = file, why


@dataclass(frozen=True)
class CellPiece:
    """A cell of a table: its lines, or what its QR code says; `columns`, `rows` and `room` as in `document.Cell`."""

    lines: tuple[str, ...] = ()
    align: Align = "left"
    columns: int = 1
    rows: int = 1
    room: float = 0
    qr: str = ""


@dataclass(frozen=True)
class TablePiece:
    """A table with one entry (one or more rows) for each of a list, and empty entries up to `at_least`."""

    each: str
    widths: tuple[float, ...]
    header: tuple[tuple[CellPiece, ...], ...]
    rows: tuple[tuple[CellPiece, ...], ...]
    at_least: int = 0
    size: float = 12


@dataclass(frozen=True)
class Piece:
    """A paragraph in parts, once or for each of a list; or a table. Printed when `when` is there and `unless` is not."""

    style: Style | Literal["table"]
    parts: tuple[str, ...] = ()
    each: str = ""
    when: str = ""
    unless: str = ""
    table: TablePiece | None = None


@dataclass(frozen=True)
class SignaturePiece:
    """A place to sign; `lines_of` names a list that its lines are taken from where it is not empty."""

    lines: tuple[str, ...] = ()
    lines_of: str = ""
    hint: str = ""
    name: str = ""
    when: str = ""
    unless: str = ""


@dataclass(frozen=True)
class Choice:
    """One of several texts for the same placeholder; the first whose condition holds is taken."""

    text: str
    when: str = ""


@dataclass(frozen=True)
class Wording:
    """What a form says. `since` is the day its version came into force, `own` that of the unit's changes to it."""

    key: str
    number: str
    issued: str
    name: str
    since: date
    own: date | None
    title: tuple[str, ...]
    subject: tuple[str, ...]
    under_agency: tuple[str, ...]
    under_title: tuple[str, ...]
    place_and_date: str
    qr: str
    landscape: bool
    size: float
    gap: float
    sheet: str
    blanks: Mapping[str, str]
    terms: Mapping[str, tuple[Choice, ...]]
    body: tuple[Piece, ...]
    signatures: tuple[SignaturePiece, ...]
    recipients: tuple[str, ...]
    recipients_of: str
    after: tuple[Piece, ...]
