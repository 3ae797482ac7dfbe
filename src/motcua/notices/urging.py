"""Reminders by a person (đôn đốc): to whoever has a dossier, counted, answered inside the system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.dossiers.models import Dossier
from motcua.notices.models import Urge
from motcua.notices.queue import queue
from motcua.notices.recipients import officer
from motcua.rules.instants import MS_PER_HOUR, Instant

AGAIN_AFTER = MS_PER_HOUR
"""Nobody is reminded of the same dossier twice within the hour: a click too many is not another reminder."""

LONGEST_ANSWER = 1000
"""Characters of an answer; the page says so before it is kept."""


@dataclass(frozen=True)
class Urging:
    """Who reminds, what he says, when."""

    by: int
    text: str
    at: Instant


@writing()
def urge(dossiers: Mapping[int, int | None], urging: Urging) -> int:
    """Remind of dossiers (keys, each with the officer who has it or None for whoever runs its unit).

    Gives how many reminders are new; a dossier reminded of within the hour is left out.
    """
    known = (
        Urge.objects.filter(dossier__in=dossiers)
        .values_list("dossier")
        .annotate(n=Max("number"), last=Max("asked_at"))
    )
    before = {key: (n, last) for key, n, last in known}
    found = Dossier.objects.filter(pk__in=dossiers).select_related("cell__procedure", "unit").order_by("pk")
    fresh = [one for one in found if one.pk not in before or before[one.pk][1] <= urging.at - AGAIN_AFTER]
    for one in fresh:
        _urge(one, dossiers[one.pk], before.get(one.pk, (0, 0))[0] + 1, urging)
    return len(fresh)


def _urge(dossier: Dossier, user: int | None, number: int, urging: Urging) -> None:
    made = Urge.objects.create(
        unit_id=dossier.unit_id, dossier=dossier, user_id=user, number=number, text=urging.text[:500],
        asked_at=urging.at, asked_by_id=urging.by,
    )  # fmt: skip
    to = None if user is None else [officer(user, "urged")]
    place = Unit.objects.get(pk=dossier.unit_id)
    queue("urged", place, dossier, {"times": number}, urging.at, to=to, occurrence=made.pk)


@writing()
def answer(urge: Urge, text: str, by: int, now: Instant) -> bool:
    """Answer a reminder once, and tell whoever reminded; False where it has been answered before.

    Raises ValueError for a text longer than LONGEST_ANSWER: what is kept is what was written.
    """
    if len(text) > LONGEST_ANSWER:
        raise ValueError("The answer is too long.")
    values = {"answer": text, "answered_at": now, "answered_by_id": by}
    if not Urge.objects.filter(pk=urge.pk, answered_at=None).update(**values):
        return False
    place = Unit.objects.get(pk=urge.unit_id)
    queue(
        "urge_answered",
        place,
        urge.dossier,
        {},
        now,
        to=[officer(urge.asked_by_id, "urging")],
        occurrence=urge.pk,
    )
    return True
