"""What is asked of whoever sets an SFTP folder up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.exchange.live.origin import machine, secret_name
from motcua.people.options import Kind, asked

_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}=?")


def fingerprints_in(text: str) -> frozenset[str]:
    """The fingerprints of a text, one a line, without padding; raises ValueError."""
    found = text.split()
    wrong = next((one for one in found if not _FINGERPRINT.fullmatch(one)), None)
    if wrong is not None:
        raise ValueError(
            f"“{wrong[:60]}” không phải dấu vân tay khóa máy chủ. Xem bằng: ssh-keyscan MÁY | ssh-keygen -lf -"
        )
    return frozenset(one.rstrip("=") for one in found)


@dataclass(frozen=True)
class SftpOptions:
    """Which folder of which server, and the key by which the server is known."""

    host: str = asked(
        _("Server"),
        hint=_("The operator must have permitted it, as sftp://files.example.vn:22."),
        required=True,
        check=machine,
    )
    port: int = asked(_("Port"), 22, kind=Kind.NUMBER, least=1, most=65_535)
    host_key: str = asked(
        _("Fingerprint of the server's key"),
        hint=_("As SHA256:…, asked of whoever runs the server; another key is never accepted."),
        kind=Kind.LINES,
        required=True,
        check=fingerprints_in,
    )
    secret: str = asked(
        _("Name of the secret"),
        hint=_(
            "Its value in the environment is user:password, or the private key where a user is named below."
        ),
        required=True,
        check=secret_name,
    )
    user: str = asked(
        _("User of the private key"), hint=_("Empty: the secret is a user name and a password.")
    )
    folder: str = asked(_("Folder"), "/", required=True)
    pattern: str = asked(_("Names of the files"), "*", hint=_("As ho-so-*.xlsx."), required=True)
