"""What the frame of every page needs: sections, and which of them is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.boards.clock import today
from motcua.catalogue.quick import run
from motcua.notices.models import Notice
from motcua.notices.screens import unread
from motcua.people.models import User
from motcua.people.policies import (
    ADMINISTER,
    IMPORT,
    MANAGE_PEOPLE,
    READ_AUDIT,
    RECEIVE,
    SEE_DOSSIERS,
    SEE_FIGURES,
    WORKING,
)


@dataclass(frozen=True)
class Section:
    """An entry of the navigation; `waiting` is how much in it waits for somebody."""

    label: str
    address: str
    current: bool
    waiting: int = 0


def shell(request: HttpRequest) -> dict[str, Any]:
    """The unit whose page this is, the reader's rights in it, its sections, and what the bell has for him."""
    unit = getattr(request, "unit", None)
    rights: frozenset[str] = getattr(request, "rights", frozenset())
    known = unit.pk if unit is not None and IMPORT in rights else None
    quarantined, bell, refused = _waiting(request, known)
    if unit is None or not rights:
        return {"sections": [], "bell": bell}
    sections = _sections(request, unit.pk, rights, (quarantined, refused))
    return {"unit": unit, "rights": rights, "bell": bell, **sections}


_UNREAD = "EXISTS (SELECT 1 FROM notices_screennotice WHERE user_id = %s AND read_at IS NULL)"
_SET_ASIDE = "(SELECT COUNT(*) FROM hub_quarantinedrow WHERE unit_id = %s AND status = 'open')"
_REFUSED = """(SELECT COUNT(*) FROM exchange_outmessage message JOIN exchange_lane lane ON lane.id = message.lane_id
    JOIN dossiers_dossier dossier ON dossier.id = lane.dossier_id
    WHERE message.status = 'refused' AND dossier.unit_id = %s)"""


def _waiting(request: HttpRequest, unit: int | None) -> tuple[int, int, int]:
    """Rows in quarantine, notices not read and messages that the portal refused, asked in one statement; none where
    the database does not answer, for that has a page too."""
    user = getattr(request, "user", None)
    try:
        if not isinstance(user, User):
            return 0, 0, 0
        if unit is None:
            notices, quarantined, refused = run(f"SELECT {_UNREAD}, 0, 0", [user.pk])[0]
        else:
            notices, quarantined, refused = run(
                f"SELECT {_UNREAD}, {_SET_ASIDE}, {_REFUSED}", [user.pk, unit, unit]
            )[0]
        return quarantined, unread(user, today()) if notices else 0, refused
    except DatabaseError:
        return 0, 0, 0


def _sections(
    request: HttpRequest, unit: int, rights: frozenset[str], waiting: tuple[int, int]
) -> dict[str, Any]:
    """The day's work in the bar, what is set up or looked up now and then in a menu behind it.

    `waiting` counts rows in quarantine and messages that the portal refused.
    """
    quarantined, refused = waiting
    bar = (
        *([(SEE_DOSSIERS, "desk", _("My work"), 0)] if rights & WORKING else []),
        (SEE_FIGURES, "board", _("Board"), 0),
        (RECEIVE, "counter", _("Reception"), 0),
        (RECEIVE, "return", _("Return results"), 0),
        (SEE_DOSSIERS, "dossiers", _("Dossiers"), 0),
        (SEE_FIGURES, "statement", _("Figures"), 0),
        (SEE_FIGURES, "reports", _("Reports"), 0),
        (SEE_FIGURES, "closing", _("Closing"), 0),
        (SEE_FIGURES, "index", _("Index 766"), 0),
        (IMPORT, "import", _("Import"), 0),
        (IMPORT, "quarantine", _("Quarantine"), quarantined),
        (IMPORT, "exchange", _("Exchange"), refused),
    )
    menu = (
        (SEE_FIGURES, "registers", _("Registers"), 0),
        (SEE_FIGURES, "catalogue", _("Catalogue"), 0),
        (SEE_DOSSIERS, "notices", _("Notices"), _stuck(unit) if ADMINISTER in rights else 0),
        (SEE_FIGURES, "calendar", pgettext("section", "Calendar"), 0),
        (SEE_DOSSIERS, "workflow", _("Workflows"), 0),
        (MANAGE_PEOPLE, "people", _("People"), 0),
        (READ_AUDIT, "audit", _("Access log"), 0),
    )
    match = request.resolver_match
    here = (match.url_name or "" if match else "").split("-")[0]
    made = [
        [
            Section(label, reverse(name, args=[unit]), here == name, count)
            for right, name, label, count in part
            if right in rights
        ]
        for part in (bar, menu)
    ]
    more = {
        "open": next((one for one in made[1] if one.current), None),
        "waiting": sum(one.waiting for one in made[1]),
    }
    return {"sections": made[0], "more": made[1], "more_about": more}


def _stuck(unit: int) -> int:
    """Notices that somebody has to look at."""
    return Notice.objects.filter(unit=unit, status=Notice.Status.GIVEN_UP).count()
