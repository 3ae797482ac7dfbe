"""Lists that were brought to be compared: kept under a random name until they take effect, or for a day."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from motcua.boards.jobs import KEPT_SECONDS, UploadRefused

_KEY = re.compile(r"[\w-]{10,60}", re.ASCII)
MOST_BYTES = 32 * 2**20


@dataclass(frozen=True)
class Upload:
    """Files that one person brought in a unit; they keep their names, which messages tell."""

    key: str
    unit: int
    by: int
    names: list[str]

    @property
    def paths(self) -> list[Path]:
        """The files, in the order in which they were chosen."""
        return [_folder() / self.key / str(number) / name for number, name in enumerate(self.names)]

    def remove(self) -> None:
        """Remove the files."""
        shutil.rmtree(_folder() / self.key, ignore_errors=True)


def _folder() -> Path:
    return settings.UPLOAD_FOLDER / "catalogue"


def keep(files: list[UploadedFile], unit: int, by: int) -> Upload:
    """Keep files; raises UploadRefused without any, or where they are too large."""
    _forget_old()
    if not files:
        raise UploadRefused(_("Choose at least one file."))
    if sum(one.size or 0 for one in files) > MOST_BYTES:
        raise UploadRefused(
            _("The files are larger than %(limit)s MB together: import them in parts.")
            % {"limit": MOST_BYTES // 2**20}
        )
    upload = Upload(secrets.token_urlsafe(18), unit, by, [_safe(one.name or "") for one in files])
    for file, path in zip(files, upload.paths, strict=True):
        path.parent.mkdir(parents=True, mode=0o700)
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
    told = {"unit": unit, "by": by, "names": upload.names}
    (_folder() / upload.key / "upload.json").write_text(json.dumps(told), encoding="utf-8")
    return upload


def _safe(name: str) -> str:
    """The name without a path and without signs that file systems mind; never empty."""
    plain = re.sub(r"[^\w .()-]", "_", Path(name.replace("\\", "/")).name).strip(" .")
    return plain[-100:] or "danh-muc"


def find(key: str, unit: int) -> Upload | None:
    """A unit's upload by its key."""
    if not _KEY.fullmatch(key):
        return None
    try:
        told = json.loads((_folder() / key / "upload.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Upload(key, told["unit"], told["by"], told["names"]) if told["unit"] == unit else None


def _forget_old() -> None:
    for one in _folder().iterdir() if _folder().exists() else ():
        if time.time() - one.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(one, ignore_errors=True)
