"""Where one channel could not send, the next one that stands by does: Zalo first, SMS for whoever has none."""

from __future__ import annotations

from motcua.notices.configured import standing_by
from motcua.notices.events import EVENTS
from motcua.notices.models import Notice
from motcua.notices.pauses import within_hours
from motcua.rules.instants import Instant


def hand_on(notice: Notice, now: Instant) -> bool:
    """Queue a notice that was given up on the channel that stands by; gives whether there is one.

    Once for each channel, however often it is called. Nothing is handed on where the first channel may
    have sent, and nothing that has an address of its own.
    """
    event = EVENTS.get(notice.event)
    if event is None or notice.to == Notice.To.ADDRESS:
        return False
    use = standing_by(notice.unit_id, event.audience, notice.channel, now)
    if use is None:
        return False
    about, name, occurrence, _channel, recipient = notice.identity.split(":")
    following = Notice(
        identity=f"{about}:{name}:{occurrence}:{use.kind.key}:{recipient}",
        unit_id=notice.unit_id,
        dossier_id=notice.dossier_id,
        event=notice.event,
        channel=use.kind.key,
        to=notice.to,
        user_id=notice.user_id,
        role=notice.role,
        parameters=notice.parameters,
        next_at=within_hours(now, use.setting.hours),
        created_at=now,
    )
    Notice.objects.bulk_create([following], ignore_conflicts=True)
    return True
