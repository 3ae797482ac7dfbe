from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "motcua.casework"

    def ready(self) -> None:
        """Whoever listens to acts registers when the program starts."""
        from motcua.casework import audited, notified, succession  # noqa: F401
        from motcua.casework.portal import taken, told  # noqa: F401
