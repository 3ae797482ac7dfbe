"""Which recipients a channel is for: an address only for its own, an officer by e-mail or telephone only if he wants."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.notices.channels.base import Channel, Reach
from motcua.notices.models import Notice
from motcua.notices.recipients import To
from motcua.people.models import User

_WISH = {Reach.EMAIL: "by_email", Reach.PHONE: "by_sms"}
"""What an officer has to have chosen in his account for a channel that needs such an address."""


def wanted(recipients: Sequence[To], channel: type[Channel]) -> list[To]:
    """Those of the recipients who are told by a channel."""
    meant = [to for to in recipients if to.kind != Notice.To.ADDRESS or to.channel == channel.key]
    wish = _WISH.get(channel.reach)
    asked = [to.user for to in meant if to.user]
    if wish is None or not asked:
        return meant
    willing = set(User.objects.filter(pk__in=asked, **{wish: True}).values_list("pk", flat=True))
    return [to for to in meant if to.user is None or to.user in willing]
