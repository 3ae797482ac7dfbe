"""What is asked of whoever describes a provider that is called over HTTPS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from motcua.notices.channels.filling import (
    conditions,
    document,
    headers,
    known_places,
    pairs,
    statuses,
)
from motcua.notices.events import EVENTS
from motcua.people.options import BadOptions, Kind, asked


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError("Viết đủ địa chỉ, như https://sms.example.vn/send, không kèm tên đăng nhập.")
    return text


def _asking(text: str) -> str:
    _url(text)
    if set(re.findall(r"\{([^}]*)\}", text)) != {"id"}:
        raise ValueError(
            "Địa chỉ hỏi lại phải có {id} và không có chỗ điền nào khác: nhiều máy ghi lại địa chỉ."
        )
    return text


def templates(text: str) -> dict[str, str]:
    found = dict(pairs(text))
    for event in found:
        if event not in EVENTS:
            raise ValueError(f"Không có việc “{event}”. Dùng được: {', '.join(EVENTS)}.")
    return found


@dataclass(frozen=True)
class HttpOptions:
    """How a provider is called, and what its answers mean."""

    url: str = asked(
        _("Address of the provider"),
        hint=_("The operator of the server must have permitted its host."),
        required=True,
        check=_url,
    )
    method: str = asked(_("Method"), "POST", kind=Kind.CHOICE, choices=(("POST", "POST"), ("PUT", "PUT")))
    headers: str = asked(
        _("Headers"),
        hint=_("One a line. Secrets are named, never written: {secret:SMS}."),
        kind=Kind.LINES,
        check=headers,
    )
    encoding: str = asked(
        _("Form of the body"),
        "json",
        kind=Kind.CHOICE,
        choices=(("json", "JSON"), ("form", _("form fields, one a line"))),
    )
    body: str = asked(
        _("Body"),
        '{"to": "{to}", "text": "{text}", "id": "{id}"}',
        hint=_("With places: {to}, {text}, {id}, {template}, {secret:NAME} and the parameters of the event."),
        kind=Kind.LINES,
        required=True,
    )
    phone: str = asked(
        _("How numbers are written"),
        "digits",
        kind=Kind.CHOICE,
        choices=(("national", "0912345678"), ("digits", "84912345678"), ("plus", "+84912345678")),
    )
    accepted_status: str = asked(
        _("Statuses of an answer that accepts"), "200-299", required=True, check=statuses
    )
    accepted: str = asked(
        _("What an answer that accepts must have"),
        hint=_("One a line, as error = 0; text = OK looks in the whole answer. Empty: the status is enough."),
        kind=Kind.LINES,
        check=conditions,
    )
    again: str = asked(
        _("What means: try again later"),
        hint=_("One a line, as error = -124. Any other answer is a refusal."),
        kind=Kind.LINES,
        check=conditions,
    )
    templates: str = asked(
        _("Numbers of the provider's templates"),
        hint=_("One a line, as accepted = 301234, where the provider wants its own templates."),
        kind=Kind.LINES,
        check=templates,
    )
    recognises: bool = asked(
        _("The provider drops a message whose {id} it has had"),
        False,
        hint=_("Then a message whose answer was lost is sent again without risk."),
        kind=Kind.SWITCH,
    )
    asking: str = asked(
        _("Address to ask whether a message arrived"),
        hint=_("With {id}; empty where the provider has none."),
        check=_asking,
    )
    arrived: str = asked(
        _("What its answer has where the message arrived"), kind=Kind.LINES, check=conditions
    )
    seconds: int = asked(_("Seconds to wait for an answer"), 15, kind=Kind.NUMBER, least=1, most=30)


def check_body(options: HttpOptions) -> None:
    """Raises BadOptions: the body is right only in the form that was chosen."""
    try:
        if options.encoding == "json":
            document(options.body)
        else:
            known_places("\n".join(value for _name, value in pairs(options.body)))
    except ValueError as error:
        raise BadOptions({"body": str(error)}) from error
