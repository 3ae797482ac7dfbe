"""What the frame of every page needs: sections, and which of them is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.boards.clock import today
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
    return {"unit": unit, "rights": rights, "sections": sections, "bell": bell}


_WAITING = """
SELECT (SELECT COUNT(*) FROM hub_quarantinedrow WHERE unit_id = %s AND status = 'open'),
       (SELECT COUNT(*) FROM notices_screennotice WHERE user_id = %s AND read_at IS NULL),
       (SELECT COUNT(*) FROM exchange_outmessage message JOIN exchange_lane lane ON lane.id = message.lane_id
        JOIN dossiers_dossier dossier ON dossier.id = lane.dossier_id
        WHERE message.status = 'refused' AND dossier.unit_id = %s)
"""


def _waiting(request: HttpRequest, unit: int | None) -> tuple[int, int, int]:
    """Rows in quarantine, notices not read and messages that the portal refused, asked in one statement; none where
    the database does not answer, for that has a page too."""
    user = getattr(request, "user", None)
    try:
        if not isinstance(user, User):
            return 0, 0, 0
        with connection.cursor() as cursor:
            cursor.execute(_WAITING, [unit, user.pk, unit])
            quarantined, notices, refused = cursor.fetchone()
        return quarantined, unread(user, today()) if notices else 0, refused
    except DatabaseError:
        return 0, 0, 0


def _sections(
    request: HttpRequest, unit: int, rights: frozenset[str], waiting: tuple[int, int]
) -> list[Section]:
    """`waiting` counts rows in quarantine and messages that the portal refused."""
    quarantined, refused = waiting
    match = request.resolver_match
    here = match.url_name or "" if match else ""
    stuck = _stuck(unit) if ADMINISTER in rights else 0
    every = (
        *([(SEE_DOSSIERS, "desk", _("My work"), 0)] if rights & WORKING else []),
        (SEE_FIGURES, "board", _("Board"), 0),
        (RECEIVE, "counter", _("Reception"), 0),
        (RECEIVE, "return", _("Return results"), 0),
        (SEE_FIGURES, "statement", _("Figures"), 0),
        (SEE_DOSSIERS, "dossiers", _("Dossiers"), 0),
        (IMPORT, "import", _("Import"), 0),
        (IMPORT, "quarantine", _("Quarantine"), quarantined),
        (SEE_FIGURES, "reports", _("Reports"), 0),
        (SEE_FIGURES, "catalogue", _("Catalogue"), 0),
        (SEE_DOSSIERS, "notices", _("Notices"), stuck),
        (IMPORT, "exchange", _("Exchange"), refused),
        (SEE_FIGURES, "calendar", pgettext("section", "Calendar"), 0),
        (READ_AUDIT, "audit", _("Access log"), 0),
        (SEE_DOSSIERS, "workflow", _("Workflows"), 0),
        (MANAGE_PEOPLE, "people", _("People"), 0),
    )
    return [
        Section(label, reverse(name, args=[unit]), here.split("-")[0] == name, count)
        for right, name, label, count in every
        if right in rights
    ]


def _stuck(unit: int) -> int:
    """Notices that somebody has to look at."""
    return Notice.objects.filter(unit=unit, status=Notice.Status.GIVEN_UP).count()
