"""To whom a notice goes, and where his address comes from: read at sending, from the personal data beside the journal.

Other parts of the system register what they know: `@applicant_source` for an applicant's contact,
`@officer_source` for who is responsible for a dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from motcua.dossiers.models import Person
from motcua.notices.models import Notice, NoticeAddress
from motcua.notices.privacy import Fact, Known
from motcua.people.in_force import in_force
from motcua.people.models import Grant, User
from motcua.rules.instants import Instant, date_of, local_day

APPLICANT = "applicant"
"""The role of whoever handed a dossier in."""


@dataclass(frozen=True)
class Contact:
    """How a person can be reached, and what else is personal about him (`others`), so that it is never sent."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    others: tuple[Known, ...] = field(default=(), repr=False)

    def known(self) -> list[Known]:
        """His personal facts."""
        own = ((Fact.NAME, self.name), (Fact.PHONE, self.phone), (Fact.EMAIL, self.email))
        return [*(Known(fact, value) for fact, value in own if value), *self.others]


@dataclass(frozen=True)
class To:
    """A recipient: the applicant of the dossier, an account in a role, or an address for one channel."""

    kind: str
    role: str
    user: int | None = None
    channel: str = ""
    address: str = field(default="", repr=False)

    @property
    def reference(self) -> str:
        """The recipient's part of a notice's identity."""
        return f"{self.role}-{self.user}" if self.user else self.role


def applicant() -> To:
    """The applicant of the dossier."""
    return To(Notice.To.APPLICANT, APPLICANT)


def officer(user: int, role: str) -> To:
    """An account, in the role in which it is told."""
    return To(Notice.To.USER, role, user)


def at_address(channel: str, address: str, role: str) -> To:
    """An address of another kind, as an agency's mailbox; `role` tells it from others in the identity."""
    return To(Notice.To.ADDRESS, role, None, channel, address)


ApplicantSource = Callable[[int], Contact | None]
"""From the key of a dossier to what is known of its applicant."""
OfficerSource = Callable[[str, Collection[int], Instant], Mapping[int, Iterable[To]]]
"""From an event's name, keys of dossiers and an instant to the officers who are to be told, by dossier."""

_applicants: list[ApplicantSource] = []
_officers: list[OfficerSource] = []


def applicant_source(source: ApplicantSource) -> ApplicantSource:
    """Register a source of contacts; what a later one knows goes before what an earlier one knows."""
    _applicants.append(source)
    return source


def officer_source(source: OfficerSource) -> OfficerSource:
    """Register a source of responsible officers."""
    _officers.append(source)
    return source


@applicant_source
def of_person(dossier: int) -> Contact | None:
    """What the dossier's own row of personal data has."""
    person = Person.objects.filter(dossier=dossier).first()
    return Contact(person.name, person.phone) if person else None


def contact_of(dossier: int) -> Contact:
    """All that is known of a dossier's applicant."""
    found = Contact()
    for source in _applicants:
        more = source(dossier)
        if more is not None:
            found = Contact(
                more.name or found.name,
                more.phone or found.phone,
                more.email or found.email,
                (*found.others, *_replaced(found, more), *more.others),
            )
    return found


def _replaced(known: Contact, more: Contact) -> list[Known]:
    """What an earlier source knows otherwise stays personal, though it is not used."""
    return [one for one in known.known() if one not in (*known.others, *more.known())]


def officers(event: str, dossiers: Collection[int], now: Instant) -> dict[int, list[To]]:
    """Who is responsible for dossiers, as the registered sources say; nobody twice, and no dossier without anybody."""
    found: dict[int, dict[To, None]] = {}
    for source in _officers:
        for dossier, people in source(event, dossiers, now).items():
            found.setdefault(dossier, {}).update(dict.fromkeys(people))
    return {dossier: list(people) for dossier, people in found.items() if people}


def holders(unit: int, roles: Iterable[str], now: Instant) -> list[To]:
    """Who holds one of these roles in the unit itself on the local day of an instant; nobody twice."""
    day: date = date_of(local_day(now))
    held = Grant.objects.filter(in_force(day), unit=unit, role__in=list(roles), user__is_active=True)
    first: dict[int, str] = {}
    for user, role in held.order_by("user", "role").values_list("user", "role"):
        first.setdefault(user, role)
    return [officer(user, role) for user, role in first.items()]


def contact_of_user(user: User) -> Contact:
    """How an account can be reached."""
    return Contact(user.get_full_name(), user.phone, user.email)


def forget(dossier: int) -> int:
    """Erase the addresses kept for notices of a dossier; gives how many there were."""
    return NoticeAddress.objects.filter(notice__dossier=dossier).delete()[0]
