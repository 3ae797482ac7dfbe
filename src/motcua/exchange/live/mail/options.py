"""What is asked of whoever sets a mailbox up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.exchange.live.origin import machine, secret_name
from motcua.people.options import Kind, asked

_SENDER = re.compile(r"[^\s@<>]*@[^\s@<>]+")


def senders_in(text: str) -> list[str]:
    """Addresses, or domains («@tinh.gov.vn»), in small letters; raises ValueError."""
    found = [one.lower() for one in re.split(r"[\s,;]+", text) if one]
    wrong = next((one for one in found if not _SENDER.fullmatch(one)), None)
    if wrong is not None:
        raise ValueError(f"“{wrong}” không phải địa chỉ thư. Viết như baocao@tinh.gov.vn hoặc @tinh.gov.vn.")
    return found


def _folder(text: str) -> None:
    if not (text.isascii() and text.isprintable()) or '"' in text or "\\" in text:
        raise ValueError("Tên hộp thư chỉ dùng chữ không dấu, như INBOX.")


@dataclass(frozen=True)
class MailOptions:
    """Which mailbox, and whose messages."""

    host: str = asked(
        _("Server"),
        hint=_("The operator must have permitted it, as imaps://mail.example.vn:993."),
        required=True,
        check=machine,
    )
    port: int = asked(_("Port"), 993, kind=Kind.NUMBER, least=1, most=65_535)
    secret: str = asked(
        _("Name of the secret"),
        hint=_("Its value, user:password, is in the environment: MOTCUA_EXCHANGE_SECRET_ and this name."),
        required=True,
        check=secret_name,
    )
    folder: str = asked(_("Mailbox"), "INBOX", required=True, check=_folder)
    senders: str = asked(
        _("Allowed senders"),
        hint=_("Addresses or domains (@tinh.gov.vn), one a line. Messages of others are left unread."),
        kind=Kind.LINES,
        required=True,
        check=senders_in,
    )
    checked_by: str = asked(
        _("Server that has checked the sender"),
        hint=_(
            "Its name in Authentication-Results: only messages that passed DMARC or DKIM there are taken."
        ),
        check=machine,
    )
