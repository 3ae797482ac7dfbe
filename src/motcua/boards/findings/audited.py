"""What these pages write into the access log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.people.audit import Details, register


def _how_many(told: Details) -> str:
    return str(told.get("findings", ""))


SETTLED = register("finding.settled", _("Settled findings between systems"), ("findings",), _how_many)
AGREED = register("finding.rule", _("Changed what is compared between systems"), ("pair", "system"))
TOTAL_KEPT = register(
    "finding.total", _("Entered totals published elsewhere"), ("figures",), lambda told: str(told["figures"])
)
FACT_KEPT = register("explained.fact", _("Recorded a fact beside a dossier"), ("fact", "replaces"))
INCIDENT_KEPT = register(
    "explained.incident", _("Recorded an incident of a system"), ("incident", "replaces")
)
TOUCHED = register(
    "explained.touched", _("Said which dossiers an incident touched"), ("incident", "dossiers"),
    lambda told: str(told["dossiers"]),
)  # fmt: skip
EVIDENCE_OPENED = register("explained.file", _("Opened evidence"), ("fact", "incident"))
