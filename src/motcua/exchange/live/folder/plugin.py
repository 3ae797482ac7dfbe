"""A watched folder: another system's job, or a person, puts exports there; needs no network.

A file is whole when nobody has written to it for some seconds. It is then taken and moved to a folder beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from motcua.exchange.live.base import Fate, LiveSource, Look, Ready, Unavailable
from motcua.exchange.live.registry import register
from motcua.people.options import asked
from motcua.rules.instants import Instant, to_datetime

PLACES = {Fate.TAKEN: "da-nhap", Fate.REFUSED: "khong-nhap-duoc", Fate.HELD: "cho-xem-lai"}
"""Where a file goes that has been dealt with."""
SETTLE_MS = 10_000
"""Nobody has written for so long: the file is whole."""
_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial", ".filepart")


def _absolute(text: str) -> None:
    if not Path(text).is_absolute():
        raise ValueError("Thư mục phải viết bằng đường dẫn đầy đủ, như /du-lieu/tep-xuat.")


@dataclass(frozen=True)
class FolderOptions:
    """Which folder."""

    folder: str = asked(
        _("Folder"), hint=_("On the server, with its full path."), required=True, check=_absolute
    )


@register
class WatchedFolder(LiveSource[FolderOptions]):
    """Takes what is put into a folder."""

    key = "folder"
    label = _("Watched folder")
    options_type = FolderOptions
    folders = ("folder",)

    def __init__(self, raw: Mapping[str, object]) -> None:
        super().__init__(raw)
        self.folder = Path(self.options.folder)

    def place(self) -> str:
        return str(self.folder)

    def ready(self, look: Look) -> list[Ready]:
        try:
            found = [(path.lstat(), path) for path in self.folder.iterdir() if _wanted(path)]
        except OSError as error:
            raise Unavailable(
                f"Không đọc được thư mục {self.folder}: {error.strerror or type(error).__name__}."
            ) from error
        whole = [
            (stat.st_mtime_ns, path)
            for stat, path in found
            if stat.st_mtime_ns // 1_000_000 <= look.now - SETTLE_MS
        ]
        return [Ready(path.name, path) for _, path in sorted(whole)]

    def put_away(self, found: Ready, fate: Fate, why: str, now: Instant) -> None:
        target = self.folder / PLACES[fate]
        try:
            target.mkdir(exist_ok=True)
            moved = target / f"{to_datetime(now):%Y%m%d-%H%M%S}-{found.name}"
            (self.folder / found.name).replace(moved)
            if why:
                moved.with_name(f"{moved.name}.ly-do.txt").write_text(why, encoding="utf-8")
        except OSError as error:
            raise Unavailable(
                f"Không chuyển được tệp {found.name}: {error.strerror or type(error).__name__}."
            ) from error


def _wanted(path: Path) -> bool:
    """A plain file of somebody's, not a link out of the folder, not one that is still being written."""
    name = path.name.lower()
    hidden = name.startswith((".", "~")) or name.endswith(_UNFINISHED)
    return not hidden and not path.is_symlink() and path.is_file()
