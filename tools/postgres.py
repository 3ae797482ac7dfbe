"""A PostgreSQL server of one's own for tests and benchmarks, thrown away at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OWNER = "postgres"


def programs() -> Path | None:
    """Where the server's programs are, or None where no server is installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return installed[-1].parent if installed else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_owner(command: list[str]) -> list[str]:
    # The server refuses to run as root, which is who tests are in a container.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["runuser", "-u", _OWNER, "--", *command] if is_root else command


@contextmanager
def server() -> Iterator[str]:
    """Run a server on a free port of this machine; gives its URL. Raises RuntimeError where none is installed."""
    found = programs()
    if found is None:
        raise RuntimeError("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="motcua-postgres-"))
    folder.chmod(0o777)
    data, port = folder / "data", _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=60"
    initialise = [
        str(found / "initdb"),
        "-D",
        str(data),
        "-U",
        "motcua",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    control = [str(found / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run(_as_owner(initialise), check=True, capture_output=True)
    start = [*control, "-o", options, "-l", str(folder / "log"), "start"]
    subprocess.run(_as_owner(start), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"postgres://motcua@127.0.0.1:{port}/postgres"
    finally:
        stop = [*control, "-m", "immediate", "stop"]
        subprocess.run(_as_owner(stop), check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)
