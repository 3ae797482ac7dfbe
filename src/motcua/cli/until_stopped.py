"""Commands that work until somebody stops them."""

from __future__ import annotations

import signal
from typing import Protocol

from motcua.cli.output import console


class Worker(Protocol):
    """What runs until it is told to stop."""

    def run(self) -> None: ...

    def stop(self) -> None: ...


def run_until_stopped(worker: Worker, begun: str, ended: str) -> None:
    """Run, saying so before and after; Ctrl-C and SIGTERM let what is in hand be finished: half-way it would be in doubt."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: worker.stop())
    console.print(begun)
    worker.run()
    console.print(ended)
