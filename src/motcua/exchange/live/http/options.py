"""What is asked of whoever sets an HTTP source up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from motcua.exchange.live.origin import secret_name
from motcua.people.options import Kind, asked

_WORD = re.compile(r"[\w.\[\]-]{1,80}", re.ASCII)


def _url(text: str) -> None:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.fragment:
        raise ValueError("Viết đủ địa chỉ, như https://kho.tinh.gov.vn/api/ho-so, không kèm tên đăng nhập.")


def _word(text: str) -> None:
    if not _WORD.fullmatch(text):
        raise ValueError("Chỉ dùng chữ, số, dấu chấm, gạch.")


@dataclass(frozen=True)
class HttpOptions:
    """Which address, how it lets us in, how it pages, and from where on it is asked."""

    url: str = asked(
        _("Address"),
        hint=_("The operator of the server must have permitted its origin (MOTCUA_EXCHANGE_ORIGINS)."),
        required=True,
        check=_url,
    )
    sign_in: str = asked(
        _("Sign in"),
        "none",
        kind=Kind.CHOICE,
        choices=(
            ("none", _("not at all")),
            ("basic", _("user name and password")),
            ("bearer", _("Authorization: Bearer")),
            ("header", _("a header of its own")),
        ),
    )
    secret: str = asked(
        _("Name of the secret"),
        hint=_("Its value is in the environment of the server: MOTCUA_EXCHANGE_SECRET_ and this name."),
        check=secret_name,
    )
    header: str = asked(
        _("Name of that header"), "X-API-Key", hint=_("Only for a header of its own."), check=_word
    )
    paging: str = asked(
        _("Pages"),
        "none",
        kind=Kind.CHOICE,
        choices=(
            ("none", _("one answer")),
            ("link", _("each answer names the next address")),
            ("number", _("numbered")),
            ("cursor", _("each answer gives a mark for the next")),
        ),
    )
    page_param: str = asked(
        _("Parameter of the page"),
        "page",
        hint=_("The number or the mark of the page is sent in it."),
        check=_word,
    )
    first_page: int = asked(_("Number of the first page"), 1, kind=Kind.NUMBER, least=0, most=1)
    next_key: str = asked(
        _("Where an answer names the next page"),
        hint=_(
            "A path in the JSON, as paging.next; empty: the header Link, or the end where a page is empty."
        ),
        check=_word,
    )
    since_param: str = asked(
        _("Parameter for «only since»"),
        hint=_("Empty: everything is asked for each time."),
        check=_word,
    )
    since_begin: str = asked(
        _("Where to begin the first time"), hint=_("As the other system writes it: 2026-01-01.")
    )
    since_key: str = asked(
        _("Field of a record that moves «since» forward"),
        hint=_("As NgayCapNhat; empty: the time of asking, less the overlap."),
        check=_word,
    )
    since_format: str = asked(
        _("How that time is written"), "%Y-%m-%dT%H:%M:%S", hint=_("Only where the time of asking is sent.")
    )
    overlap_minutes: int = asked(_("Overlap in minutes"), 60, kind=Kind.NUMBER, least=0, most=10_080)
