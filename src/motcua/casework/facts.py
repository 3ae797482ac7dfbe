"""Facts beside the state, counted over the dossiers of a statement: digitised, a fee due, paid online."""

from __future__ import annotations

from motcua.casework.case import Case
from motcua.casework.models import Fee, Paper
from motcua.dossiers.own import facts_of, standing

_NONE = {"digitised": 0, "fee_due": 0, "paid_online": 0}


def tell_facts(case: Case) -> None:
    """Write the facts where they are other than the journal says; they restate the dossier's moves."""
    now = _present(case)
    if now != _NONE | facts_of(standing(case.entries)):
        case.tell("facts", **now)


def _present(case: Case) -> dict[str, int]:
    """Digitised: at least one paper that the citizen filed is there as a file (Circular 01/2023/TT-VPCP)."""
    papers = Paper.objects.filter(dossier=case.dossier, is_result=False, replaced_by=None)
    fees = Fee.objects.filter(dossier=case.dossier).exclude(how=Fee.How.EXEMPT)
    return {
        "digitised": int(papers.exclude(digitised=Paper.Digitised.NO).exists()),
        "fee_due": int(fees.filter(amount__gt=0).exists()),
        "paid_online": int(fees.filter(how=Fee.How.ONLINE).exists()),
    }
