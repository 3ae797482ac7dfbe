"""Puts a notice on an officer's list inside the system, in the same transaction as the act that it tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.notices.channels.base import Channel, Message, Reach, Refused
from motcua.notices.channels.registry import register
from motcua.notices.events import Audience, Variant
from motcua.notices.models import Notice, ScreenNotice
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class ScreenOptions:
    """Nothing has to be known."""


@register
class Screen(Channel):
    """Exactly once: a notice has at most one row, and it is written with the act."""

    key = "screen"
    label = _("Inside the system")
    hint = _("Officers see it behind the bell at the top of every page. Needs nothing else.")
    reach = Reach.ACCOUNT
    variant = Variant.LINE
    audiences = frozenset({Audience.OFFICER})
    open = False
    options_type = ScreenOptions
    usual = {"enabled": True, "to_officers": True}

    def place(self, notices: Sequence[Notice], now: Instant) -> bool:
        rows = [ScreenNotice(notice=one, user_id=one.user_id) for one in notices if one.user_id]
        ScreenNotice.objects.bulk_create(rows, ignore_conflicts=True)
        return True

    def send(self, message: Message) -> None:
        notices = Notice.objects.filter(pk__in=message.notices)
        if any(one.user_id is None for one in notices):
            raise Refused("Tài khoản không còn nữa.")
        self.place(list(notices), 0)

    def arrived(self, message: Message) -> bool | None:
        there = ScreenNotice.objects.filter(notice__in=message.notices).count()
        return there == len(message.notices)
