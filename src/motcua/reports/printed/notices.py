"""Notice sheets (bảng niêm yết thủ tục hành chính): what hangs on the wall, one field a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.reports.printed.parties import Letterhead


@dataclass(frozen=True)
class Offered:
    """A procedure as it is offered; `link` is what its QR code says: a public page, else the code itself.

    `full` and `partial` say how much of it can be done online (dịch vụ công trực tuyến toàn trình, một phần).
    """

    code: str
    name: str
    link: str
    term: str = ""
    fee: str = ""
    direct: bool = False
    online: bool = False
    postal: bool = False
    full: bool = False
    partial: bool = False


@dataclass(frozen=True)
class NoticeSheet:
    """The procedures of a field that an agency takes in, as of a day; `linked` where QR codes lead to public pages."""

    key: ClassVar[str] = "niem-yet"

    head: Letterhead
    office: str
    field: str
    on: date
    procedures: tuple[Offered, ...]
    linked: bool = False
