"""Erasing how an applicant can be reached, once a dossier has been closed for so long that nobody needs it.

Personal data are kept no longer than their purpose asks (Luật 91/2025/QH15). Telephone, e-mail and address serve to tell
the applicant; name and number stay with the dossier, which archives keep by rules of their own.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from motcua.casework.models import Applicant
from motcua.dossiers.models import Dossier, Person
from motcua.exchange.outbox import forget as forget_messages
from motcua.notices.recipients import forget
from motcua.rules.accounts import CLOSED, Account
from motcua.rules.instants import MS_PER_DAY, Instant

ENDED = frozenset({*CLOSED, Account.TURNED_AWAY})
_OF_APPLICANT = ("address", "email", "filer_phone")


def kept_until(last: Instant) -> Instant:
    """Until when the contact of a dossier is kept to which nothing has happened since `last`."""
    return last + settings.CONTACT_KEPT_DAYS * MS_PER_DAY


def ripe(unit: int, now: Instant) -> QuerySet[Dossier]:
    """The dossiers of a unit, its own and those of other systems, that are closed, past their time and have a contact."""
    closed = Dossier.objects.filter(unit=unit, state__in=[int(account) for account in ENDED])
    waits = Q(work__isnull=False, work__open=True)
    return (
        closed.filter(_has_contact())
        .exclude(waits)
        .annotate(last=Max("acts__occurred_at"))
        .filter(last__lte=now - settings.CONTACT_KEPT_DAYS * MS_PER_DAY)
        .order_by("pk")
    )


def _has_contact() -> Q:
    reached = Q(pk__in=Person.objects.exclude(phone="").values("pk"))
    for name in _OF_APPLICANT:
        reached |= Q(pk__in=Applicant.objects.exclude(**{name: ""}).values("pk"))
    return reached | Q(notice__address__isnull=False)


def has_contact(dossier: int) -> bool:
    """Whether anything is kept by which the applicant of a dossier can be reached."""
    return Dossier.objects.filter(_has_contact(), pk=dossier).exists()


def erase(dossier: int) -> None:
    """Erase telephone, e-mail and address of a dossier's applicant, the addresses kept for its notices, and what
    messages to and from the portal said.

    The row stays, so that another reading of the same export does not bring the number back.
    """
    Person.objects.filter(dossier=dossier).update(phone="")
    Applicant.objects.filter(dossier=dossier).update(**dict.fromkeys(_OF_APPLICANT, ""))
    forget(dossier)
    forget_messages(dossier)
