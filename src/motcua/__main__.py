"""The `motcua` command."""

from __future__ import annotations

import os
import sys

DEMO_DATABASE = "demo.sqlite3"


def main() -> None:
    """Set up and run a command; on Windows the console may not be UTF-8 by itself."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        _start()
    except KeyboardInterrupt:
        sys.exit("Đã dừng theo yêu cầu.")


def _start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    if sys.argv[1:2] == ["demo"]:
        _use_demo_database()

    import django

    django.setup()
    from motcua.cli.app import run

    run()


def _use_demo_database() -> None:
    """The demonstration never touches the installation's own data; settings are read only once, so before them."""
    from motcua.site.paths import data_folder

    if not os.environ.get("MOTCUA_DATABASE"):
        os.environ["MOTCUA_DATABASE"] = f"sqlite:///{(data_folder() / DEMO_DATABASE).as_posix()}"


if __name__ == "__main__":
    main()
