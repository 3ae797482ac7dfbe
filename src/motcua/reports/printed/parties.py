"""What several forms share: who prints, who applies, which papers, who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Cá nhân, or tổ chức."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Letterhead:
    """What stands above a form: the agency under its superior, number and symbol, place and day.

    Names are given as written in a sentence («Ủy ban nhân dân xã An Trường») and printed in capitals. `unit` is the
    unit's identifier, by which its own wording is found; without `number` or `day` room is left to write them.
    """

    superior: str
    agency: str
    place: str
    day: date | None = None
    number: int | None = None
    symbol: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Party:
    """A person or an organisation: applicant, owner of the dossier. `id_number` is a tax code for the latter."""

    name: str
    kind: Kind = Kind.PERSON
    address: str = ""
    phone: str = ""
    email: str = ""
    id_number: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper of a dossier (thành phần hồ sơ) and how many of each kind; None where there is none of the kind."""

    name: str
    originals: int | None = None
    certified: int | None = None
    copies: int | None = None
    electronic: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Named:
    """A procedure (thủ tục hành chính) by its code and its name."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom to ask, by name and telephone, and on which page."""

    name: str = ""
    phone: str = ""
    website: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs: the lines of authority and position, and the name. See `signing.lines`."""

    lines: tuple[str, ...] = ()
    name: str = ""


NO_CONTACT = Contact()
UNSIGNED = Signature()
