"""A change of the calendar and own dossiers: which due instants hang on it, and the ledger brought to the new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.db.models import Q

from motcua.casework.actor import Actor
from motcua.casework.case import open_case
from motcua.casework.models import Transfer, Work
from motcua.casework.settle import settle
from motcua.casework.told import tell_others
from motcua.catalogue.changes import Author
from motcua.dossiers.own import REDATED, clock_terms, first_dims, journal
from motcua.rules.accounts import OPEN
from motcua.rules.moved_dues import MovedDue, OpenDossier


def open_own(units: Collection[int]) -> Iterator[OpenDossier]:
    """The open own dossiers whose term is counted by the calendar of one of these units (keys)."""
    works = Work.objects.filter(open=True, state__in=[int(account) for account in OPEN])
    left = Transfer.objects.filter(origin__in=units, status=Transfer.Status.CONFIRMED).values("dossier")
    # What has been transferred goes on being counted by the calendar of where it was accepted.
    found = works.filter(Q(unit__in=units) | Q(pk__in=left)).values_list("pk", flat=True)
    for dossier in found.iterator():
        entries = journal(dossier)
        terms = clock_terms(entries)
        if terms is not None and first_dims(entries)["unit"] in units:
            pauses, extensions = tuple(terms.pauses), tuple(terms.extensions)
            yield OpenDossier(dossier, terms.received, terms.term, terms.rules, pauses, extensions)


def redate(moved: Sequence[MovedDue], by: Author) -> None:
    """Post what the new calendar makes of own dossiers; call it in the transaction that changes the calendar."""
    own = dict(Work.objects.filter(pk__in=[one.key for one in moved]).values_list("pk", "unit"))
    for one in moved:
        dossier = one.key
        if isinstance(dossier, int) and dossier in own:
            case = open_case(dossier, Actor(by.user, own[dossier], frozenset()), by.at)
            case.tell(REDATED, before=one.before, after=one.after)
            settle(case)
            tell_others(case, REDATED)
