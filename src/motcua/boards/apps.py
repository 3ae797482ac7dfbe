from __future__ import annotations

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "motcua.boards"

    def ready(self) -> None:
        """Signing in and out is told to the access log."""
        from motcua.boards.audited import listen

        listen()
