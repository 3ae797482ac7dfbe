"""Where live sources may be: only at places that whoever runs the server has named."""

from __future__ import annotations

import re

from django.conf import settings

from motcua.exchange.links import BadSecret, sign_in_of
from motcua.exchange.live.base import Unavailable
from motcua.people.secrets import MissingSecret

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)
_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,39}")


def permit(scheme: str, host: str, port: int | None = None) -> str:
    """The origin, as «sftp://máy:22», where it may be called; raises Unavailable where it may not.

    A page must not become a way into the server's own network.
    """
    origin = f"{scheme}://{host}" + (f":{port}" if port is not None else "")
    if origin not in settings.EXCHANGE_ORIGINS:
        raise Unavailable(f"Máy chủ chưa cho phép gọi {origin} (biến MOTCUA_EXCHANGE_ORIGINS).")
    return origin


def account(name: str) -> tuple[str, str]:
    """User name and password of a secret; raises Unavailable."""
    try:
        return sign_in_of(name)
    except (MissingSecret, BadSecret) as error:
        raise Unavailable(str(error)) from error


def machine(text: str) -> None:
    """Raises ValueError where a text is no name of a machine."""
    if not _HOST.fullmatch(text):
        raise ValueError("Viết tên máy, như thu.tinh.gov.vn, không kèm giao thức.")


def secret_name(text: str) -> None:
    """Raises ValueError where a text is no name of a secret."""
    if not _NAME.fullmatch(text):
        raise ValueError(
            "Chỉ ghi tên khóa, chữ hoa và số, như KHO_TINH; giá trị đặt trong biến MOTCUA_EXCHANGE_SECRET_ và tên ấy."
        )
