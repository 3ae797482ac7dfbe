"""The file of explanation on paper: the list of late dossiers with their causes, and the letter to a system's owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.reports.printed.parties import UNSIGNED, Letterhead, Signature
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class LateDossier:
    """A late dossier: `late` says by how much, `cause` why, `incident` which failure of a system touched it, `apology`
    whether the applicant was sent one."""

    code: str
    procedure: str
    system: str = ""
    received_at: Instant | None = None
    due_at: Instant | None = None
    finished_at: Instant | None = None
    late: str = ""
    cause: str = ""
    incident: str = ""
    apology: str = ""


@dataclass(frozen=True)
class LateList:
    """Danh sách hồ sơ quá hạn và giải trình, of the days from `first` to `last`.

    `ended` and `running` are how many were resolved late and are still overdue, `touched` how many an incident touched,
    `apologised` how many applicants were sent an apology, `unexplained` how many nobody has explained; None for none,
    of which nothing is said.
    """

    key: ClassVar[str] = "giai-trinh"

    head: Letterhead
    first: date
    last: date
    dossiers: tuple[LateDossier, ...]
    ended: int | None
    running: int | None
    touched: int | None
    apologised: int | None
    unexplained: int | None
    signer: Signature = UNSIGNED
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """A failure of a system: from when to when, what was seen; `dossiers` is how many it touched."""

    begun_at: Instant
    symptom: str
    ended_at: Instant | None = None
    dossiers: int = 0


@dataclass(frozen=True)
class Touched:
    """A dossier that failures of a system touched; `failure` says when, `late` by how much it is late, if it is."""

    code: str
    procedure: str
    due_at: Instant | None = None
    failure: str = ""
    late: str = ""


@dataclass(frozen=True)
class SystemLetter:
    """Công văn về sự cố của một hệ thống, to its owner (`addressee`): what failed, what that touched, what is asked for.

    `late` is how many of the touched dossiers are late, None for none: then nothing is asked for them.
    """

    key: ClassVar[str] = "cong-van-su-co"

    head: Letterhead
    addressee: str
    system: str
    first: date
    last: date
    failures: tuple[Failure, ...]
    dossiers: tuple[Touched, ...]
    late: int | None
    signer: Signature = UNSIGNED
    recipients: tuple[str, ...] = ()
