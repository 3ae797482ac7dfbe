"""Forms 06 and 07, and the sheets offices print beside them: what goes with a dossier, and the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.reports.printed.parties import UNSIGNED, Letterhead, Named, Party, Signature
from motcua.rules.instants import Instant
from motcua.rules.terms import Timeliness


@dataclass(frozen=True)
class Handover:
    """A dossier passed on from one agency or division to the next, by whom to whom."""

    from_agency: str
    to_agency: str
    passed_at: Instant | None = None
    from_person: str = ""
    to_person: str = ""
    timeliness: Timeliness | None = None
    note: str = ""


@dataclass(frozen=True)
class ControlSheet:
    """Form 06, phiếu kiểm soát quá trình giải quyết hồ sơ: every hand-over, with empty lines for those to come."""

    key: ClassVar[str] = "06"

    head: Letterhead
    code: str
    applicant: Party
    procedure: Named
    lead: str
    handovers: tuple[Handover, ...] = ()
    supporting: tuple[str, ...] = ()
    received_at: Instant | None = None
    due_at: Instant | None = None


@dataclass(frozen=True)
class Entry:
    """A line of the book: one dossier."""

    code: str
    procedure: str
    applicant: str
    received_at: Instant
    sets: int = 1
    address: str = ""
    phone: str = ""
    lead: str = ""
    due_at: Instant | None = None
    returned_at: Instant | None = None
    way: str = ""
    note: str = ""


@dataclass(frozen=True)
class Register:
    """Form 07, sổ theo dõi hồ sơ, of the days from `first` to `last`."""

    key: ClassVar[str] = "07"

    head: Letterhead
    first: date
    last: date
    entries: tuple[Entry, ...]
    book: str = ""


@dataclass(frozen=True)
class Result:
    """A result handed over for return: whose, on what, which document."""

    code: str
    applicant: str
    procedure: str
    document: str = ""
    copies: int | None = None
    due_at: Instant | None = None
    note: str = ""


@dataclass(frozen=True)
class ResultHandover:
    """Phiếu bàn giao kết quả: results that the resolving agency hands to the one-stop unit."""

    key: ClassVar[str] = "ban-giao"

    head: Letterhead
    from_agency: str
    to_agency: str
    results: tuple[Result, ...]
    passed_at: Instant | None = None
    giver: Signature = UNSIGNED
    receiver: Signature = UNSIGNED


@dataclass(frozen=True)
class Step:
    """Something done on a dossier: by whom, from when to when, how it stood to its own term."""

    content: str
    started_at: Instant
    officer: str = ""
    position: str = ""
    agency: str = ""
    due_at: Instant | None = None
    ended_at: Instant | None = None
    timeliness: Timeliness | None = None
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """Quá trình xử lý hồ sơ: the whole way of one dossier so far."""

    key: ClassVar[str] = "qua-trinh"

    head: Letterhead
    code: str
    applicant: Party
    procedure: Named
    steps: tuple[Step, ...]
    received_at: Instant | None = None
    due_at: Instant | None = None
    state: str = ""
    signer: Signature = UNSIGNED
