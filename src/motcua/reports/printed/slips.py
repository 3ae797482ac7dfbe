"""Forms 01 to 03: the slips that an applicant is handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.reports.printed.parties import (
    NO_CONTACT,
    UNSIGNED,
    Contact,
    Letterhead,
    Named,
    Paper,
    Party,
    Signature,
)
from motcua.rules.instants import Instant
from motcua.rules.measures import Channel
from motcua.rules.terms import Term


@dataclass(frozen=True)
class Receipt:
    """Form 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả; filed online it bears the receiver's signature only.

    `office` is who received it, as in a sentence; `sets` how many times the papers were handed in (bộ); `fee` in đồng.
    `copy` says which of several copies this is («Liên 1: lưu»).
    """

    key: ClassVar[str] = "01"

    head: Letterhead
    office: str
    code: str
    submitter: Party
    channel: Channel
    procedure: Named
    papers: tuple[Paper, ...]
    received_at: Instant
    due_at: Instant | None
    term: Term | None = None
    sets: int = 1
    request: str = ""
    owner: Party | None = None
    result_place: str = ""
    fee: int | None = None
    fee_note: str = ""
    book: str = ""
    book_number: str = ""
    copy: str = ""
    receiver: str = ""
    contact: Contact = NO_CONTACT


@dataclass(frozen=True)
class Missing:
    """Something to complete: a paper that is missing or wrong, and what is wrong with it."""

    name: str
    originals: int | None = None
    certified: int | None = None
    copies: int | None = None
    note: str = ""


@dataclass(frozen=True)
class SupplementRequest:
    """Form 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: everything that is missing, at once.

    `basis` are the provisions asked by; `until` the last day to complete; `effect` what it does to the term.
    """

    key: ClassVar[str] = "02"

    head: Letterhead
    office: str
    submitter: Party
    procedure: Named
    missing: tuple[Missing, ...]
    reasons: tuple[str, ...]
    code: str = ""
    basis: tuple[str, ...] = ()
    until: date | None = None
    effect: str = ""
    contact: Contact = NO_CONTACT
    signer: Signature = UNSIGNED


@dataclass(frozen=True)
class Refusal:
    """Form 03, phiếu từ chối tiếp nhận, giải quyết hồ sơ.

    `accepted` tells a dossier refused after its acceptance from one that was not taken in.
    """

    key: ClassVar[str] = "03"

    head: Letterhead
    office: str
    submitter: Party
    procedure: Named
    reasons: tuple[str, ...]
    channel: Channel
    accepted: bool = False
    code: str = ""
    lodged_at: Instant | None = None
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT
    signer: Signature = UNSIGNED
