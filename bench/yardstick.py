"""The bare yardsticks: one django-ninja endpoint that writes a dossier, an event and a message in one transaction, and
one page that reads sixty dossiers of a unit by one statement and shows them as a table.

Nobody signs in, no right is asked, nothing is numbered, logged or counted. `python -m bench.yardstick tables` makes
its tables in the database of the environment, `python -m bench.yardstick PORT` serves it as `motcua serve` does.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings

NAME = "bench.yardstick"


def configure() -> None:
    """Settings with the database of the system itself and nothing else."""
    from motcua.site import settings as ours

    database: dict[str, Any] = {**ours.DATABASES["default"]}
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {**database["OPTIONS"], "transaction_mode": "IMMEDIATE"}
    settings.configure(
        SECRET_KEY="-", ALLOWED_HOSTS=["*"], DATABASES={"default": database}, ROOT_URLCONF="bench.yardstick_urls",
        USE_TZ=True, MIDDLEWARE=[], INSTALLED_APPS=[],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}], DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )  # fmt: skip
    django.setup()


def make() -> Callable[..., Any]:
    """The WSGI application."""
    configure()
    from django.core.wsgi import get_wsgi_application

    application: Callable[..., Any] = get_wsgi_application()
    return application


def tables() -> None:
    """Make the tables."""
    configure()
    from django.db import connection

    from bench.yardstick_urls import MODELS

    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)


def main() -> None:
    """Make the tables, or serve."""
    if sys.argv[1:] == ["tables"]:
        tables()
        return
    from granian.constants import Interfaces
    from granian.server import Server

    from motcua.site.workers import THREADS, usual_workers

    vendor = "postgresql" if "MOTCUA_DATABASE" in os.environ else "sqlite"
    Server(
        "bench.yardstick:make", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.WSGI,
        workers=usual_workers(vendor), blocking_threads=THREADS, log_enabled=False, factory=True,
    ).serve()  # fmt: skip


def now() -> int:
    """The present, milliseconds UTC."""
    return int(time.time() * 1000)


if __name__ == "__main__":
    main()
