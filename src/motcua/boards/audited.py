"""What pages write into the access log, and how it is put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.boards.clock import now, today
from motcua.people.accounts import post_of
from motcua.people.audit import (
    SIGN_IN_FAILED,
    SIGNED_IN,
    SIGNED_OUT,
    WHOLE,
    Details,
    Subject,
    Value,
    record,
    register,
)
from motcua.people.models import User
from motcua.people.policies import SEE_PERSON

if TYPE_CHECKING:
    from motcua.boards.access import UnitRequest


def _read(told: Details) -> str:
    return _("with the applicant") if told.get("person") else _("without the applicant")


def _found(told: Details) -> str:
    n = int(str(told["found"]))
    return ngettext("%(n)s dossier found", "%(n)s dossiers found", n) % {"n": n}


def _file(told: Details) -> str:
    words = {
        "so-lieu": _("Figures"),
        "bao-cao": _("Reports"),
        "so-theo-doi": _("Register of dossiers"),
        "chi-so-766": _("Index 766"),
        "dieu-chinh": _("Adjustments"),
        "doi-chieu": _("Reconciliation"),
        "cap-tren": _("Superior's file"),
        "giai-trinh": _("File of explanation"),
        "cong-van-su-co": _("Letter about a system's incidents"),
    }
    form = words.get(str(told.get("form")), told.get("form"))
    return " · ".join(str(one) for one in (form, told.get("period"), told.get("file")) if one)


def _files(told: Details) -> str:
    n = int(str(told["files"]))
    return ngettext("%(n)s file", "%(n)s files", n) % {"n": n}


DOSSIER_READ = register("dossier.read", gettext_lazy("Opened a dossier"), ("person",), _read)
SEARCHED = register("dossier.searched", gettext_lazy("Searched for a dossier"), ("found",), _found)
EXPORTED = register("file.exported", gettext_lazy("Took a file"), ("form", "period", "file"), _file)
IMPORT_SEEN = register(
    "import.seen", gettext_lazy("Looked at files before importing them"), ("files",), _files
)
IMPORTED = register("import.begun", gettext_lazy("Imported files"), ("files",), _files)
ROW_READ = register("quarantine.read", gettext_lazy("Opened a row in quarantine"), ("row", "person"), _read)
ROW_MENDED = register("quarantine.mended", gettext_lazy("Mended a row in quarantine"), ("row",))
ROW_LEFT_OUT = register("quarantine.left_out", gettext_lazy("Left a row in quarantine out"), ("row",))
LOG_READ = register("audit.read", gettext_lazy("Read the access log"))


def seen(request: UnitRequest, kind: str, subject: Subject | None = None, **details: Value) -> None:
    """Write that whoever asks has done or read this, in the unit of the page."""
    record(request.unit.pk, request.user.pk, kind, subject, now(), details)


def read(request: UnitRequest, dossier: int) -> None:
    """Write that whoever asks has opened a dossier (key) that is there for him, with or without its applicant."""
    seen(request, DOSSIER_READ, Subject("dossier", dossier), person=SEE_PERSON in request.rights)


def _signed_in(user: User, **_more: object) -> None:
    record(post_of(user, today()), user.pk, SIGNED_IN, None, now())


def _signed_out(user: User | None, **_more: object) -> None:
    if user is not None:
        record(post_of(user, today()), user.pk, SIGNED_OUT, None, now())


def _failed(credentials: dict[str, object], **_more: object) -> None:
    """Who tried is not proven, so the account is what the line is about; a name that nobody has is not kept."""
    user = User.objects.filter(username=str(credentials.get("username") or "")).first()
    unit = WHOLE if user is None else post_of(user, today())
    record(unit, None, SIGN_IN_FAILED, None if user is None else Subject("user", user.pk), now())


def listen() -> None:
    """From now on signing in and out leaves a line, whichever way it is done."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit")
    user_logged_out.connect(_signed_out, dispatch_uid="audit")
    user_login_failed.connect(_failed, dispatch_uid="audit")
