"""Run as a program: it has loaded all that the commands need, and bears them by forking, since a start takes seconds and
what is tested is that they are killed. One command in JSON a line comes in, its process number goes out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

NEEDED = ("motcua.cli.app", "motcua.cli.exchange", "motcua.cli.portal", "motcua.cli.serve", "motcua.cli.served",
          "motcua.site.wsgi", "motcua.site.urls", "motcua.notices.worker", "motcua.exchange.worker")  # fmt: skip


class Nursery:
    """Starts commands of the program in an environment, each as a process with a group of its own."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        command = [sys.executable, "-m", "tests.exchange.nursery"]
        self._process = subprocess.Popen(
            command,
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, arguments: Sequence[str]) -> int:
        """Start `motcua` with these arguments; gives the number of its process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(list(arguments)) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End it; what it bore lives on."""
        self._process.communicate(timeout=30)


def alive(process: int) -> bool:
    """Whether a process is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def kill(process: int) -> None:
    """Kill a process with its group, in the middle of whatever it does."""
    os.killpg(process, signal.SIGKILL)
    until = time.monotonic() + 30
    while alive(process):
        assert time.monotonic() < until
        time.sleep(0.01)


def _bear(arguments: list[str]) -> int:
    child = os.fork()
    if child:
        return child
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.argv = ["motcua", *arguments]
    from motcua.__main__ import main

    try:
        main()
    finally:
        os._exit(0)


def _run() -> None:
    import django

    django.setup()
    for name in NEEDED:
        __import__(name)
    # Who is killed is not waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        sys.stdout.write(f"{_bear(json.loads(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _run()
