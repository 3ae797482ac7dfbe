"""What people settle about findings: who deals with them, why they are there, how they are explained; many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.catalogue.departments import departments
from motcua.catalogue.models import System, Unit
from motcua.catalogue.writing import writing
from motcua.findings.models import Finding, FindingEvent, Pair, SystemRule
from motcua.people.audit import Acting
from motcua.people.models import User
from motcua.people.policies import SEE_DOSSIERS, may
from motcua.rules.instants import date_of, local_day
from motcua.rules.reconcile_causes import Cause

State = Finding.State
What = FindingEvent.What


class NotSettled(ValueError):
    """Why something about findings cannot be settled, in words for people."""


@dataclass(frozen=True)
class Settlement:
    """What is to be settled; None leaves a thing as it is. `owner` and `department` 0 take them away.

    A `text` explains the findings, an empty one opens explained ones again.
    """

    owner: int | None = None
    department: int | None = None
    cause: str | None = None
    text: str | None = None


@writing()
def settle(unit: Unit, findings: Sequence[int], wanted: Settlement, acting: Acting) -> int:
    """Settle findings of a unit by their keys; gives how many were not closed. Raises NotSettled, then nothing is changed."""
    changes = _checked(unit, wanted, acting)
    open_ones = Finding.objects.filter(unit=unit, pk__in=list(findings)).exclude(state=State.CLOSED)
    kept = list(open_ones.select_for_update().order_by("pk"))
    events = [event for one in kept for event in _events(one, changes, wanted.text or "", acting)]
    if changes.get("cause") is not None:
        changes["cause_by_id"] = acting.actor
    for one in kept:
        for name, value in changes.items():
            setattr(one, name, value)
    if changes:
        Finding.objects.bulk_update(kept, [name.removesuffix("_id") for name in changes], batch_size=500)
    FindingEvent.objects.bulk_create(events, batch_size=500)
    return len(kept)


def _checked(unit: Unit, wanted: Settlement, acting: Acting) -> dict[str, object]:
    changes: dict[str, object] = {}
    if wanted.owner is not None:
        changes["owner_id"] = _owner(unit, wanted.owner, acting) if wanted.owner else None
    if wanted.department is not None:
        changes["department_id"] = _department(unit, wanted.department, acting) if wanted.department else None
    if wanted.cause is not None:
        if wanted.cause and wanted.cause not in Cause.__members__.values():
            raise NotSettled(_("Choose a cause of the list."))
        changes["cause"] = wanted.cause
    if wanted.text is not None:
        changes["state"] = State.EXPLAINED if wanted.text.strip() else State.OPEN
    return changes


def _owner(unit: Unit, key: int, acting: Acting) -> int:
    user = User.objects.filter(pk=key).first()
    if user is None or not may(user, unit, SEE_DOSSIERS, date_of(local_day(acting.at))):
        raise NotSettled(_("Findings can be given to those who may see the unit's dossiers."))
    return user.pk


def _department(unit: Unit, key: int, acting: Acting) -> int:
    if key not in {one.pk for one in departments(unit, date_of(local_day(acting.at)))}:
        raise NotSettled(_("Choose a department of the unit."))
    return key


_TOLD = {"owner_id": What.OWNER, "department_id": What.DEPARTMENT, "cause": What.CAUSE}


def _events(one: Finding, changes: dict[str, object], text: str, acting: Acting) -> list[FindingEvent]:
    """What is told of a finding; what stays as it was is not."""
    found = []
    for name, value in changes.items():
        if getattr(one, name) == value and value != State.EXPLAINED:
            continue
        if name == "state":
            what = What.EXPLAINED if value == State.EXPLAINED else What.REOPENED
            found.append(FindingEvent(finding=one, at=acting.at, actor=acting.actor, what=what, text=text))
        else:
            told = "" if value is None else str(value)
            found.append(
                FindingEvent(finding=one, at=acting.at, actor=acting.actor, what=_TOLD[name], text=told)
            )
    return found


def pair_up(unit: Unit, left: System, right: System, first: int, last: int | None, acting: Acting) -> Pair:
    """Have two systems compared from a local day of reception on; the same pair is kept once. Raises NotSettled."""
    if left.pk == right.pk:
        raise NotSettled(_("Choose two different systems."))
    if last is not None and last < first:
        raise NotSettled(_("The last day lies before the first. Correct one of them."))
    made = {"asked_at": acting.at, "asked_by_id": acting.actor}
    same = {"unit": unit, "left": left, "right": right, "first": first, "last": last, "ended_at": None}
    return Pair.objects.get_or_create(**same, defaults=made)[0]


def part(pair: Pair, acting: Acting) -> None:
    """Compare a pair no longer; its findings close with the next comparison."""
    Pair.objects.filter(pk=pair.pk, ended_at=None).update(ended_at=acting.at)


def settle_system(unit: Unit, system: System, rhythm_days: int | None, centre: str) -> SystemRule:
    """Settle how long a system may be silent and whether its dossiers go through the centre. Raises NotSettled."""
    if rhythm_days is not None and not 1 <= rhythm_days <= 365:
        raise NotSettled(_("Give a number of days from 1 to 365."))
    if centre not in SystemRule.Centre.values:
        raise NotSettled(_("Choose one of the list."))
    values = {"rhythm_days": rhythm_days, "centre": centre}
    return SystemRule.objects.update_or_create(unit=unit, system=system, defaults=values)[0]
