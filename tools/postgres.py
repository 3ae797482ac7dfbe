"""A PostgreSQL server of one's own for tests and benchmarks, thrown away at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.memory import folder_in_memory

_OWNER = "postgres"
# Named, because a bare container has no LANG, and under "C" the server does not know Đ from đ.
_LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
_FORGETFUL = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
    "checkpoint_timeout=1h", "max_wal_size=256MB", "jit=off",
)  # fmt: skip


def programs() -> Path | None:
    """Where the server's programs are, or None where no server is installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return installed[-1].parent if installed else None


@contextmanager
def server(*, durable: bool = True) -> Iterator[str]:
    """Run a server on a free port of this machine; gives its URL.

    `durable` keeps what was committed through a power cut, as an office's server does: what is measured is measured
    so. Without it the server is quick, and its data are in memory where there is room.
    Raises RuntimeError where no server is installed or it does not start, with what it said.
    """
    found = programs()
    if found is None:
        raise RuntimeError("no PostgreSQL server is installed")
    folder = _folder(durable)
    try:
        yield from _running(found, folder, () if durable else _FORGETFUL)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(found: Path, folder: Path, settings: tuple[str, ...]) -> Iterator[str]:
    data, log, port = folder / "data", folder / "log", _free_port()
    control: list[str | Path] = [found / "pg_ctl", "-D", data, "-w", "-t", "120"]
    # A client that was killed is noticed within a second even in the middle of a long query made for it.
    lets_go = "client_connection_check_interval=1000"
    named = ("listen_addresses=127.0.0.1", "max_connections=100", lets_go, *settings)
    options = " ".join([f"-p {port} -k {folder}", *(f"-c {one}" for one in named)])
    initialise: list[str | Path] = [
        found / "initdb",
        "-D",
        data,
        "-U",
        "motcua",
        "-A",
        "trust",
        "-E",
        "UTF8",
        f"--locale={_LOCALE}",
        "--no-sync",
    ]
    _as_owner(initialise, log)
    _as_owner([*control, "-o", options, "-l", log, "start"], log)
    try:
        yield f"postgres://motcua@127.0.0.1:{port}/postgres"
    finally:
        with suppress(RuntimeError):
            _as_owner([*control, "-m", "immediate", "stop"], log)


def _folder(durable: bool) -> Path:
    place = None if durable else folder_in_memory()
    folder = Path(tempfile.mkdtemp(prefix="motcua-postgres-", dir=place))
    if _is_root():
        shutil.chown(folder, _OWNER)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _as_owner(command: list[str | Path], log: Path) -> None:
    # The server refuses to run as root, which is who tests are in a container.
    words = [*(("runuser", "-u", _OWNER, "--") if _is_root() else ()), *map(str, command)]
    # A pipe would stay open as long as the server that is started.
    with tempfile.TemporaryFile() as said:
        if subprocess.run(words, stdout=said, stderr=said, cwd="/").returncode == 0:
            return
        said.seek(0)
        logged = log.read_text(errors="replace") if log.exists() else ""
        raise RuntimeError(f"{Path(command[0]).name}: {said.read().decode(errors='replace')}{logged}")
