"""Writes each message into a folder of the server, whole or not at all, under its own name."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.notices.channels.base import Channel, Message, Reach, Unreachable
from motcua.notices.channels.registry import register
from motcua.notices.events import Audience, Variant


@dataclass(frozen=True)
class FolderOptions:
    """Nothing has to be known: the folder belongs to the installation."""


@register
class Folder(Channel):
    """Exactly once: a message that is tried again writes the same file."""

    key = "folder"
    label = _("Folder")
    hint = _(
        "Each message becomes a file on the server and goes nowhere. For trials, and to see what would be sent."
    )
    reach = Reach.NOTHING
    variant = Variant.LETTER
    audiences = frozenset(Audience)
    options_type = FolderOptions

    def send(self, message: Message) -> None:
        path = self.path(message)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, f"{message.title}\n\n{message.text}\n")
        except OSError as error:
            raise Unreachable("Không ghi được vào thư mục thông báo trên máy chủ.") from error

    def arrived(self, message: Message) -> bool | None:
        return self.path(message).exists()

    @staticmethod
    def path(message: Message) -> Path:
        """The file of a message."""
        return Path(settings.NOTICES_FOLDER) / str(message.unit) / f"{message.id}.txt"


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.stem}.{secrets.token_hex(4)}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
