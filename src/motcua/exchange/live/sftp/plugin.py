"""A folder on an SFTP server. A file is whole when its size and time are those of the look before; nothing is deleted there."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.exchange.live.base import MOST_BYTES, Fate, LiveSource, Look, Ready
from motcua.exchange.live.registry import register
from motcua.exchange.live.sftp.options import SftpOptions
from motcua.rules.instants import Instant

AT_ONCE = 50
"""So many files at one look."""


def _remote() -> Any:
    # The library for SSH takes a quarter of a second to load, which only those pay who have such a source.
    return import_module("motcua.exchange.live.sftp.remote")


@register
class SftpFolder(LiveSource[SftpOptions]):
    """Takes files out of a folder elsewhere and leaves them there."""

    key = "sftp"
    label = _("SFTP folder")
    options_type = SftpOptions
    secrets = ("secret",)

    def place(self) -> str:
        return f"{self.options.host}:{self.options.folder}"

    def ready(self, look: Look) -> Iterator[Ready]:
        remote = _remote()
        found = [one for one in remote.listed(self.options) if self._wanted(one.name)]
        known = look.known([_identity(one) for one in found])
        fresh = [one for one in found if _identity(one) not in known]
        before = set(look.seen.get("files", []))
        look.seen["files"] = [_identity(one) for one in fresh]
        whole = sorted((one for one in fresh if _identity(one) in before), key=lambda one: one.written)
        for number, one in enumerate(whole[:AT_ONCE]):
            if one.size > MOST_BYTES:
                yield Ready(one.name, None, _identity(one), problem="Tệp quá lớn, không tải về.")
                continue
            path = look.folder / str(number)
            remote.fetch(self.options, one, path)
            yield Ready(one.name, path, _identity(one))

    def _wanted(self, name: str) -> bool:
        unfinished = name.startswith((".", "~")) or name.lower().endswith((".part", ".tmp", ".filepart"))
        return not unfinished and fnmatchcase(name, self.options.pattern)

    def put_away(self, found: Ready, fate: Fate, why: str, now: Instant) -> None:
        """Nothing is changed there: that a file was taken stands in our own log."""


def _identity(entry: Any) -> str:
    """A file as it lies there: written again, it is another one."""
    return f"{entry.name[:200]} {entry.size} {entry.written}"
