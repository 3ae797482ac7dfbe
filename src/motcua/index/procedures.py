"""The sets of procedures that the index counts: what the catalogue offers, and what of it had dossiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from motcua.catalogue.models import Unit
from motcua.catalogue.overview import Listed
from motcua.ledger.by_procedure import Received
from motcua.rules.measures import Channel, Level

ONLINE = frozenset({Level.PARTIAL, Level.FULL})


@dataclass(frozen=True)
class Competence:
    """The procedures in a unit's competence on the last day of a period, and what was received of them."""

    procedures: tuple[Listed, ...]
    received: tuple[Received, ...]

    def only(self, field: int | None, procedure: int | None) -> Competence:
        """The part of it in a field, or one procedure alone (keys)."""
        kept = tuple(
            one
            for one in self.procedures
            if (field is None or one.field_id == field)
            and (procedure is None or one.procedure_id == procedure)
        )
        return Competence(kept, self.received)

    def of(self, name: str) -> list[int]:
        """The keys of a set of `SETS`, by the name of the procedure."""
        wanted = SETS[name](self)
        return [one.procedure_id for one in self.procedures if one.procedure_id in wanted]


def offered(unit: Unit, last: Sequence[Listed]) -> tuple[Listed, ...]:
    """Those of a listing that are in force and carried out at the unit's level of government."""
    tier = "province" if unit.kind == Unit.Kind.PROVINCE else "commune"
    return tuple(one for one in last if one.repealed_since is None and one.carried_out_by(tier))


def _all(competence: Competence) -> set[int]:
    return {one.procedure_id for one in competence.procedures}


def _online(competence: Competence) -> set[int]:
    return {one.procedure_id for one in competence.procedures if one.level in ONLINE}


def _online_used(competence: Competence) -> set[int]:
    filed = {row.procedure for row in competence.received if row.channel == Channel.ONLINE}
    return _online(competence) & filed


def _fee(competence: Competence) -> set[int]:
    return {one.procedure_id for one in competence.procedures if one.has_fee}


def _fee_used(competence: Competence) -> set[int]:
    return _fee(competence) & {row.procedure for row in competence.received if row.fee_due}


def _fee_paid(competence: Competence) -> set[int]:
    paid = {row.procedure for row in competence.received if row.fee_due and row.paid_online}
    return _fee(competence) & paid


SETS: dict[str, Callable[[Competence], set[int]]] = {
    "all": _all,
    "online": _online,
    "online_with_online_dossiers": _online_used,
    "fee": _fee,
    "fee_with_dossiers": _fee_used,
    "fee_paid_online": _fee_paid,
}
"""The sets by the names that the versions of the index use."""
