"""A note on a dossier, for the colleagues who work on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.perform import CaseAct
from motcua.people.policies import SEE_PERSON


@dataclass(frozen=True)
class Note(CaseAct):
    """The note moves neither state nor clock."""

    name = "note"
    label = _("Write a note")
    right = SEE_PERSON

    text: str

    def apply(self, case: Case) -> None:
        case.tell("noted", text=reasoned(self.text, "text"))
