"""Adding a paper or a result to a dossier, digitised or only handed in; digitisation is a fact beside the state."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.facts import tell_facts
from motcua.casework.models import Paper, StoredFile
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import Wanting
from motcua.people.policies import PROCESS, RECEIVE


@dataclass(frozen=True)
class Attach(CaseAct):
    """`file` is the key of a file stored in this unit, or None for paper only; `paper` an earlier one that it
    completes or replaces."""

    name = "attach"
    label = _("Add a paper")
    right = RECEIVE
    also = (PROCESS,)

    title: str
    file: int | None = None
    paper: int | None = None
    is_result: bool = False
    originals: int = 0
    copies: int = 1

    def apply(self, case: Case) -> None:
        file = self._file(case)
        paper = Paper.objects.create(
            dossier=case.dossier, name=reasoned(self.title, "title")[:500], originals=self.originals, copies=self.copies,
            is_result=self.is_result, digitised=Paper.Digitised.YES if file else Paper.Digitised.NO, file=file,
            added_at=case.at,
        )  # fmt: skip
        if self.paper is not None:
            Paper.objects.filter(dossier=case.dossier, pk=self.paper).update(replaced_by=paper)
        case.tell("attached", paper=paper.pk, result=self.is_result, digitised=file is not None)
        tell_facts(case)

    def _file(self, case: Case) -> StoredFile | None:
        if self.file is None:
            return None
        file = StoredFile.objects.filter(pk=self.file, unit__in=(case.actor.unit, case.work.unit_id)).first()
        if file is None:
            raise Wanting("file", _("The file is no longer there; choose it again."))
        return file
