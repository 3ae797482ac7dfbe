"""SMS through any provider that takes one HTTPS request for one message."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.notices.channels.base import Message
from motcua.notices.channels.http import HttpChannel, plain
from motcua.notices.channels.http_options import HttpOptions
from motcua.notices.channels.registry import register
from motcua.notices.events import Audience, Variant
from motcua.people.options import Kind, asked

GSM, MARKED = (160, 153), (70, 67)
"""Signs that fit into one message alone, and into each of several, without and with Vietnamese marks."""


@dataclass(frozen=True)
class SmsOptions(HttpOptions):
    """As for any provider, and whether marks are left out."""

    without_marks: bool = asked(
        _("Write without Vietnamese marks"),
        True,
        hint=_("A message then holds 160 signs instead of 70, and costs less."),
        kind=Kind.SWITCH,
    )


@register
class Sms(HttpChannel):
    """At most once, unless the provider drops repeated ids or can be asked."""

    key = "sms"
    label = _("SMS")
    hint = _("Short messages to telephones through a provider; each costs money.")
    variant = Variant.SHORT
    audiences = frozenset(Audience)
    options_type = SmsOptions
    options: SmsOptions
    usual = {"hours": "07:00-20:00"}

    def text_of(self, message: Message) -> str:
        return plain(message.text) if self.options.without_marks else message.text


def messages_in(text: str) -> int:
    """How many messages a text is charged as."""
    alone, each = GSM if text.isascii() else MARKED
    return 1 if len(text) <= alone else -(-len(text) // each)
