"""Erasing the contacts of all dossiers of a unit whose time is over, those too that other systems lead."""

from __future__ import annotations

import json

from motcua.casework.actor import Actor
from motcua.casework.acts import ACTS
from motcua.casework.acts.erase_contact import EraseContact
from motcua.casework.demands import reasoned
from motcua.casework.erasing import erase, ripe
from motcua.casework.models import Work
from motcua.casework.perform import perform
from motcua.dossiers.bulk import writing
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import Act
from motcua.people.audit import Subject, record
from motcua.people.policies import CORRECT
from motcua.rules.instants import Instant

_LINE = f"act.{ACTS[EraseContact.name].name}"


def erase_ripe(unit: int, reason: str, now: Instant) -> int:
    """Erase what nobody needs any more, each dossier with its entry in journal and access log; gives how many.

    Each in a transaction of its own, so that a run that is cut off has done what it has done. Raises Wanting without
    a reason.
    """
    ground = reasoned(reason)
    keys = list(ripe(unit, now).values_list("pk", flat=True))
    own = set(Work.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    for key in keys:
        if key in own:
            perform(EraseContact(ground), key, Actor(None, unit, frozenset({CORRECT})), now)
        else:
            _reported(unit, key, ground, now)
    return len(keys)


def _reported(unit: int, dossier: int, reason: str, now: Instant) -> None:
    with writing():
        Act.objects.create(
            dossier_id=dossier, kind="contact_erased", occurred_at=now, recorded_at=now, system_id=own_system(),
            body=json.dumps({"reason": reason}, ensure_ascii=False),
        )  # fmt: skip
        erase(dossier)
        record(unit, None, _LINE, Subject("dossier", dossier), now)
