"""Forms 04 and 05: letters of the resolving agency to the applicant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.reports.printed.parties import NO_CONTACT, Contact, Letterhead, Named, Paper, Party, Signature
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class Apology:
    """Form 04, văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết: at most once, before the term has run out.

    `due_at` is what had been promised, `new_due_at` what is promised now.
    """

    key: ClassVar[str] = "04"

    head: Letterhead
    office: str
    addressee: Party
    code: str
    procedure: Named
    received_at: Instant
    due_at: Instant
    reasons: tuple[str, ...]
    new_due_at: Instant
    signer: Signature
    contact: Contact = NO_CONTACT
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class StopNotice:
    """Form 05, thông báo dừng giải quyết hồ sơ (Thông tư 03/2025/TT-VPCP, Điều 7).

    `requested_on` is the day the applicant asked for it, None where it stops on another ground (`reasons`). `returned`
    are the papers given back; `fee_note` says what becomes of the fee.
    """

    key: ClassVar[str] = "05"

    head: Letterhead
    office: str
    addressee: Party
    code: str
    procedure: Named
    received_at: Instant
    stopped_on: date
    signer: Signature
    requested_on: date | None = None
    reasons: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    returned: tuple[Paper, ...] = ()
    fee_note: str = ""
    contact: Contact = NO_CONTACT
    recipients: tuple[str, ...] = ()
