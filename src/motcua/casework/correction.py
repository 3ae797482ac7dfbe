"""Corrections (đính chính): an entry of the journal is voided or given another time, by an entry of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.refusals import Wanting
from motcua.dossiers.own import CORRECTED, Written, standing

CORRECTABLE = frozenset({
    "accepted", "lodged", "completed", "completion_asked", "turned_away", "paused", "resumed", "extended", "finished",
    "reopened", "returned", "apologised",
})  # fmt: skip
"""Entries that move state or clock, or state a fact; a correction itself is corrected by another one."""


def correctable(case: Case, entry: int) -> Written:
    """The entry (key) that stands and may be corrected; raises Wanting."""
    for written in standing(case.entries):
        if written.pk == entry and written.kind in CORRECTABLE:
            return written
    raise Wanting("entry", _("Choose an entry of this dossier's journal that can be corrected."))


def correct(case: Case, values: dict[str, Any]) -> Written:
    """The correction as an entry that is not written yet, to see whether the journal would still be lawful."""
    return Written(-1, CORRECTED, case.at, case.now, values)
