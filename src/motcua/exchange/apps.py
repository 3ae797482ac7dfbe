from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "motcua.exchange"

    def ready(self) -> None:
        """What the access log may hold of connections is known when the program starts."""
        from motcua.exchange import connecting  # noqa: F401
