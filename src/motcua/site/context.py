"""What the frame of every page needs: the unit, the reader's rights, its sections, and what waits for him."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from motcua.boards.clock import today
from motcua.catalogue.quick import run
from motcua.notices.screens import unread
from motcua.people.models import User
from motcua.people.policies import IMPORT
from motcua.site.sections import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """The unit whose page this is, the reader's rights in it, its sections, and what the bell has for him."""
    unit = getattr(request, "unit", None)
    rights: frozenset[str] = getattr(request, "rights", frozenset())
    known = unit.pk if unit is not None and IMPORT in rights else None
    quarantined, bell, refused = _waiting(request, known)
    if unit is None or not rights:
        return {"bell": bell}
    found = navigation(request, unit.pk, rights, quarantined, refused)
    return {"unit": unit, "rights": rights, "bell": bell, "navigation": found}


def uploads(_request: HttpRequest) -> dict[str, Any]:
    """How much may be sent at once: in bytes, and in megabytes for the words."""
    most = settings.UPLOAD_LIMIT_BYTES
    return {"most_upload": str(most), "most_upload_mb": most // 2**20}


_UNREAD = "EXISTS (SELECT 1 FROM notices_screennotice WHERE user_id = %s AND read_at IS NULL)"
_SET_ASIDE = "(SELECT COUNT(*) FROM hub_quarantinedrow WHERE unit_id = %s AND status = 'open')"
_REFUSED = """(SELECT COUNT(*) FROM exchange_outmessage message JOIN exchange_lane lane ON lane.id = message.lane_id
    JOIN dossiers_dossier dossier ON dossier.id = lane.dossier_id
    WHERE message.status = 'refused' AND dossier.unit_id = %s)"""


_HELD = """(SELECT COUNT(*) FROM exchange_takenfile file JOIN exchange_watchedsource source ON source.id = file.source_id
    WHERE file.outcome = 'held' AND source.unit_id = %s)"""


def _waiting(request: HttpRequest, unit: int | None) -> tuple[int, int, int]:
    """Rows in quarantine, notices not read, messages that the portal refused and files of live sources that wait, asked
    in one statement; none where the database does not answer, for that has a page too."""
    user = getattr(request, "user", None)
    try:
        if not isinstance(user, User):
            return 0, 0, 0
        if unit is None:
            notices, quarantined, refused = run(f"SELECT {_UNREAD}, 0, 0", [user.pk])[0]
        else:
            notices, quarantined, refused = run(
                f"SELECT {_UNREAD}, {_SET_ASIDE}, {_REFUSED} + {_HELD}", [user.pk, unit, unit, unit]
            )[0]
        return quarantined, unread(user, today()) if notices else 0, refused
    except DatabaseError:
        return 0, 0, 0
