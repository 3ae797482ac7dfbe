"""Secrets of connections: named in a setting, kept in the environment of the program alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

_FILE = "file:"
_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,39}")


class MissingSecret(LookupError):
    """A secret that is not there; `name` is its environment variable."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Thiếu biến môi trường {name}: người vận hành máy chủ phải đặt giá trị.")
        self.name = name


def kept(prefix: str, name: str) -> str:
    """The secret of a name: the value of the variable `prefix` + `name`, or the content of the file it names
    («file:/run/secrets/sms»).

    Only what begins with the prefix can be named: a setting must not be a way to read the rest of the environment. Read
    each time, so that a file may be renewed while the program runs. Raises MissingSecret.
    """
    variable = f"{prefix}{name}"
    value = os.environ.get(variable, "") if _NAME.fullmatch(name) else ""
    if value.startswith(_FILE):
        try:
            value = Path(value.removeprefix(_FILE)).read_text(encoding="utf-8").strip()
        except OSError:
            value = ""
    if not value:
        raise MissingSecret(variable)
    return value
