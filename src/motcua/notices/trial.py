"""A trial of a channel: one made-up message to an address that is typed in and kept nowhere."""

from __future__ import annotations

import secrets

from motcua.catalogue.models import Unit
from motcua.notices.channels.base import InDoubt, Message, Reach, Unreachable
from motcua.notices.compose import short_name, usable, written
from motcua.notices.configured import Use
from motcua.notices.events import EVENTS
from motcua.notices.parameters import in_words
from motcua.notices.templates import in_force
from motcua.people.options import BadOptions
from motcua.rules.instants import Instant

EVENT = "accepted"
MARK = "[Gửi thử] "


def try_out(unit: Unit, use: Use, address: str, now: Instant) -> None:
    """Send the text of an accepted dossier with made-up values; raises NotSent with the reason."""
    event = EVENTS[EVENT]
    values = {**event.samples, "unit": unit.name, "unit_short": short_name(unit.name)}
    title, text = written(event, in_force(unit.pk, event.name, use.kind.variant, now), values)
    message = Message(
        id=secrets.token_hex(16),
        event=event.name,
        unit=unit.pk,
        title=f"{MARK}{title}" if title else "",
        text=f"{MARK}{text}",
        address="" if use.kind.reach is Reach.NOTHING else usable(address, use.kind.reach),
        values={name: in_words(event.parameters[name].kind, value) for name, value in values.items()},
    )
    try:
        use.channel.send(message)
    except BadOptions as error:
        raise Unreachable(str(error)) from error
    except (ValueError, LookupError, OSError) as error:
        raise InDoubt("Kênh gặp lỗi khi gửi.") from error
