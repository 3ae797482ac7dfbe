"""A folder in memory for what tests write and nobody keeps: there waiting for a disk costs nothing."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

_SHARED = Path("/dev/shm")
_LIMIT, _USED = (Path("/sys/fs/cgroup") / name for name in ("memory.max", "memory.current"))
_MEMORY = Path("/proc/meminfo")
_NEEDED = 6 * 1024**3


def folder_in_memory() -> Path | None:
    """A file system in memory with room for a run of the suite and its programs; None where there is none."""
    return _SHARED if _SHARED.is_dir() and min(_room()) > _NEEDED else None


def _room() -> list[int]:
    """Bytes left in the file system, in the machine, and in the container where it has a limit."""
    found = [shutil.disk_usage(_SHARED).free]
    with suppress(OSError):
        lines = (line.split() for line in _MEMORY.read_text(encoding="ascii").splitlines())
        found += [int(words[1]) * 1024 for words in lines if words[0] == "MemAvailable:"]
    # A container without a limit says "max".
    with suppress(OSError, ValueError):
        found.append(int(_LIMIT.read_text(encoding="ascii")) - int(_USED.read_text(encoding="ascii")))
    return found
