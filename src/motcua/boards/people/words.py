"""The words for rights; English here, Vietnamese in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.people import policies

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

RIGHTS: dict[str, StrPromise] = {
    policies.SEE_FIGURES: _("see figures"),
    policies.SEE_DOSSIERS: _("see dossiers"),
    policies.SEE_PERSON: _("see applicants"),
    policies.PRINT: _("print with names"),
    policies.IMPORT: _("import files"),
    policies.WRITE_REPORT: _("write reports"),
    policies.CLOSE_PERIOD: _("close periods"),
    policies.RECEIVE: _("receive and hand over"),
    policies.PROCESS: _("resolve dossiers"),
    policies.ASSIGN: _("assign work"),
    policies.APPROVE: _("approve"),
    policies.DECIDE: _("decide and sign"),
    policies.CORRECT: _("correct records"),
    policies.CONFIRM_CORRECTION: _("confirm corrections"),
    policies.RECONCILE: _("compare systems and settle what they differ in"),
    policies.EXPLAIN: _("record facts and incidents, write explanations"),
    policies.URGE: _("remind others of what they have in hand"),
    policies.TRANSFER: _("transfer dossiers"),
    policies.MANAGE_CATALOGUE: _("keep the catalogue and the calendar"),
    policies.MANAGE_PEOPLE: _("manage accounts"),
    policies.READ_AUDIT: _("read the access log"),
    policies.ADMINISTER: _("administer the system"),
}
"""Every right in words, in the order in which they are listed."""

SEEING = frozenset({policies.SEE_FIGURES, policies.SEE_DOSSIERS, policies.SEE_PERSON})
DELEGATED = [(right, label) for right, label in RIGHTS.items() if right not in SEEING | policies.NEVER_PASSED]
"""What can be chosen for a delegation; seeing what is worked on comes with it."""
