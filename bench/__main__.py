"""python -m bench [name …] [--quick]: the benchmarks of that name, or all; each in a process and a data folder of its own."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import time

NAMES = (
    "deadlines",
    "import",
    "statement",
    "boards",
    "reports",
    "forms",
    "printed",
    "checker",
    "search",
    "acts",
    "lists",
    "reconcile",
    "exchange",
)
APART = ("storm",)
"""Only where they are named: they take long."""
QUICK = "--quick"


def main() -> int:
    """Run the named benchmarks, or all there are; the first exit code that is not 0, or 0."""
    quick = [word for word in sys.argv[1:] if word == QUICK]
    named = [word for word in sys.argv[1:] if word != QUICK]
    if unknown := sorted(set(named) - {*NAMES, *APART}):
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join((*NAMES, *APART))}")
        return 2
    codes = [_run(name, quick) for name in named or NAMES if importlib.util.find_spec(f"bench.bench_{name}")]
    return max(codes, default=0)


def _run(name: str, quick: list[str]) -> int:
    print(f"== {name}", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        environment = {**os.environ, "MOTCUA_DATA": folder}
        environment.pop("MOTCUA_DATABASE", None)
        done = subprocess.run([sys.executable, "-m", f"bench.bench_{name}", *quick], env=environment)
    print(f"   {time.monotonic() - begun:.0f} s\n", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
