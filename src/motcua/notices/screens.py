"""What officers find behind the bell: their notices, where they still have rights."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from motcua.notices.channels.base import Refused
from motcua.notices.compose import say, written
from motcua.notices.configured import use_of
from motcua.notices.events import EVENTS
from motcua.notices.models import Notice, ScreenNotice
from motcua.notices.wording import MissingValue
from motcua.people.models import User
from motcua.people.policies import SEE_DOSSIERS
from motcua.people.scopes import within
from motcua.rules.instants import Instant


def of_user(user: User, day: date) -> QuerySet[ScreenNotice]:
    """A user's notices of the units in which he may see dossiers on a local day."""
    return within(ScreenNotice.objects.filter(user=user), user, SEE_DOSSIERS, day, "notice__unit_id")


def unread(user: User, day: date) -> int:
    """How many of them nobody has read."""
    if not ScreenNotice.objects.filter(user=user, read_at=None).exists():
        return 0
    return of_user(user, day).filter(read_at=None).count()


def read_all(user: User, day: date, now: Instant) -> int:
    """Mark all of them as read; gives how many."""
    waiting = of_user(user, day).filter(read_at=None).values_list("pk", flat=True)
    return ScreenNotice.objects.filter(pk__in=list(waiting)).update(read_at=now)


def words_of(notice: Notice) -> tuple[str, str]:
    """Title and text of a notice as it was sent, made again of its version and its values; empty before that."""
    event = EVENTS.get(notice.event)
    if event is None or notice.template is None:
        return "", ""
    known = {name: value for name, value in notice.parameters.items() if name in event.parameters}
    try:
        return written(event, notice.template, known)
    except MissingValue:
        return "", ""


def draft_of(notice: Notice, now: Instant) -> tuple[str, str]:
    """What a notice that was not sent would say at present; empty where it cannot be said."""
    use = use_of(notice.unit_id, notice.channel, now)
    if use is None or notice.event not in EVENTS:
        return "", ""
    try:
        said = say(notice, use, now, several=False)
    except Refused:
        return "", ""
    return said.title, said.text
