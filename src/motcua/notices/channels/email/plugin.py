"""E-mail by Django's mail over SMTP; server and sender come from the environment (docs/operations.md)."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext_lazy as _

from motcua.notices.channels.base import Channel, InDoubt, Message, Reach, Refused, Unreachable
from motcua.notices.channels.registry import register
from motcua.notices.events import Audience, Variant
from motcua.people.options import Kind, asked

_NO_SUCH_MAILBOX = range(500, 600)


@dataclass(frozen=True)
class EmailOptions:
    """What a unit may choose; the server belongs to the installation."""

    reply_to: str = asked(_("Address for answers"), hint=_("Optional: the unit's own mailbox."))
    closing: str = asked(
        _("Closing lines"), hint=_("Optional: what stands under every letter."), kind=Kind.LINES
    )


@register
class Email(Channel):
    """At most once: no server can be asked whether it took a letter.

    The Message-ID is the same whenever a letter is tried again, so that a second one, which a unit may
    choose to risk, is recognised by mail programs that look at it.
    """

    key = "email"
    label = _("E-mail")
    hint = _("Letters through the office's mail server, which the operator of the server has to name.")
    reach = Reach.EMAIL
    variant = Variant.LETTER
    audiences = frozenset(Audience)
    options_type = EmailOptions
    options: EmailOptions
    usual = {"gather_minutes": 60}

    def send(self, message: Message) -> None:
        if found := self.problems():
            raise Unreachable(found[0])
        connection = get_connection(timeout=settings.EMAIL_TIMEOUT)
        try:
            _open(connection)
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(
                "Không kết nối được máy chủ thư, hoặc máy chủ thư không nhận tài khoản."
            ) from error
        try:
            connection.send_messages([self._letter(message, connection)])
        except smtplib.SMTPException as error:
            raise _meaning(error) from error
        except OSError as error:
            raise InDoubt("Mất kết nối với máy chủ thư khi đang gửi.") from error
        finally:
            _close(connection)

    def problems(self) -> list[str]:
        if settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL:
            return []
        return ["Máy chủ chưa khai máy chủ thư (biến MOTCUA_SMTP_HOST, MOTCUA_MAIL_FROM)."]

    def _letter(self, message: Message, connection: Any) -> EmailMessage:
        text = "\n\n".join(part for part in (message.text, self.options.closing) if part)
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
        letter = EmailMessage(message.title, text, to=[message.address], connection=connection)
        letter.reply_to = [self.options.reply_to] if self.options.reply_to else []
        letter.extra_headers = {"Message-ID": f"<{message.id}@{domain}>", "Auto-Submitted": "auto-generated"}
        return letter


def _meaning(error: smtplib.SMTPException) -> Exception:
    """What a server's complaint means; its own words may hold the address and are not kept."""
    code = _status(error)
    if code is None:
        return InDoubt("Máy chủ thư ngắt kết nối khi đang gửi.")
    if code in _NO_SUCH_MAILBOX and not isinstance(error, smtplib.SMTPSenderRefused):
        return Refused(f"Máy chủ thư từ chối (mã {code}).")
    ours = isinstance(error, smtplib.SMTPSenderRefused)
    return Unreachable(f"Máy chủ thư chưa nhận (mã {code}).", for_all=ours)


def _status(error: smtplib.SMTPException) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


def _open(connection: Any) -> None:
    """Connect and greet: whatever fails until then, no letter was given."""
    connection.open()
    if server := getattr(connection, "connection", None):
        server.ehlo_or_helo_if_needed()


def _close(connection: Any) -> None:
    """What goes wrong after the letter was taken changes nothing."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return
