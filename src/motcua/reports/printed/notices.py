"""Notice sheets (bảng niêm yết thủ tục hành chính): what hangs on the wall, one field a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.reports.printed.parties import Letterhead
from motcua.rules.terms import Term


@dataclass(frozen=True)
class Offered:
    """A procedure as it is offered; `link` is what its QR code says: a public page, else the code itself."""

    code: str
    name: str
    link: str
    term: Term | None = None
    fee: str = ""
    direct: bool = False
    online: bool = False
    postal: bool = False
    full: bool = False
    partial: bool = False


@dataclass(frozen=True)
class NoticeSheet:
    """The procedures of a field that an agency takes in, as of a day."""

    key: ClassVar[str] = "niem-yet"

    head: Letterhead
    office: str
    field: str
    on: date
    procedures: tuple[Offered, ...]
    website: str = ""
