"""A watched folder: another system's job, or a person, puts exports there; needs no network.

A file is whole when nobody has written to it for some seconds. It is then taken and moved to a folder beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from motcua.exchange.live.base import BadSource, LiveSource, Ready, Unavailable
from motcua.exchange.live.registry import register
from motcua.rules.instants import Instant, to_datetime

TAKEN, REFUSED = "da-nhap", "khong-nhap-duoc"
SETTLE_MS = 10_000
"""Nobody has written for so long: the file is whole."""
_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial", ".filepart")


@register
class WatchedFolder(LiveSource):
    """Options: `folder`, an absolute path."""

    key = "folder"
    label = "Thư mục"

    def __init__(self, options: Mapping[str, str]) -> None:
        super().__init__(options)
        self.folder = Path(options.get("folder", ""))
        if not self.folder.is_absolute():
            raise BadSource("Thư mục phải viết bằng đường dẫn đầy đủ, như /du-lieu/tep-xuat.")

    def ready(self, now: Instant) -> list[Ready]:
        try:
            found = [(path.lstat(), path) for path in self.folder.iterdir() if _wanted(path)]
        except OSError as error:
            raise Unavailable(
                f"Không đọc được thư mục {self.folder}: {error.strerror or type(error).__name__}."
            ) from error
        whole = [
            (stat.st_mtime_ns, path)
            for stat, path in found
            if stat.st_mtime_ns // 1_000_000 <= now - SETTLE_MS
        ]
        return [Ready(path.name, path) for _, path in sorted(whole)]

    def put_away(self, found: Ready, now: Instant, refused: str = "") -> None:
        target = self.folder / (REFUSED if refused else TAKEN)
        try:
            target.mkdir(exist_ok=True)
            moved = target / f"{to_datetime(now):%Y%m%d-%H%M%S}-{found.name}"
            found.path.replace(moved)
            if refused:
                moved.with_name(f"{moved.name}.ly-do.txt").write_text(refused, encoding="utf-8")
        except OSError as error:
            raise Unavailable(
                f"Không chuyển được tệp {found.name}: {error.strerror or type(error).__name__}."
            ) from error


def _wanted(path: Path) -> bool:
    """A plain file of somebody's, not a link out of the folder, not one that is still being written."""
    name = path.name.lower()
    hidden = name.startswith((".", "~")) or name.endswith(_UNFINISHED)
    return not hidden and not path.is_symlink() and path.is_file()
