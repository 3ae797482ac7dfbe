"""The rules by which officers are warned: a unit's own, else those of the nearest unit above, else as delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.notices.models import AlertRule
from motcua.notices.units import and_above
from motcua.rules.instants import Instant

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class AlertKind:
    """A kind of rule: what it warns of, whom and when (`hint`), what its number means, which numbers there may be."""

    key: str
    label: StrPromise
    hint: StrPromise
    unit: StrPromise | None
    usual: int = 0
    least: int = 0
    most: int = 0


KINDS: dict[str, AlertKind] = {
    one.key: one
    for one in (
        AlertKind(
            "due_hours",
            _("A dossier is due within so many working hours"),
            _("Whoever has the dossier is told once no more than these working hours are left."),
            _("working hours"),
            4,
            1,
            40,
        ),
        AlertKind(
            "silent_source",
            _("A system has sent nothing for so many days"),
            _(
                "The control officer, the director and the administrator are told when the newest data of a system "
                "are older than these days."
            ),
            _("days"),
            3,
            1,
            60,
        ),
        AlertKind(
            "unusual_day",
            _("A day's receptions are unlike those of the same weekday before"),
            _(
                "The control officer, the director and the leaders are told at the end of a working day on which far "
                "more or far fewer dossiers were received than usual: often a file has not been imported."
            ),
            None,
        ),
    )
}
"""Beside these, each dossier that is due soon or has become overdue is told of once, and the work of each day."""


@dataclass(frozen=True)
class Rule:
    """A rule as it holds in a unit; `source` is the unit (key) that has set it, None where nobody has."""

    kind: AlertKind
    enabled: bool
    number: int
    source: int | None = None


def rules_of(unit: int, now: Instant) -> dict[str, Rule]:
    """The rules that hold in a unit (key) on the local day of an instant."""
    found = {kind.key: Rule(kind, enabled=True, number=kind.usual) for kind in KINDS.values()}
    rows = list(AlertRule.objects.filter(kind__in=KINDS))
    nearest = {key: at for at, key in enumerate(and_above(unit, now) if rows else ())}
    of_line = [row for row in rows if row.unit_id in nearest]
    for row in sorted(of_line, key=lambda row: -nearest[row.unit_id]):
        found[row.kind] = Rule(KINDS[row.kind], row.enabled, row.number, row.unit_id)
    return found


def save_rule(unit: int, kind: AlertKind, user: int, now: Instant, *, enabled: bool, number: int) -> None:
    """Set a rule of a unit's own; raises ValueError where the number lies outside what the kind allows."""
    if not kind.least <= number <= kind.most:
        raise ValueError(number)
    values = {"enabled": enabled, "number": number, "changed_at": now, "changed_by_id": user}
    AlertRule.objects.update_or_create(unit_id=unit, kind=kind.key, defaults=values)
