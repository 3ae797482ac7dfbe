"""Imports under way: files of one upload, and a small file beside them that says how far the work is.

The state is kept outside the database, because SQLite holds its write lock while an import records.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connections
from django.utils.translation import gettext as _

READING, READY, RUNNING, DONE, FAILED = "reading", "ready", "running", "done", "failed"
AT_WORK = frozenset({READING, RUNNING})
BEAT_SECONDS = 3.0
SILENT_SECONDS = 30.0
"""Work that has not shown itself alive for so long was interrupted."""
KEPT_SECONDS = 24 * 3600.0
"""An upload that nobody took further is removed after a day."""


class UploadRefused(Exception):
    """An upload that is not taken; its text says why, for people."""


@dataclass
class Job:
    """One upload on its way: `step` of `total` is what the work is at, `previews` what it would read."""

    key: str
    unit: int
    by: int
    by_name: str
    made_at: int
    names: list[str]
    sizes: list[int]
    phase: str = READING
    step: str = "read"
    at: int = 0
    total: int = 0
    problem: str = ""
    layout: str = ""
    profile: str = ""
    previews: list[dict[str, Any]] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return settings.UPLOAD_FOLDER / self.key

    @property
    def paths(self) -> list[Path]:
        """The files, under names of our own that keep the ending."""
        return [self.folder / f"{n}{_ending(name)}" for n, name in enumerate(self.names)]

    @property
    def interrupted(self) -> bool:
        """Whether it claims to be at work and nobody works."""
        beat = self.folder / "state.json"
        return self.phase in AT_WORK and time.time() - beat.stat().st_mtime > SILENT_SECONDS

    def save(self) -> None:
        """Write the state, whole or not at all."""
        written = self.folder / f"state.{secrets.token_hex(4)}"
        written.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        written.replace(self.folder / "state.json")

    def forget_files(self) -> None:
        """Remove the uploaded files; the state stays for whoever comes back to look."""
        for path in self.paths:
            path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the job and everything of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) <= 6 else ""


def take(uploads: list[UploadedFile], unit: int, by: int, by_name: str, now: int) -> Job:
    """Keep uploaded files under random names; raises UploadRefused."""
    if not uploads:
        raise UploadRefused(_("Choose at least one file."))
    if sum(one.size or 0 for one in uploads) > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // 2**20
        raise UploadRefused(
            _("The files are larger than %(limit)s MB together: import them in parts.") % {"limit": limit}
        )
    names = [Path(one.name or "").name[:200] or "?" for one in uploads]
    job = Job(secrets.token_urlsafe(18), unit, by, by_name, now, names, [one.size or 0 for one in uploads])
    job.folder.mkdir(parents=True, mode=0o700)
    for upload, path in zip(uploads, job.paths, strict=True):
        with path.open("wb") as kept:
            kept.writelines(upload.chunks())
    job.save()
    return job


def split(job: Job, number: int) -> Job:
    """Make a job of its own of one file; the others stay together."""
    name, size, path = job.names[number], job.sizes[number], job.paths[number]
    alone = Job(secrets.token_urlsafe(18), job.unit, job.by, job.by_name, job.made_at, [name], [size])
    alone.folder.mkdir(parents=True, mode=0o700)
    path.rename(alone.paths[0])
    _close_gap(job, number)
    alone.save()
    return alone


def _close_gap(job: Job, number: int) -> None:
    rest = [path for n, path in enumerate(job.paths) if n != number]
    del job.names[number], job.sizes[number]
    del job.previews[number : number + 1]
    for old, new in zip(rest, job.paths, strict=True):
        old.rename(new)
    job.save()


def find(key: str, unit: int) -> Job | None:
    """A unit's job by its key."""
    try:
        job = Job(**json.loads((settings.UPLOAD_FOLDER / key / "state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return job if job.unit == unit else None


def jobs_of(unit: int) -> list[Job]:
    """A unit's jobs, the latest first; what was left lying is removed."""
    found = [job for key in _keys() if (job := find(key, unit)) is not None]
    return sorted(found, key=lambda job: -job.made_at)


def _keys() -> Iterable[str]:
    folder = settings.UPLOAD_FOLDER
    for one in sorted(folder.iterdir()) if folder.exists() else ():
        state = one / "state.json"
        if state.exists() and time.time() - state.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(one, ignore_errors=True)
        elif state.exists():
            yield one.name


def in_background(job: Job, work: Callable[[Job], None]) -> None:
    """Do the work of a job in a thread of this process, and show it alive meanwhile."""
    threading.Thread(target=_watched, args=(job, work), name=f"import-{job.key[:6]}", daemon=True).start()


def _watched(job: Job, work: Callable[[Job], None]) -> None:
    over = threading.Event()
    threading.Thread(target=_beat, args=(job.folder / "state.json", over), daemon=True).start()
    try:
        work(job)
    finally:
        over.set()
        _close_connections()


def _beat(state: Path, over: threading.Event) -> None:
    while not over.wait(BEAT_SECONDS):
        if state.exists():
            os.utime(state)


def _close_connections() -> None:
    connections.close_all()
