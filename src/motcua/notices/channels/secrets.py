"""Secrets of providers: named in the options, kept in the environment of the program alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

PREFIX = "MOTCUA_NOTICES_SECRET_"
"""Only what begins so can be named: options must not be a way to read the rest of the environment."""

_FILE = "file:"
_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,39}")


class MissingSecret(LookupError):
    """A secret that is not there; `name` is its environment variable."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Thiếu biến môi trường {name}: người vận hành máy chủ phải đặt giá trị.")
        self.name = name


def secret(name: str) -> str:
    """The secret of a name: the variable's value, or the content of the file it names («file:/run/secrets/sms»).

    Read each time, so that a file may be renewed while the program runs. Raises MissingSecret.
    """
    variable = f"{PREFIX}{name}"
    value = os.environ.get(variable, "") if _NAME.fullmatch(name) else ""
    if value.startswith(_FILE):
        try:
            value = Path(value.removeprefix(_FILE)).read_text(encoding="utf-8").strip()
        except OSError:
            value = ""
    if not value:
        raise MissingSecret(variable)
    return value
