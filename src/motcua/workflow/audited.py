"""The lines that work on a workflow leaves in the access log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.people.audit import WHOLE, Details, Subject, record, register
from motcua.people.models import User
from motcua.rules.instants import Instant
from motcua.workflow.models import WorkflowVersion


def _told(details: Details) -> str:
    return " · ".join(str(details[key]) for key in ("key", "number", "since") if details.get(key))


_KEYS = ("key", "number", "since")

BEGUN = register("workflow.begun", _("Began a version of a workflow"), _KEYS, _told)
SAVED = register("workflow.saved", _("Changed a draft of a workflow"), _KEYS, _told)
SUBMITTED = register("workflow.submitted", _("Submitted a workflow for release"), _KEYS, _told)
RELEASED = register("workflow.released", _("Released a workflow"), _KEYS, _told)
DISCARDED = register("workflow.discarded", _("Threw a draft of a workflow away"), _KEYS, _told)


def write_line(kind: str, version: WorkflowVersion, by: User, at: Instant) -> None:
    """Say who did what to which version, in the transaction in which it was done."""
    details: dict[str, str | int] = {"key": version.key, "number": version.number}
    if version.since is not None:
        details["since"] = version.since.isoformat()
    record(version.unit_id or WHOLE, by.pk, kind, Subject("workflow", version.pk), at, details)
