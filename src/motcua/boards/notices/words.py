"""The words of these pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.notices.channels.base import Reach
from motcua.notices.events import EVENTS, Audience, Variant
from motcua.notices.models import ChannelSetting, Notice
from motcua.notices.recipients import APPLICANT

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise

STATUSES: dict[str, StrPromise] = {
    Notice.Status.QUEUED: _("Waiting to be sent"),
    Notice.Status.SENDING: _("Being sent"),
    Notice.Status.SENT: _("Sent"),
    Notice.Status.FAILED: _("Not sent yet, will be tried again"),
    Notice.Status.GIVEN_UP: _("Could not be sent"),
    Notice.Status.CANCELLED: _("Cancelled"),
}
"""What becomes of a notice."""

TONES: dict[str, str] = {
    Notice.Status.QUEUED: "term",
    Notice.Status.SENDING: "term",
    Notice.Status.SENT: "done",
    Notice.Status.FAILED: "today",
    Notice.Status.GIVEN_UP: "late",
    Notice.Status.CANCELLED: "out",
}
"""The tone of each, as of the states of dossiers."""

AUDIENCES: dict[str, StrPromise] = {
    Audience.APPLICANT: _("To citizens"),
    Audience.OFFICER: _("To officers"),
}

VARIANTS: dict[str, StrPromise] = {
    Variant.LETTER: _("Letter"),
    Variant.SHORT: _("Short message"),
    Variant.LINE: _("Line inside the system"),
}

NAMING: dict[str, StrPromise] = {
    ChannelSetting.Naming.NEVER: _("Never named"),
    ChannelSetting.Naming.NOT_PRIVATE: _("Named, except in private fields such as civil status"),
}

DOUBT: dict[str, StrPromise] = {
    ChannelSetting.Doubt.GIVE_UP: _("Stop, and let a person decide"),
    ChannelSetting.Doubt.SEND_AGAIN: _("Send again, at the risk of a second one"),
}

ADDRESSES: dict[str, StrPromise] = {
    Reach.PHONE: _("Telephone number for the trial"),
    Reach.EMAIL: _("E-mail address for the trial"),
}
"""What a trial asks for."""


def event_word(name: str) -> StrOrPromise:
    """An event in words; one that is no more by its name."""
    event = EVENTS.get(name)
    return event.label if event else name


def recipient_word(notice: Notice) -> StrOrPromise:
    """Whom a notice is for, without an address."""
    if notice.to == Notice.To.USER:
        return notice.user.get_full_name() if notice.user else _("an account that is no more")
    if notice.role == APPLICANT:
        return _("applicant")
    return notice.role
