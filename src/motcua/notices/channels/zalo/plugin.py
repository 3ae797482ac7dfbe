"""Zalo: one HTTPS request for one message, with the numbers of templates that Zalo has approved."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.notices.channels.http import HttpChannel
from motcua.notices.channels.http_options import HttpOptions
from motcua.notices.channels.registry import register
from motcua.notices.events import Audience, Variant
from motcua.people.options import with_default

BODY = """{"phone": "{to}", "template_id": "{template}", "tracking_id": "{id}",
 "template_data": {"ma_ho_so": "{code}", "don_vi": "{unit_short}", "hen_tra": "{due}"}}"""


@dataclass(frozen=True)
class ZaloOptions(HttpOptions):
    """As for any provider, begun with the shape that Zalo's notification service takes."""

    url: str = with_default(HttpOptions, "url", "https://business.openapi.zalo.me/message/template")
    headers: str = with_default(HttpOptions, "headers", "access_token: {secret:ZALO}")
    body: str = with_default(HttpOptions, "body", BODY)
    accepted: str = with_default(HttpOptions, "accepted", "error = 0")


@register
class Zalo(HttpChannel):
    """At most once, unless the provider drops repeated ids or can be asked."""

    key = "zalo"
    label = "Zalo"
    hint = _("Messages to Zalo accounts through an official account; Zalo approves each template beforehand.")
    variant = Variant.SHORT
    audiences = frozenset(Audience)
    options_type = ZaloOptions
    options: ZaloOptions
    usual = {"hours": "07:00-20:00"}
