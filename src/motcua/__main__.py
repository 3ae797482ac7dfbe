"""The `motcua` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Set up and run a command; on Windows the console may not be UTF-8 by itself."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")

    import django

    django.setup()
    from motcua.cli.app import run

    run()


if __name__ == "__main__":
    main()
