"""What these pages write into the access log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.notices.alert_rules import KINDS
from motcua.notices.channels.registry import registered
from motcua.notices.events import EVENTS
from motcua.people.audit import Details, register


def _channel(told: Details) -> str:
    kind = registered().get(str(told["channel"]))
    return str(kind.label if kind else told["channel"])


def _rule(told: Details) -> str:
    kind = KINDS.get(str(told["rule"]))
    return str(kind.label if kind else told["rule"])


def _text(told: Details) -> str:
    event = EVENTS.get(str(told["event"]))
    return f"{event.label if event else told['event']} ({told['variant']} {told['number']})"


NOTICE_RESENT = register("notice.resent", _("Sent a notice again"), ("channel",), _channel)
NOTICE_CANCELLED = register("notice.cancelled", _("Cancelled a notice"), ("channel",), _channel)
CHANNEL_CHANGED = register("channel.changed", _("Changed a channel of notices"), ("channel",), _channel)
CHANNEL_TRIED = register("channel.tried", _("Tried a channel of notices"), ("channel",), _channel)
TEMPLATE_SAVED = register(
    "template.saved", _("Changed the text of a notice"), ("event", "variant", "number"), _text
)
RULE_CHANGED = register("alert.changed", _("Changed a rule of warning"), ("rule",), _rule)
