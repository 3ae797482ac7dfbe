"""Liên thông at the counter: further procedures of the same request, each a dossier of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from motcua.boards.counter.places import Places, unit_of
from motcua.boards.counter.typed import Typed
from motcua.casework.acceptance import offered
from motcua.casework.reception import FeeIn, Reception
from motcua.casework.refusals import Refused
from motcua.catalogue.models import Procedure
from motcua.rules.instants import Instant
from motcua.rules.lanes import Lane

MOST_LINKED = 3


@dataclass(frozen=True)
class Line:
    """A line of the form: the procedure that was chosen, and the unit that resolves it."""

    n: int
    procedure: Procedure | None
    words: str
    resolved_by: str

    @property
    def field(self) -> str:
        """The name of the field in which the procedure is looked for, where its errors stand."""
        return f"linked-{self.n}-words"


def lines_of(typed: Typed) -> list[Line]:
    """The lines as they were typed."""
    keys = [_key(typed.values.get(f"linked-{n}-procedure", "")) for n in range(MOST_LINKED)]
    known = Procedure.objects.in_bulk([key for key in keys if key])
    return [
        Line(n, known.get(key), typed.values.get(f"linked-{n}-words", ""), typed.values.get(f"linked-{n}-resolved_by", ""))
        for n, key in enumerate(keys)
    ]  # fmt: skip


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def linked_to(first: Reception, typed: Typed, unit: int, places: Places, now: Instant) -> list[Reception]:
    """The further receptions of the request: applicant, channel and content are those of the first.

    Their fees are those of the catalogue, not paid yet; papers are added to each dossier. What cannot be read is
    said in `typed.errors`.
    """
    found = []
    for n in range(MOST_LINKED):
        procedure = typed.number(f"linked-{n}-procedure", 10**15)
        if not procedure:
            if typed.text(f"linked-{n}-words"):
                typed.errors[f"linked-{n}-words"] = _("Choose a procedure from the list.")
            continue
        resolved_by = unit_of(typed, f"linked-{n}-resolved_by", lambda: places.resolving)
        one = replace(
            first, procedure=procedure, resolved_by=resolved_by, lane=Lane.ORDINARY, papers=(), fees=()
        )
        found.append(_with_fees(one, typed, n, unit, now))
    return found


def _with_fees(one: Reception, typed: Typed, n: int, unit: int, now: Instant) -> Reception:
    try:
        offer = offered(one.procedure, one.resolved_by or unit, now, one.channel, one.lane)
    except Refused as error:
        typed.errors[f"linked-{n}-words"] = error.message
        return one
    fees = [FeeIn(fee.note or offer.name[:100], fee.amount) for fee in offer.fees if fee.amount]
    return replace(one, fees=fees)
